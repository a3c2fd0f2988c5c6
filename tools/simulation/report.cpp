// SPDX-License-Identifier: EUPL-1.2
#include "tools/simulation/report.hpp"

#include <algorithm>
#include <memory>
#include <optional>

#include <fmt/format.h>

#include "market/state/schedule_views.hpp"
#include "registry/vocabulary/decimal.hpp"
#include "registry/vocabulary/sha256.hpp"
#include "tax/simulation/simulation.hpp"
#include "tools/quitrent/policy_words.hpp"
#include "tools/simulation/policy_file.hpp"
#include "tools/simulation/read_register.hpp"

namespace quitrent {
namespace {

using Timeline = std::shared_ptr<const tax::ScheduleTimeline>;

/// The baseline, and the text of the schedule that is in force at an instant.
struct Baseline {
  Timeline timeline;
  std::optional<PolicyFile> file;  ///< in place of the register's schedules

  std::string digest_at(const market::Books& books, Instant at) const {
    if (file) return to_text(file->digest);
    return to_text(sha256(*market::schedule_in_force(books, at).toml));
  }
};

Baseline baseline_of(const SimulationRequest& request, const market::Books& books, Instant from) {
  if (request.baseline_file.empty()) return {books.timeline(), std::nullopt};
  PolicyFile file = read_policy_file(request.baseline_file);
  auto timeline =
      tax::ScheduleTimeline::founded_on(schedule_in(file, from), books.timeline()->basis());
  return {std::move(timeline), std::move(file)};
}

/// The first second that is simulated, and the first second of the reform.
struct Beginning {
  Instant from;
  Instant effective;
};

Beginning beginning_of(const SimulationRequest& request, const PolicyFile& reform, Instant newest) {
  const std::optional<Instant> stated =
      schedule_in(reform, request.from.value_or(newest)).effective;
  const Instant from = request.from.value_or(std::max(stated.value_or(newest), newest));
  return {.from = from, .effective = stated.value_or(from)};
}

Provenance provenance_of(const SimulationRequest& request, const api::FoldedJournal& folded) {
  Provenance provenance;
  provenance.register_file = request.register_file;
  provenance.sequence = folded.head.sequence;
  provenance.register_at = to_text(folded.head.at);
  provenance.register_digest = to_text(folded.head.digest);
  provenance.program = "quitrent " QUITRENT_VERSION;
  provenance.command = request.command;
  return provenance;
}

/// The two schedules that are compared.
struct Compared {
  const Baseline& baseline;
  const PolicyFile& reform;
  const std::string& reform_title;
};

void add_schedules(Provenance& provenance, const Compared& both, const market::Books& books,
                   Instant effective) {
  provenance.baseline_title = tax::schedule_at(*both.baseline.timeline, effective).schedule.title;
  provenance.baseline_digest = both.baseline.digest_at(books, effective);
  provenance.reform_title = both.reform_title;
  provenance.reform_digest = to_text(both.reform.digest);
  provenance.reform_effective = to_text(effective);
}

}  // namespace

SimulationReport simulated(const SimulationRequest& request) {
  return simulated(request, *read_register(request.register_file));
}

SimulationReport simulated(const SimulationRequest& request, const api::FoldedJournal& folded) {
  const market::Books& books = folded.books;
  const PolicyFile reform = read_policy_file(request.reform_file);
  const Beginning beginning = beginning_of(request, reform, folded.head.at);
  tax::Schedule schedule = schedule_in(reform, beginning.from);
  const Baseline baseline = baseline_of(request, books, beginning.from);
  if (schedule.currency != baseline.timeline->currency()) {
    throw PolicyFault{fmt::format("{}: its currency is {}, and the baseline's is {}", reform.path,
                                  schedule.currency, baseline.timeline->currency())};
  }
  if (beginning.from < books.founding().effective) {
    throw PolicyFault{"--from: the register began at " + to_text(books.founding().effective)};
  }
  const Period over{beginning.from, request.to.value_or(beginning.from + kYear)};
  if (over.end <= over.begin) {
    throw PolicyFault{"the period is empty: it must end after " + to_text(over.begin)};
  }
  const tax::Charter charter =
      request.charter_file.empty() ? books.acts().charter() : charter_in(request.charter_file);
  const tax::BehaviourParameters parameters = behaviour_in(schedule, request.behaviour);
  tax::SimulationPlan plan{.timelines = {},
                           .over = over,
                           .effective = beginning.effective,
                           .cap = charter.max_rate,
                           .behaviour = parameters};
  Provenance provenance = provenance_of(request, folded);
  add_schedules(provenance, {baseline, reform, schedule.title}, books, beginning.effective);
  provenance.cap = format_decimal(charter.max_rate.ppb(), 7, 0) + '%';
  provenance.options = api::simulation_options(over, parameters);
  plan.timelines = {
      .baseline = baseline.timeline,
      .reform = tax::reformed(*baseline.timeline, std::move(schedule), beginning.effective)};
  const tax::RegisterColumns assets = columns_of(books, baseline.timeline, over.begin);
  auto found = tax::simulation_of(assets, plan);
  if (!found) throw PolicyFault{found.error()};
  SimulationReport report = api::named_report(books, assets, *found);
  report.provenance = std::move(provenance);
  report.currency = baseline.timeline->currency();
  report.over = over;
  return report;
}

}  // namespace quitrent
