// SPDX-License-Identifier: EUPL-1.2
#include "tools/quitrent/simulate_command.hpp"

#include <algorithm>
#include <cstdio>
#include <fstream>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "api/settings/flag_faults.hpp"
#include "registry/journal/journal.hpp"
#include "registry/vocabulary/text.hpp"
#include "tools/quitrent/exit_codes.hpp"
#include "tools/quitrent/policy_artefact.hpp"
#include "tools/quitrent/policy_register.hpp"
#include "tools/quitrent/policy_words.hpp"
#include "tools/quitrent/say_line.hpp"
#include "tools/quitrent/simulate_remote.hpp"
#include "tools/simulation/csv_report.hpp"
#include "tools/simulation/json_report.hpp"
#include "tools/simulation/page_report.hpp"
#include "tools/simulation/report.hpp"
#include "tools/simulation/text_report.hpp"

namespace quitrent {
namespace {

constexpr const char* kSimulate = "policy simulate";

/// The flags of the command line.
struct SimulateFlags {
  SimulationRequest request;
  std::string from, to, csv, html;
  std::string discount, opening, turnover, response, key_file;
  bool json = false;
};

void describe(CLI::App& app, SimulateFlags& asked) {
  SimulationRequest& request = asked.request;
  app.add_option("--register", request.register_file,
                 "the register's file, or its address; an address needs a policy officer's key")
      ->type_name("FILE|URL")
      ->required();
  app.add_option("--reform", request.reform_file, "the new schedule, TOML")->required();
  app.add_option("--baseline", request.baseline_file,
                 "schedule to compare with; else the register's own");
  app.add_option("--charter", request.charter_file,
                 "charter whose highest rate ends the revenue curve; else the register's own");
  app.add_option("--from", asked.from,
                 "first day; else the reform's, but not before the register's newest entry");
  app.add_option("--to", asked.to, "first day after the period; else 365 days after --from");
  app.add_option("--key-file", asked.key_file,
                 "for an address: the file with a policy officer's API key; else "
                 "QUITRENT_POLICY_KEY");
  app.add_flag("--json", asked.json, "print JSON");
  app.add_option("--csv", asked.csv, "write each table into this folder");
  app.add_option("--html", asked.html, "write one page into this file");
  app.add_option("--discount", asked.discount, "low,middle,high: 3%,5%,8%");
  app.add_option("--opening", asked.opening,
                 "low,middle,high: 0%,0.5%,2% of assets for each point");
  app.add_option("--turnover", asked.turnover, "yearly rate of purchases: 2.5%");
  app.add_option("--response", asked.response, "low,middle,high: 0,1,2");
}

void write_page(const SimulationReport& report, const std::string& path) {
  std::ofstream file{path, std::ios::binary};
  file << page_report(report);
  file.close();
  if (!file) throw PolicyFault{path + ": cannot be written"};
}

/// Refuses what only a simulation of a file can take.
void refuse_local_flags(const SimulateFlags& asked) {
  const SimulationRequest& request = asked.request;
  if (!request.baseline_file.empty() || !request.charter_file.empty()) {
    throw PolicyFault{fmt::format(
        "{}: a register compares with its own schedules under its own charter; for another one "
        "name the register's file",
        request.charter_file.empty() ? "--baseline" : "--charter")};
  }
  if (request.behaviour.empty()) return;
  throw PolicyFault{fmt::format(
      "--{}: a register takes what it assumes from the schedule; write it into the table "
      "\"behaviour\" of {}, or name the register's file",
      request.behaviour.front().first, request.reform_file)};
}

int simulate(SimulateFlags& asked) {
  SimulationRequest& request = asked.request;
  refuse_overwriting("--html", asked.html,
                     {request.reform_file, request.register_file, request.baseline_file,
                      request.charter_file, asked.key_file});
  request.from = instant_of_flag("--from", asked.from);
  request.to = instant_of_flag("--to", asked.to);
  const auto flag = [&request](const char* key, const std::string& text) {
    if (!text.empty()) request.behaviour.emplace_back(key, text);
  };
  flag("discount", asked.discount);
  flag("opening", asked.opening);
  flag("turnover", asked.turnover);
  flag("response", asked.response);
  std::optional<SimulationReport> report;
  if (is_address(request.register_file)) {
    refuse_local_flags(asked);
    auto remote = simulated_by_register(
        {.flags = {.server = request.register_file, .key_file = asked.key_file, .json = asked.json},
         .reform_file = request.reform_file,
         .from = request.from,
         .to = request.to});
    if (!remote) {
      std::fputs(without_controls(remote.error().fault).c_str(), stderr);
      return remote.error().exit_code;
    }
    report = std::move(remote->report);
  } else {
    if (!asked.key_file.empty()) {
      throw PolicyFault{"--key-file is for a register's address; its file needs no key"};
    }
    report = simulated(request);
  }
  report->provenance.command = simulation_command(request, *report);
  if (!asked.csv.empty()) write_csv(*report, asked.csv);
  if (!asked.html.empty()) write_page(*report, asked.html);
  const std::string text =
      asked.json ? json_report(*report) : without_controls(text_report(*report));
  std::fputs(text.c_str(), stdout);
  return 0;
}

}  // namespace

std::string simulation_command(const SimulationRequest& request, const SimulationReport& report) {
  std::string line = "quitrent policy simulate";
  const auto add = [&line](const std::string& flag, const std::string& text) {
    if (!text.empty()) line += fmt::format(" {} {}", flag, shell_word(text));
  };
  add("--register", request.register_file);
  add("--reform", request.reform_file);
  add("--baseline", request.baseline_file);
  add("--charter", request.charter_file);
  add("--from", to_text(report.over.begin));
  add("--to", to_text(report.over.end));
  for (const auto& [key, text] : request.behaviour) add("--" + key, text);
  return line;
}

int run_simulate(int argc, const char* const* argv) {
  SimulateFlags asked;
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
    say_line(kSimulate, api::flag_fault(app, wrong));
    return kUnusable;
  } catch (const PolicyFault& fault) {
    for (const std::string& line : fault.lines()) say_line(kSimulate, line);
    return kUnusable;
  } catch (const JournalDamaged& fault) {
    say_line(kSimulate, fault.what());
    return kDamaged;
  } catch (const std::exception& fault) {
    say_line(kSimulate, fault.what());
    return kUnusable;
  }
}

}  // namespace quitrent
