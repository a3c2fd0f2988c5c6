// SPDX-License-Identifier: EUPL-1.2
#include "tax/simulation/simulation.hpp"

#include <algorithm>
#include <limits>
#include <memory>
#include <utility>

#include "tax/simulation/unmoved.hpp"

namespace quitrent::tax {
namespace {

/// What a tax is cut to that passes it.
constexpr Money kLargestMoney = Money::from_micro(std::numeric_limits<std::int64_t>::max());
constexpr std::array<std::int32_t, 2> kDelinquentWithin{30, 90};

TaxTable table_of(const RegisterColumns& assets, const SimulationPlan& plan,
                  const std::shared_ptr<const ScheduleTimeline>& timeline) {
  return {timeline, taxed_terms(*timeline, assets.terms, plan.over.begin), plan.over};
}

bool has_cut_tax(const SimulatedTaxes& taxes) {
  const auto is_cut = [](const std::vector<Money>& all) {
    return std::ranges::find(all, kLargestMoney) != all.end();
  };
  return is_cut(taxes.baseline) || is_cut(taxes.reform);
}

}  // namespace

std::expected<Simulation, std::string> simulation_of(const RegisterColumns& assets,
                                                     const SimulationPlan& plan) {
  const auto advanced = [&plan] {
    if (plan.advanced) plan.advanced();
  };
  const SimulationTables tables{table_of(assets, plan, plan.timelines.baseline),
                                table_of(assets, plan, plan.timelines.reform)};
  Simulation found;
  found.taxes = simulated_taxes(assets, tables);
  if (has_cut_tax(found.taxes)) {
    return std::unexpected(
        "the tax of an asset passes the largest amount; choose a shorter period");
  }
  advanced();
  found.breakdown = breakdown_of(assets, found.taxes, tables.baseline.terms());
  advanced();
  found.changes = changes_of(found.taxes);
  found.concentration = concentration_of(assets, found.taxes);
  advanced();
  for (std::size_t at = 0; at < kDelinquentWithin.size(); ++at) {
    found.delinquencies.at(at) = delinquencies(assets, plan.timelines, plan.over.begin,
                                               Duration::from_days(kDelinquentWithin.at(at)));
    advanced();
  }
  found.covers = covers(assets, plan.timelines, std::max(plan.over.begin, plan.effective));
  advanced();
  found.behaviour = behaviour_of(assets, found.taxes, tables.reform, plan.behaviour);
  advanced();
  found.rates =
      rate_curves(assets.terms, plan.timelines, plan.over.end + Duration::from_seconds(-1));
  found.unmoved = unmoved_parameters(assets, plan.timelines, plan.over);
  advanced();
  found.revenue = revenue_curve(assets, plan.timelines.reform, {plan.over, plan.cap});
  advanced();
  return found;
}

const PublishedSchedule& schedule_at(const ScheduleTimeline& timeline, Instant at) {
  const PublishedSchedule* found = &timeline.published().front();
  for (const PublishedSchedule& one : timeline.published()) {
    if (one.in_force_from <= at) found = &one;
  }
  return *found;
}

std::shared_ptr<const ScheduleTimeline> reformed(const ScheduleTimeline& baseline, Schedule reform,
                                                 Instant effective) {
  std::vector<PublishedSchedule> published;
  for (const PublishedSchedule& one : baseline.published()) {
    if (one.in_force_from < effective) published.push_back(one);
  }
  published.push_back({.in_force_from = effective, .schedule = std::move(reform)});
  return std::make_shared<const ScheduleTimeline>(std::move(published), baseline.basis());
}

}  // namespace quitrent::tax
