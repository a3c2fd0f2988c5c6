// SPDX-License-Identifier: EUPL-1.2
#include "tools/simulation/report.hpp"

#include <algorithm>
#include <limits>
#include <memory>
#include <optional>

#include <fmt/format.h>

#include "market/state/schedule_views.hpp"
#include "registry/vocabulary/sha256.hpp"
#include "tax/simulation/unmoved.hpp"
#include "tools/quitrent/policy_words.hpp"
#include "tools/simulation/policy_file.hpp"
#include "tools/simulation/read_register.hpp"

namespace quitrent {
namespace {

/// What a tax is cut to that passes it.
constexpr Money kLargestMoney = Money::from_micro(std::numeric_limits<std::int64_t>::max());

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

const tax::PublishedSchedule& in_force(const tax::ScheduleTimeline& timeline, Instant at) {
  const tax::PublishedSchedule* found = &timeline.published().front();
  for (const tax::PublishedSchedule& one : timeline.published()) {
    if (one.in_force_from <= at) found = &one;
  }
  return *found;
}

/// The baseline until `effective`, then the reform. What the baseline had published for later is
/// dropped.
Timeline reformed(const tax::ScheduleTimeline& baseline, tax::Schedule reform, Instant effective) {
  std::vector<tax::PublishedSchedule> published;
  for (const tax::PublishedSchedule& one : baseline.published()) {
    if (one.in_force_from < effective) published.push_back(one);
  }
  published.push_back({.in_force_from = effective, .schedule = std::move(reform)});
  return std::make_shared<const tax::ScheduleTimeline>(std::move(published), baseline.basis());
}

/// What a run holds while it computes.
struct Run {
  const market::Books& books;
  tax::RegisterColumns assets = {};
  tax::ComparedTimelines timelines = {};
  Period over = {};
  tax::SimulatedTaxes taxes = {};
};

NamedAsset named(const Run& run, std::size_t row) {
  const Asset& asset = run.books.asset(run.assets.asset[row]);
  const NamedParty holder = run.books.named(asset.holder);
  return {.id = to_text(asset.id),
          .name = asset.particulars->name,
          .asset_class = std::string{to_text(asset.asset_class)},
          .holder = to_text(holder.id),
          .holder_name = holder.name,
          .assessment = run.assets.assessment[row],
          .baseline = run.taxes.baseline[row],
          .reform = run.taxes.reform[row]};
}

std::vector<NamedAsset> named(const Run& run, const std::vector<tax::ChangedAsset>& assets) {
  std::vector<NamedAsset> all;
  for (const tax::ChangedAsset& one : assets) all.push_back(named(run, one.row));
  return all;
}

NamedDelinquencies delinquencies_within(const Run& run, std::int32_t days) {
  NamedDelinquencies found{.counts = tax::delinquencies(run.assets, run.timelines, run.over.begin,
                                                        Duration::from_days(days))};
  for (const std::size_t row : found.counts.largest) found.largest.push_back(named(run, row));
  return found;
}

tax::TaxTable table_of(const Run& run, const Timeline& timeline) {
  return {timeline, tax::taxed_terms(*timeline, run.assets.terms, run.over.begin), run.over};
}

template <class Values, class Text>
std::string joined(const Values& values, Text&& text) {
  std::string line;
  for (const auto& value : values) line += (line.empty() ? "" : ", ") + text(value);
  return line;
}

/// The period and the parameters of behaviour in words.
std::vector<std::pair<std::string, std::string>> options_of(
    Period over, const tax::BehaviourParameters& parameters) {
  const auto percent = [](std::int64_t count, int decimals) {
    return format_decimal(count, decimals, 0) + '%';
  };
  return {{"from", to_text(over.begin)},
          {"to", to_text(over.end)},
          {"discount",
           joined(parameters.discount, [&](AnnualRate one) { return percent(one.ppb(), 7); })},
          {"opening", joined(parameters.opening, [&](Share one) { return percent(one.ppm(), 4); })},
          {"turnover", percent(parameters.turnover.ppb(), 7)},
          {"response", joined(parameters.response_ppm,
                              [](std::int64_t one) { return format_decimal(one, 6, 0); })}};
}

/// Fills in what the tables of both timelines give.
void compute(SimulationReport& report, Run& run, const tax::BehaviourParameters& parameters) {
  const tax::SimulationTables tables{table_of(run, run.timelines.baseline),
                                     table_of(run, run.timelines.reform)};
  run.taxes = tax::simulated_taxes(run.assets, tables);
  for (const std::vector<Money>* taxes : {&run.taxes.baseline, &run.taxes.reform}) {
    if (std::ranges::find(*taxes, kLargestMoney) == taxes->end()) continue;
    throw PolicyFault{"the tax of an asset passes the largest amount; choose a shorter period"};
  }
  report.breakdown = tax::breakdown_of(run.assets, run.taxes, tables.baseline.terms());
  report.changes = tax::changes_of(run.taxes);
  report.winners = named(run, report.changes.winners.largest);
  report.losers = named(run, report.changes.losers.largest);
  report.concentration = tax::concentration_of(run.assets, run.taxes);
  report.delinquencies = {delinquencies_within(run, 30), delinquencies_within(run, 90)};
  report.behaviour = tax::behaviour_of(run.assets, run.taxes, tables.reform, parameters);
  report.rates =
      tax::rate_curves(run.assets.terms, run.timelines, run.over.end + Duration::from_seconds(-1));
  report.unmoved = tax::unmoved_parameters(run.assets, run.timelines, run.over);
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
  provenance.baseline_title = in_force(*both.baseline.timeline, effective).schedule.title;
  provenance.baseline_digest = both.baseline.digest_at(books, effective);
  provenance.reform_title = both.reform_title;
  provenance.reform_digest = to_text(both.reform.digest);
  provenance.reform_effective = to_text(effective);
}

}  // namespace

std::vector<std::pair<std::string, std::string>> Provenance::lines() const {
  std::vector<std::pair<std::string, std::string>> all{{"register", register_file},
                                                       {"sequence", std::to_string(sequence)},
                                                       {"register_at", register_at},
                                                       {"register_digest", register_digest},
                                                       {"baseline", baseline_title},
                                                       {"baseline_digest", baseline_digest},
                                                       {"reform", reform_title},
                                                       {"reform_digest", reform_digest},
                                                       {"reform_effective", reform_effective},
                                                       {"cap", cap},
                                                       {"program", program},
                                                       {"command", command}};
  all.insert(all.end() - 2, options.begin(), options.end());
  return all;
}

SimulationReport simulated(const SimulationRequest& request) {
  const auto folded = read_register(request.register_file);
  const market::Books& books = folded->books;
  const PolicyFile reform = read_policy_file(request.reform_file);
  const Beginning beginning = beginning_of(request, reform, folded->head.at);
  tax::Schedule schedule = schedule_in(reform, beginning.from);
  const Baseline baseline = baseline_of(request, books, beginning.from);
  if (schedule.currency != baseline.timeline->currency()) {
    throw PolicyFault{fmt::format("{}: its currency is {}, and the baseline's is {}", reform.path,
                                  schedule.currency, baseline.timeline->currency())};
  }
  const Period over{beginning.from, request.to.value_or(beginning.from + kYear)};
  if (over.end <= over.begin) {
    throw PolicyFault{"the period is empty: it must end after " + to_text(over.begin)};
  }
  const tax::Charter charter = charter_in(request.charter_file);
  const tax::BehaviourParameters parameters = behaviour_in(schedule, request.behaviour);
  SimulationReport report{.provenance = {}, .currency = schedule.currency, .over = over};
  report.provenance = provenance_of(request, *folded);
  add_schedules(report.provenance, {baseline, reform, schedule.title}, books, beginning.effective);
  report.provenance.cap = format_decimal(charter.max_rate.ppb(), 7, 0) + '%';
  report.provenance.options = options_of(over, parameters);
  Run run{.books = books};
  run.timelines = {
      .baseline = baseline.timeline,
      .reform = reformed(*baseline.timeline, std::move(schedule), beginning.effective)};
  run.over = over;
  run.assets = columns_of(books, *baseline.timeline, over.begin);
  compute(report, run, parameters);
  report.covers = tax::covers(run.assets, run.timelines, std::max(over.begin, beginning.effective));
  report.revenue = tax::revenue_curve(run.assets, run.timelines.reform, {over, charter.max_rate});
  return report;
}

}  // namespace quitrent
