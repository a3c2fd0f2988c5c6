// SPDX-License-Identifier: EUPL-1.2
#include "tax/simulation/curves.hpp"

#include <algorithm>
#include <cstdlib>
#include <utility>

#include "tax/simulation/simulated_taxes.hpp"
#include "tax/simulation/tax_table.hpp"

namespace quitrent::tax {
namespace {

constexpr std::int64_t kOne = 1'000'000;
constexpr std::int64_t kSteps = 10;
/// A multiplier this near to 1 is 1. Unit: ppm.
constexpr std::int64_t kNearOne = 10;

/// `base` times a multiplier in ppm, rounded down.
AnnualRate times(AnnualRate base, std::int64_t multiplier_ppm) {
  return AnnualRate::from_ppb(
      static_cast<std::int64_t>(Int128{base.ppb()} * multiplier_ppm / kOne));
}

/// The timeline with every base of its last schedule multiplied.
std::shared_ptr<const ScheduleTimeline> multiplied(const ScheduleTimeline& reform,
                                                   std::int64_t multiplier_ppm) {
  std::vector<PublishedSchedule> published{reform.published().begin(), reform.published().end()};
  for (ClassSchedule& scheduled : published.back().schedule.classes) {
    for (Scale& scale : scheduled.scales) {
      for (Bracket& bracket : scale.brackets) bracket.base = times(bracket.base, multiplier_ppm);
    }
  }
  return std::make_shared<const ScheduleTimeline>(std::move(published), reform.basis());
}

/// The highest base in force in the last second of the period, of any class.
AnnualRate highest_base(const ScheduleTimeline& timeline, Period over) {
  AnnualRate highest;
  const Instant at = over.end + Duration::from_seconds(-1);
  for (const AssetClass one : kAssetClasses) {
    for (const Bracket& bracket : timeline.regime(one, at).brackets) {
      highest = std::max(highest, bracket.base);
    }
  }
  return highest;
}

std::vector<Money> shown_assessments() {
  std::vector<Money> shown;
  for (std::int64_t power = 100'000'000; power <= 1'000'000'000'000'000; power *= 10) {
    for (const std::int64_t step : {std::int64_t{1}, std::int64_t{2}, std::int64_t{5}}) {
      if (power * step <= 1'000'000'000'000'000) shown.push_back(Money::from_micro(power * step));
    }
  }
  return shown;
}

}  // namespace

std::vector<RateCurve> rate_curves(const std::vector<TaxedTerms>& terms,
                                   const ComparedTimelines& timelines, Instant at) {
  std::vector<RateCurve> curves;
  for (const AssetClass one : kAssetClasses) {
    if (std::ranges::find(terms, one, &TaxedTerms::asset_class) == terms.end()) continue;
    RateCurve curve{.asset_class = one};
    for (const Money assessment : shown_assessments()) {
      const Taxed taxed{
          .asset_class = one, .assessment = assessment, .degree = kWhole, .steps = {}};
      curve.points.push_back({.assessment = assessment,
                              .baseline = average_rate(*timelines.baseline, taxed, at),
                              .reform = average_rate(*timelines.reform, taxed, at)});
    }
    curves.push_back(std::move(curve));
  }
  return curves;
}

std::vector<RevenuePoint> revenue_curve(const RegisterColumns& assets,
                                        const std::shared_ptr<const ScheduleTimeline>& reform,
                                        const RevenueCurvePlan& plan) {
  const std::int64_t highest = highest_base(*reform, plan.over).ppb();
  std::vector<std::int64_t> multipliers{kOne};
  if (highest > 0) {
    const auto top = static_cast<std::int64_t>(Int128{plan.cap.ppb()} * kOne / highest);
    for (std::int64_t step = 0; step <= kSteps; ++step) {
      const std::int64_t multiplier = top * step / kSteps;
      multipliers.push_back(std::abs(multiplier - kOne) <= kNearOne ? kOne : multiplier);
    }
  }
  std::ranges::sort(multipliers);
  const auto surplus = std::ranges::unique(multipliers);
  multipliers.erase(surplus.begin(), surplus.end());
  std::vector<RevenuePoint> points;
  for (const std::int64_t multiplier : multipliers) {
    auto timeline = multiplier == kOne ? reform : multiplied(*reform, multiplier);
    auto terms = taxed_terms(*timeline, assets.terms, plan.over.begin);
    const TaxTable table{std::move(timeline), std::move(terms), plan.over};
    points.push_back({.multiplier_ppm = multiplier,
                      .highest = times(AnnualRate::from_ppb(highest), multiplier),
                      .revenue = simulated_revenue(assets, table)});
  }
  return points;
}

}  // namespace quitrent::tax
