// SPDX-License-Identifier: EUPL-1.2
#include "api/http/schedules/outcome_figures.hpp"

#include <algorithm>

namespace quitrent::api {
namespace {

/// An unsigned integer of 128 bits.
__extension__ using Wide = unsigned __int128;

constexpr unsigned kHalf = 64;

Wide wide_of(const Debt& sum) { return Wide{sum.high()} << kHalf | sum.low(); }

Debt debt_from(Wide micro) {
  return Debt::from_words(static_cast<std::uint64_t>(micro >> kHalf),
                          static_cast<std::uint64_t>(micro));
}

Wide seconds_of(Duration duration) {
  return static_cast<Wide>(std::max<std::int64_t>(duration.seconds(), 0));
}

PredictedFigures figures_of(const market::PredictedClass& row, Duration elapsed, Duration length) {
  return {.assets = row.assets,
          .assessed = row.assessed,
          .baseline = row.baseline,
          .reform = row.reform,
          .baseline_so_far = pro_rata(row.baseline, elapsed, length),
          .reform_so_far = pro_rata(row.reform, elapsed, length)};
}

/// How many assets became delinquent in the first days of the period.
std::uint64_t delinquent_within(Views& views, Period period, std::int32_t days) {
  period.end = std::min(period.end, period.begin + Duration::from_days(days));
  return in_all(views.activity(period), ActivityKind::became_delinquent).count;
}

}  // namespace

Period compared_period(const ComparedSchedule& schedule, Instant now) {
  Period period{schedule.in_force_from, std::min(now, schedule.superseded_at.value_or(now))};
  if (schedule.prediction) {
    period.begin = std::max(period.begin, schedule.prediction->over.begin);
    period.end = std::min(period.end, schedule.prediction->over.end);
  }
  period.end = std::max(period.begin, period.end);
  return period;
}

Debt pro_rata(const Debt& whole, Duration elapsed, Duration length) {
  const Wide parts = seconds_of(length);
  if (parts == 0) return {};
  // whole = quotient x parts + rest, and rest x elapsed is below 2^76: nothing overflows.
  const Wide micro = wide_of(whole);
  const Wide taken = seconds_of(elapsed);
  return debt_from(micro / parts * taken + micro % parts * taken / parts);
}

std::uint64_t purchases_so_far(std::uint64_t yearly, Duration elapsed) {
  return static_cast<std::uint64_t>(Wide{yearly} * seconds_of(elapsed) / seconds_of(kYear));
}

std::uint64_t opened_millionths(std::uint64_t assets, std::uint32_t ppm) { return assets * ppm; }

std::optional<PredictedFigures> predicted_of(const market::Prediction& prediction,
                                             AssetClass asset_class, Duration elapsed) {
  const auto found =
      std::ranges::find(prediction.by_class, asset_class, &market::PredictedClass::asset_class);
  if (found == prediction.by_class.end()) return std::nullopt;
  return figures_of(*found, elapsed, prediction.over.length());
}

PredictedFigures predicted_in_all(const market::Prediction& prediction, Duration elapsed) {
  PredictedFigures all;
  for (const market::PredictedClass& row : prediction.by_class) {
    const PredictedFigures one = figures_of(row, elapsed, prediction.over.length());
    all.assets += one.assets;
    all.assessed.grow(one.assessed);
    all.baseline.grow(one.baseline);
    all.reform.grow(one.reform);
    all.baseline_so_far.grow(one.baseline_so_far);
    all.reform_so_far.grow(one.reform_so_far);
  }
  return all;
}

ActualFigures actual_over(Views& views, Period period) {
  return {.held = views.class_sums(),
          .activity = views.activity(period),
          .received = views.revenue(period).moved,
          .delinquent_in_30_days = delinquent_within(views, period, 30),
          .delinquent_in_90_days = delinquent_within(views, period, 90)};
}

ActivityTally in_all(const ActivitySums& sums, ActivityKind kind) {
  ActivityTally all;
  for (const AssetClass asset_class : kAssetClasses) {
    const ActivityTally& one = sums.of(asset_class, kind);
    all.count += one.count;
    all.amount.grow(one.amount);
  }
  return all;
}

}  // namespace quitrent::api
