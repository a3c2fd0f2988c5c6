// SPDX-License-Identifier: EUPL-1.2
#include "tools/quitrent/policy_check.hpp"

#include <array>
#include <optional>

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "tax/schedule/charter.hpp"
#include "tax/schedule/check.hpp"
#include "tools/quitrent/policy_artefact.hpp"
#include "tools/quitrent/policy_register.hpp"
#include "tools/quitrent/policy_remote.hpp"
#include "tools/quitrent/policy_schema.hpp"

namespace quitrent {
namespace {

/// The flags of the command line.
struct CheckFlags {
  std::string file, charter, against, effective, approved;
  bool json = false, watch = false, schema = false;
};

/// A finding and its file.
struct CheckFinding {
  std::string file;
  tax::ScheduleFault fault;
};

void describe_check(CLI::App& app, CheckFlags& flags) {
  app.add_option("file", flags.file, "the schedule; - reads standard input")->type_name("FILE");
  app.add_option("--charter", flags.charter,
                 "the charter; else that of the register, or the defaults of the rules")
      ->type_name("FILE");
  app.add_option("--against", flags.against,
                 "the schedule that it is to follow, or a register's address: its published ones")
      ->type_name("FILE|URL");
  app.add_option("--effective", flags.effective,
                 "the day on which it takes effect, where it does not state it; else today")
      ->type_name("DAY");
  app.add_option("--approved", flags.approved,
                 "the day or instant of its approval, from which notice counts; else now, by the "
                 "clock of the register that is named")
      ->type_name("DAY");
  app.add_flag("--json", flags.json, "print JSON");
  app.add_flag("--watch", flags.watch, "check again whenever a file changes, until interrupted");
  app.add_flag("--schema", flags.schema, "print the JSON Schema of schedules for editors");
}

/// Everything that is wrong with the files, and whether the schedule was compared.
struct CheckResult {
  std::vector<CheckFinding> findings;
  bool is_compared = true;
};

tax::Charter read_charter(const CheckFlags& flags, CheckResult& result) {
  if (flags.charter.empty()) {
    return is_address(flags.against) ? charter_of_server({.server = flags.against})
                                     : tax::Charter{};
  }
  const auto read = tax::read_charter(policy_text(flags.charter));
  if (read) return *read;
  for (const tax::ScheduleFault& fault : read.error()) {
    result.findings.push_back({flags.charter, fault});
  }
  return {};
}

CheckResult checked(const CheckFlags& flags, Instant today) {
  if (flags.file.empty() && flags.charter.empty()) {
    throw PolicyFault{"which file? Name a schedule, or a charter with --charter"};
  }
  CheckResult result;
  const tax::Charter charter = read_charter(flags, result);
  if (flags.file.empty()) return result;
  const std::string text = policy_text(flags.file);
  tax::ScheduleQuestion asked{.toml = text, .charter = charter, .today = today};
  asked.engine = tax::parse_engine_version(QUITRENT_VERSION).value_or(tax::EngineVersion{});
  if (const auto approved = instant_of_flag("--approved", flags.approved)) {
    asked.today = *approved;
  } else if (is_address(flags.against)) {
    asked.today = now_of_server({.server = flags.against});
  }
  if (!flags.effective.empty()) asked.effective = day_of_flag("--effective", flags.effective);
  if (is_address(flags.against)) {
    asked.before = published_schedules(published_texts({.server = flags.against}));
  } else if (!flags.against.empty()) {
    tax::Schedule before = schedule_of_file(flags.against);
    const Instant begin = begin_of(before);
    asked.before.push_back({.in_force_from = begin, .schedule = std::move(before)});
  }
  const tax::CheckedSchedule answer = checked_schedule(asked);
  for (const tax::ScheduleFault& fault : answer.findings) {
    result.findings.push_back({flags.file, fault});
  }
  result.is_compared = answer.is_compared || flags.against.empty();
  return result;
}

std::array<std::size_t, 3> counts_of(const std::vector<CheckFinding>& findings) {
  std::array<std::size_t, 3> counts{};
  for (const CheckFinding& finding : findings) {
    ++counts.at(static_cast<std::size_t>(finding.fault.severity));
  }
  return counts;
}

std::string json_text(const CheckResult& result) {
  nlohmann::ordered_json findings = nlohmann::ordered_json::array();
  for (const auto& [file, fault] : result.findings) {
    findings.push_back({{"file", file},
                        {"line", fault.line},
                        {"column", fault.column},
                        {"severity", to_text(fault.severity)},
                        {"message", fault.what}});
  }
  const auto [errors, warnings, advice] = counts_of(result.findings);
  const nlohmann::ordered_json json{{"findings", findings},
                                    {"errors", errors},
                                    {"warnings", warnings},
                                    {"advice", advice},
                                    {"compared", result.is_compared}};
  return json_lines(json);
}

std::string plain_text(const CheckFlags& flags, const CheckResult& result) {
  std::string text;
  for (const auto& [file, fault] : result.findings) text += finding_line(file, fault);
  if (!result.is_compared) {
    text += fmt::format("{}: not compared with {} until the errors are corrected\n", flags.file,
                        flags.against);
  }
  const auto [errors, warnings, advice] = counts_of(result.findings);
  return text + fmt::format("{} error{}, {} warning{}, {} advice\n", errors, errors == 1 ? "" : "s",
                            warnings, warnings == 1 ? "" : "s", advice);
}

}  // namespace

CommandAnswer answer_policy_check(const PolicyWords& asked) {
  CheckFlags flags;
  CLI::App app{"Find everything that is wrong with a schedule or a charter.",
               "quitrent policy check"};
  describe_check(app, flags);
  return answered(app, asked, [&]() -> CommandAnswer {
    if (flags.schema) return {.exit_code = 0, .output = schedule_schema(), .fault = {}};
    const CheckResult result = checked(flags, asked.today);
    const auto [errors, warnings, advice] = counts_of(result.findings);
    return {.exit_code = errors + warnings > 0 ? 1 : 0,
            .output = flags.json ? json_text(result) : plain_text(flags, result),
            .fault = {}};
  });
}

}  // namespace quitrent
