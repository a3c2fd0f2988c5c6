// SPDX-License-Identifier: EUPL-1.2
#include "tools/quitrent/policy_plan.hpp"

#include <algorithm>
#include <expected>
#include <memory>
#include <optional>
#include <utility>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "market/state/schedule_views.hpp"
#include "registry/vocabulary/sha256.hpp"
#include "tools/quitrent/policy_artefact.hpp"
#include "tools/quitrent/policy_diff.hpp"
#include "tools/quitrent/policy_plan_file.hpp"
#include "tools/quitrent/policy_register.hpp"
#include "tools/quitrent/policy_remote.hpp"
#include "tools/quitrent/policy_test.hpp"
#include "tools/quitrent/simulate_command.hpp"
#include "tools/quitrent/simulate_remote.hpp"
#include "tools/simulation/headline.hpp"
#include "tools/simulation/json_report.hpp"
#include "tools/simulation/tables.hpp"

namespace quitrent {
namespace {

using Json = nlohmann::ordered_json;

/// The flags of the command line.
struct PlanFlags {
  SimulationRequest request;
  std::string from, to, out, key_file;
  bool json = false;
};

void describe_plan(CLI::App& app, PlanFlags& flags) {
  SimulationRequest& request = flags.request;
  app.add_option("file", request.reform_file, "the schedule")->type_name("FILE")->required();
  app.add_option("--register", request.register_file,
                 "the register's file, or its address; an address needs a policy officer's key")
      ->type_name("FILE|URL")
      ->required();
  app.add_option("--out", flags.out, "the file into which the plan is written")
      ->type_name("FILE")
      ->required();
  app.add_option("--baseline", request.baseline_file,
                 "schedule to compare with; else the register's own")
      ->type_name("FILE");
  app.add_option("--charter", request.charter_file,
                 "charter whose highest rate ends the revenue curve; else the register's own")
      ->type_name("FILE");
  app.add_option("--from", flags.from, "first day of the simulation, as in simulate")
      ->type_name("DAY");
  app.add_option("--to", flags.to, "first day after it, as in simulate")->type_name("DAY");
  app.add_option("--key-file", flags.key_file,
                 "for an address: the file with a policy officer's API key; else "
                 "QUITRENT_POLICY_KEY")
      ->type_name("FILE");
  app.add_flag("--json", flags.json, "print JSON");
}

/// A simulation, and where it was made.
struct PlannedReport {
  std::optional<std::string> id;  ///< of a simulation that the register keeps
  SimulationReport report;
  /// The register as it was read from its file, once for all parts of the plan; null: an address.
  std::shared_ptr<const api::FoldedJournal> folded = {};
};

std::expected<PlannedReport, CommandAnswer> planned_report(const PlanFlags& flags) {
  const SimulationRequest& request = flags.request;
  PlannedReport planned;
  if (is_address(request.register_file)) {
    if (!request.baseline_file.empty() || !request.charter_file.empty()) {
      throw PolicyFault{
          "--baseline and --charter: a register compares with its own schedules under its own "
          "charter; for others name the register's file"};
    }
    auto remote = simulated_by_register(
        {.flags = {.server = request.register_file, .key_file = flags.key_file},
         .reform_file = request.reform_file,
         .from = request.from,
         .to = request.to});
    if (!remote) return std::unexpected(std::move(remote.error()));
    planned.id = std::move(remote->id);
    planned.report = std::move(remote->report);
  } else {
    if (!flags.key_file.empty()) {
      throw PolicyFault{"--key-file is for a register's address; its file needs no key"};
    }
    planned.folded = register_of_file(request.register_file);
    planned.report = simulated(request, *planned.folded);
  }
  planned.report.provenance.command = simulation_command(request, planned.report);
  return planned;
}

/// The text with which the simulation compared. Throws PolicyFault where it is not there.
std::string baseline_text(const PlanFlags& flags, const PlannedReport& planned) {
  const SimulationRequest& request = flags.request;
  const Provenance& provenance = planned.report.provenance;
  if (!request.baseline_file.empty()) return policy_text(request.baseline_file);
  if (planned.folded == nullptr) {
    for (const PublishedText& one : published_texts({.server = request.register_file})) {
      if (to_text(sha256(one.toml)) == provenance.baseline_digest) return one.toml;
    }
    throw PolicyFault{request.register_file +
                      " does not answer as a register does: it has no schedule with the digest of "
                      "the baseline"};
  }
  for (const market::SchedulePublished& published : planned.folded->books.schedules()) {
    if (to_text(sha256(published.toml)) == provenance.baseline_digest) return published.toml;
  }
  throw PolicyFault{request.register_file + ": has no schedule with the digest of the baseline"};
}

Json diff_of(const PlanFlags& flags, const PlannedReport& planned, const tax::Schedule& reform) {
  auto before = tax::read_schedule(baseline_text(flags, planned));
  if (!before) throw faults_of_file("baseline", before.error());
  const DiffRegister read =
      diff_register(flags.request.register_file, planned.folded, {*before, reform});
  return diff_json(difference_between(*before, reform), read);
}

/// The plan with its digest.
Json plan_of(const PlanFlags& flags, const PlannedReport& planned, const Json& tests,
             const tax::Schedule& reform) {
  const Provenance& provenance = planned.report.provenance;
  const std::string toml = policy_text(flags.request.reform_file);
  if (to_text(sha256(toml)) != provenance.reform_digest) {
    throw PolicyFault{flags.request.reform_file + ": was changed while it was planned; plan again"};
  }
  const Json simulation = Json::parse(json_report(planned.report));
  return sealed_plan(
      {{"plan", 1},
       {"program", provenance.program},
       {"schedule",
        {{"file", flags.request.reform_file},
         {"title", reform.title},
         {"digest", provenance.reform_digest},
         {"toml", toml}}},
       {"baseline", {{"title", provenance.baseline_title}, {"digest", provenance.baseline_digest}}},
       {"diff", diff_of(flags, planned, reform)},
       {"tests", tests},
       {"simulation",
        {{"id", planned.id ? Json(*planned.id) : Json(nullptr)},
         {"provenance", simulation.at("provenance")},
         {"result_digest", digest_of_json(simulation.at("result"))},
         {"result", simulation.at("result")}}}});
}

std::string summary_of(const PlanFlags& flags, const Json& plan, const SimulationReport& report) {
  const auto counted = [](std::size_t count, const char* what) {
    return fmt::format("{} {}{}", count, what, count == 1 ? "" : "s");
  };
  const HeadlineFigure revenue = headline_of(report).front();
  return fmt::format(
      "{}: {}\n  schedule    {}\n  baseline    {}\n  changes     {}\n  tests       {}\n"
      "  revenue     {}, {}\npropose it with\n  quitrent policy propose {} --server URL\n",
      flags.out, plan.at("digest").get<std::string>(),
      plan.at("schedule").at("digest").get<std::string>(),
      plan.at("baseline").at("digest").get<std::string>(),
      counted(plan.at("diff").at("changes").size(), "sentence"),
      counted(plan.at("tests").at("tests").size(), "test"), grouped(revenue.value), revenue.note,
      shell_word(flags.out));
}

std::string summary_json(const PlanFlags& flags, const Json& plan) {
  return json_lines({{"file", flags.out},
                     {"digest", plan.at("digest")},
                     {"schedule_digest", plan.at("schedule").at("digest")},
                     {"baseline_digest", plan.at("baseline").at("digest")},
                     {"simulation", plan.at("simulation").at("id")},
                     {"result_digest", plan.at("simulation").at("result_digest")},
                     {"changes", plan.at("diff").at("changes").size()},
                     {"tests", plan.at("tests").at("tests").size()}});
}

CommandAnswer planned(PlanFlags& flags) {
  SimulationRequest& request = flags.request;
  if (request.reform_file == "-") {
    throw PolicyFault{"a plan names its file: standard input has no name"};
  }
  refuse_overwriting("--out", flags.out,
                     {request.reform_file, request.register_file, request.baseline_file,
                      request.charter_file, flags.key_file});
  request.from = instant_of_flag("--from", flags.from);
  request.to = instant_of_flag("--to", flags.to);
  const tax::Schedule reform = schedule_of_file(request.reform_file);
  const auto results = test_results(reform, tax::DegreeFacts{.licences = tax::founding_licences()});
  if (!std::ranges::all_of(results, &tax::TestResult::passed)) {
    const std::string why = fmt::format(
        "quitrent policy plan: {}: a test fails, so nothing is planned\n", request.reform_file);
    return {.exit_code = 1, .output = tests_text(results, request.reform_file), .fault = why};
  }
  const auto report = planned_report(flags);
  if (!report) return report.error();
  const Json plan = plan_of(flags, *report, tests_json(results, request.reform_file), reform);
  replace_file(flags.out, json_lines(plan));
  return {
      .exit_code = 0,
      .output = flags.json ? summary_json(flags, plan) : summary_of(flags, plan, report->report),
      .fault = {}};
}

}  // namespace

CommandAnswer answer_policy_plan(const PolicyWords& asked) {
  PlanFlags flags;
  CLI::App app{
      "Keep a reform with what it changes, its tests and its simulation in one file, which is then "
      "proposed.",
      "quitrent policy plan"};
  describe_plan(app, flags);
  return answered(app, asked, [&] { return planned(flags); });
}

}  // namespace quitrent
