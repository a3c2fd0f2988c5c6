// SPDX-License-Identifier: EUPL-1.2
#include "tools/quitrent/simulate_command.hpp"

#include <algorithm>
#include <cstdio>
#include <fstream>
#include <string>
#include <string_view>
#include <vector>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "api/settings/flag_faults.hpp"
#include "registry/journal/journal.hpp"
#include "tools/quitrent/policy_artefact.hpp"
#include "tools/quitrent/policy_words.hpp"
#include "tools/simulation/csv_report.hpp"
#include "tools/simulation/json_report.hpp"
#include "tools/simulation/page_report.hpp"
#include "tools/simulation/report.hpp"
#include "tools/simulation/text_report.hpp"

namespace quitrent {
namespace {

constexpr int kDamaged = 1;
constexpr int kUnusable = 2;

/// Writes one line on standard error.
void say(std::string line) {
  fmt::print(stderr, "quitrent policy simulate: {}\n", api::in_one_line(std::move(line)));
}

/// The flags of the command line.
struct Asked {
  SimulationRequest request;
  std::string from, to, csv, html;
  std::string discount, opening, turnover, response;
  bool json = false;
};

void describe(CLI::App& app, Asked& asked) {
  SimulationRequest& request = asked.request;
  app.add_option("--register", request.register_file, "the register's file")->required();
  app.add_option("--reform", request.reform_file, "the new schedule, TOML")->required();
  app.add_option("--baseline", request.baseline_file,
                 "schedule to compare with; else the register's own");
  app.add_option("--charter", request.charter_file,
                 "charter whose highest rate ends the revenue curve; else the default one");
  app.add_option("--from", asked.from,
                 "first day; else the reform's, but not before the register's newest entry");
  app.add_option("--to", asked.to, "first day after the period; else 365 days after --from");
  app.add_flag("--json", asked.json, "print JSON");
  app.add_option("--csv", asked.csv, "write each table into this folder");
  app.add_option("--html", asked.html, "write one page into this file");
  app.add_option("--discount", asked.discount, "low,middle,high: 3%,5%,8%");
  app.add_option("--opening", asked.opening,
                 "low,middle,high: 0%,0.5%,2% of assets for each point");
  app.add_option("--turnover", asked.turnover, "yearly rate of purchases: 2.5%");
  app.add_option("--response", asked.response, "low,middle,high: 0,1,2");
}

/// A day or an instant. Throws PolicyFault.
std::optional<Instant> instant_of(const char* flag, const std::string& text) {
  if (text.empty()) return std::nullopt;
  const auto found = text.contains('T') ? parse_instant(text) : parse_day(text);
  if (!found) {
    throw PolicyFault{fmt::format("{} {}: must be a day such as 2027-01-01", flag, text)};
  }
  return found;
}

/// The command that makes the same result at any later time: both ends of the period are stated.
std::string command_of(const Asked& asked, const SimulationReport& report) {
  const SimulationRequest& request = asked.request;
  std::string line = "quitrent policy simulate";
  const auto add = [&line](const char* flag, const std::string& value) {
    if (!value.empty()) line += fmt::format(" {} {}", flag, shell_word(value));
  };
  add("--register", request.register_file);
  add("--reform", request.reform_file);
  add("--baseline", request.baseline_file);
  add("--charter", request.charter_file);
  add("--from", to_text(report.over.begin));
  add("--to", to_text(report.over.end));
  add("--discount", asked.discount);
  add("--opening", asked.opening);
  add("--turnover", asked.turnover);
  add("--response", asked.response);
  return line;
}

void write_page(const SimulationReport& report, const std::string& path) {
  std::ofstream file{path, std::ios::binary};
  file << page_report(report);
  file.close();
  if (!file) throw PolicyFault{path + ": cannot be written"};
}

int simulate(Asked& asked) {
  SimulationRequest& request = asked.request;
  request.from = instant_of("--from", asked.from);
  request.to = instant_of("--to", asked.to);
  const auto flag = [&request](const char* key, const std::string& text) {
    if (!text.empty()) request.behaviour.emplace_back(key, text);
  };
  flag("discount", asked.discount);
  flag("opening", asked.opening);
  flag("turnover", asked.turnover);
  flag("response", asked.response);
  SimulationReport report = simulated(request);
  report.provenance.command = command_of(asked, report);
  if (!asked.csv.empty()) write_csv(report, asked.csv);
  if (!asked.html.empty()) write_page(report, asked.html);
  const std::string text = asked.json ? json_report(report) : text_report(report);
  std::fputs(text.c_str(), stdout);
  return 0;
}

}  // namespace

int run_simulate(int argc, const char* const* argv) {
  Asked asked;
  CLI::App app{
      "Shows what a new schedule would do to a register: revenue by class, degree, decile, holder "
      "and terms, who gains and who loses, who becomes delinquent, and what people may do. Reads "
      "the register beside a running server or without one, and changes nothing.",
      "quitrent policy simulate"};
  describe(app, asked);
  // CLI11 takes the words last first.
  std::vector<std::string> words{argv, argv + argc};
  std::ranges::reverse(words);
  try {
    app.parse(words);
    return simulate(asked);
  } catch (const CLI::CallForHelp&) {
    std::fputs(app.help().c_str(), stdout);
    return 0;
  } catch (const CLI::ParseError& wrong) {
    say(api::flag_fault(app, wrong));
    return kUnusable;
  } catch (const PolicyFault& fault) {
    for (const std::string& line : fault.lines()) say(line);
    return kUnusable;
  } catch (const JournalDamaged& fault) {
    say(fault.what());
    return kDamaged;
  } catch (const std::exception& fault) {
    say(fault.what());
    return kUnusable;
  }
}

}  // namespace quitrent
