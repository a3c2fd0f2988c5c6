// SPDX-License-Identifier: EUPL-1.2
#include "tools/quitrent/degree_command.hpp"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <memory>
#include <optional>
#include <sstream>
#include <stdexcept>
#include <utility>
#include <vector>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "api/http/json/json_writer.hpp"
#include "api/http/json/lawful_values.hpp"
#include "api/http/terms/degree_answer.hpp"
#include "api/settings/flag_faults.hpp"
#include "tax/degree/licence_reader.hpp"
#include "tax/evaluated_degree.hpp"
#include "tax/schedule/founding.hpp"
#include "tax/schedule/schedule.hpp"
#include "tax/schedule_timeline.hpp"

namespace quitrent {
namespace {

/// The flags of the command line.
struct Flags {
  std::string expression, asset_class = "software", schedule, licences, on, assessment;
  bool json = false, source_withheld = false;
};

/// A wrong flag, file or expression.
class WrongWord : public std::runtime_error {
 public:
  explicit WrongWord(std::string line) : WrongWord{std::vector{std::move(line)}} {}
  /// One line for each fault of a file, and at least one.
  explicit WrongWord(std::vector<std::string> lines)
      : std::runtime_error{lines.front()}, lines_{std::move(lines)} {}
  /// The lines to print.
  const std::vector<std::string>& lines() const { return lines_; }

 private:
  std::vector<std::string> lines_;
};

void describe(CLI::App& app, Flags& flags) {
  app.add_option("terms", flags.expression,
                 "an SPDX licence expression; for patents and designs a commitment")
      ->type_name("EXPR")
      ->required();
  app.add_option("--class", flags.asset_class, "the class of the asset")->capture_default_str();
  app.add_flag("--source-withheld", flags.source_withheld, "the source is not open to everyone");
  app.add_flag("--json", flags.json, "print JSON");
  app.add_option("--schedule", flags.schedule, "tax schedule whose weights and rates are taken");
  app.add_option("--on", flags.on, "day of the schedule, such as 2026-01-01; else today");
  app.add_option("--assessment", flags.assessment, "also tell the rate and tax on this assessment");
  app.add_option("--licences", flags.licences,
                 "licence table in place of the one that the program carries; without weights or "
                 "commitments it keeps those");
  app.set_version_flag("--version",
                       fmt::format("quitrent degree {}\nlicences and exceptions: SPDX {}",
                                   QUITRENT_VERSION, tax::founding_licences().spdx_release()),
                       "print which program and which SPDX release answer");
}

std::string file_text(const std::string& path) {
  std::error_code error;
  if (std::filesystem::is_directory(path, error)) {
    throw WrongWord{path + ": is a folder, where a file is needed"};
  }
  std::ifstream file{path, std::ios::binary};
  std::ostringstream text;
  text << file.rdbuf();
  if (!file) throw WrongWord{path + ": cannot be read"};
  if (text.view().contains('\0')) throw WrongWord{path + ": holds a NUL: it is no text"};
  return text.str();
}

std::optional<tax::LicenceTable> replaced_licences(const Flags& flags) {
  if (flags.licences.empty()) return std::nullopt;
  auto read = tax::read_replacement_licences(file_text(flags.licences));
  if (!read) {
    throw WrongWord{fmt::format("{}:{}: {}", flags.licences, read.error().line, read.error().what)};
  }
  return *std::move(read);
}

/// The schedule of the flags, with the default weights of `licences`.
std::shared_ptr<const tax::ScheduleTimeline> timeline_of(const Flags& flags,
                                                         const tax::LicenceTable& licences) {
  auto read =
      tax::read_new_schedule(flags.schedule.empty() ? std::string{tax::founding_schedule_toml()}
                                                    : file_text(flags.schedule));
  if (!read) {
    std::vector<std::string> lines;
    for (const tax::ScheduleFault& fault : read.error()) {
      lines.push_back(
          fmt::format("{}:{}:{}: {}", flags.schedule, fault.line, fault.column, fault.what));
    }
    throw WrongWord{std::move(lines)};
  }
  return tax::ScheduleTimeline::founded_on(*std::move(read), tax::founding_basis(licences, {}));
}

Instant day_of(const Flags& flags) {
  if (flags.on.empty()) {
    const auto now = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
    return Instant::from_seconds(now.time_since_epoch().count());
  }
  const auto day = parse_day(flags.on);
  if (!day) throw WrongWord{"--on is no day, such as 2026-01-01"};
  return *day;
}

Terms terms_of(const Flags& flags, AssetClass asset_class) {
  Terms terms;
  terms.form = terms_form(asset_class);
  if (terms.form == TermsForm::nothing)
    throw WrongWord{"a trademark has no terms; its degree is 1"};
  if (terms.form == TermsForm::commitment) {
    const auto commitment = parse_commitment(flags.expression);
    if (!commitment) {
      throw WrongWord{"'" + flags.expression + "' is no commitment, the terms of a " +
                      flags.asset_class + ". " + api::lawful_values(kCommitments)};
    }
    terms.commitment = *commitment;
    return terms;
  }
  terms.spdx = flags.expression;
  terms.source_withheld = flags.source_withheld;
  return terms;
}

tax::EvaluatedDegree evaluated(const Flags& flags) {
  const auto asset_class = parse_asset_class(flags.asset_class);
  if (!asset_class) {
    throw WrongWord{"--class: '" + flags.asset_class + "' is no class. " +
                    api::lawful_values(kAssetClasses)};
  }
  const std::optional<tax::LicenceTable> replaced = replaced_licences(flags);
  const tax::DegreeFacts facts{.licences = replaced ? *replaced : tax::founding_licences()};
  const auto timeline = timeline_of(flags, facts.licences);
  const Instant at = day_of(flags);
  tax::DegreeQuestion asked{.asset_class = *asset_class, .terms = terms_of(flags, *asset_class)};
  if (!flags.assessment.empty()) {
    const auto assessment = parse_money(flags.assessment);
    if (!assessment || *assessment > kHighestAssessment) {
      throw WrongWord{"--assessment is no amount, such as 1000.00, or above 10^12"};
    }
    asked.assessment = *assessment;
  }
  auto answer = evaluated_degree(facts, *timeline, asked, at);
  if (!answer) throw WrongWord{answer.error().what};
  return *std::move(answer);
}

std::string json_text(const tax::EvaluatedDegree& evaluated) {
  api::JsonWriter json;
  write_degree(json.begin_object(), evaluated);
  json.end_object();
  return json.take() + '\n';
}

std::string plain_text(const tax::EvaluatedDegree& evaluated) {
  const tax::DegreeExplanation& explanation = evaluated.explanation;
  std::string text =
      fmt::format("terms   {}\nbranch  {}\ndegree  {}\nraw     {} = {}\n", explanation.normal,
                  explanation.branch, to_text(explanation.degree_ppm), to_text(explanation.raw_ppm),
                  fraction_text(explanation.raw));
  if (explanation.open)
    text += "open: access, use, modification, redistribution and royalty are free\n";
  if (evaluated.rate) {
    text += fmt::format("rate    {} on {}: {} a year\n", to_text(*evaluated.rate),
                        to_text(*evaluated.assessment), to_text(*evaluated.tax_per_year));
  } else if (evaluated.assessment) {
    text += "rate    none: the schedule does not take this class on that day\n";
  }
  text += "\n   level  weight    from\n";
  for (const tax::Dimension dimension : tax::kDimensions) {
    const auto at = static_cast<std::size_t>(dimension);
    const auto& fact = explanation.causes[at].fact;
    text += fmt::format(
        "{}  {:>2}/24  {}  {}\n", tax::kDimensionLetters[at], explanation.profile.level(dimension),
        to_text(explanation.weights.weight(dimension)), fact ? explanation.facts[*fact].of : "");
  }
  text += '\n';
  for (const tax::DegreeFact& fact : explanation.facts) {
    text += fmt::format("{}: {}", fact.of, fact.evidence);
    if (!fact.basis.empty()) text += fmt::format(" ({})", fact.basis);
    if (!fact.anchors.empty()) text += fmt::format("; open or free to {}", fact.anchors);
    for (const tax::LicenceSource& source : fact.sources) {
      text += fmt::format("\n  {} {}", source.id, source.version);
    }
    text += '\n';
  }
  for (const tax::Alternative& other : explanation.alternatives) {
    text += fmt::format("under {}: {}\n", other.normal, to_text(other.degree));
  }
  for (const std::string& sentence : warnings(explanation)) text += sentence + '\n';
  return text;
}

CommandAnswer failed(const std::vector<std::string>& lines) {
  CommandAnswer answer{.exit_code = 2, .output = {}, .fault = {}};
  for (const std::string& line : lines) {
    answer.fault += "quitrent degree: " + api::in_one_line(line) + '\n';
  }
  return answer;
}

}  // namespace

CommandAnswer answer_degree(int argc, const char* const* argv) {
  Flags flags;
  CLI::App app{"Settle and explain the proprietary degree of terms.", "quitrent degree"};
  describe(app, flags);
  // CLI11 takes the words last first.
  std::vector<std::string> words{argv, argv + argc};
  std::ranges::reverse(words);
  try {
    app.parse(words);
    const tax::EvaluatedDegree answer = evaluated(flags);
    return {
        .exit_code = 0, .output = flags.json ? json_text(answer) : plain_text(answer), .fault = {}};
  } catch (const CLI::CallForHelp&) {
    return {.exit_code = 0, .output = app.help(), .fault = {}};
  } catch (const CLI::CallForVersion& version) {
    return {.exit_code = 0, .output = std::string{version.what()} + '\n', .fault = {}};
  } catch (const CLI::ParseError& wrong) {
    return failed({api::flag_fault(app, wrong)});
  } catch (const WrongWord& wrong) {
    return failed(wrong.lines());
  }
}

int run_degree(int argc, const char* const* argv) {
  const CommandAnswer answer = answer_degree(argc, argv);
  std::fputs(answer.output.c_str(), stdout);
  std::fputs(answer.fault.c_str(), stderr);
  return answer.exit_code;
}

}  // namespace quitrent
