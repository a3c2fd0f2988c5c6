// SPDX-License-Identifier: EUPL-1.2
#include "api/http/schedules/outcome_figures.hpp"

#include <algorithm>
#include <chrono>
#include <limits>

namespace quitrent::api {
namespace {

/// An unsigned integer of 128 bits.
__extension__ using Wide = unsigned __int128;

constexpr unsigned kHalf = 64;
constexpr Duration kOneSecond = Duration::from_seconds(1);

Wide wide_of(const Debt& sum) { return Wide{sum.high()} << kHalf | sum.low(); }

Debt debt_from(Wide micro) {
  return Debt::from_words(static_cast<std::uint64_t>(micro >> kHalf),
                          static_cast<std::uint64_t>(micro));
}

/// The first second of a month.
Instant first_of(std::chrono::year_month month) {
  const std::chrono::sys_days first{month / 1};
  return Instant::from_seconds(std::chrono::sys_seconds{first}.time_since_epoch().count());
}

std::chrono::year_month month_of(Instant at) {
  const std::chrono::sys_seconds second{std::chrono::seconds{at.seconds()}};
  const std::chrono::year_month_day date{std::chrono::floor<std::chrono::days>(second)};
  return date.year() / date.month();
}

Instant first_of_month(Instant at) { return first_of(month_of(at)); }
Instant next_month(Instant at) { return first_of(month_of(at) + std::chrono::months{1}); }

Wide seconds_of(Duration duration) {
  return static_cast<Wide>(std::max<std::int64_t>(duration.seconds(), 0));
}

PredictedFigures figures_of(const market::PredictedClass& row, Duration levied, Duration length) {
  return {.assets = row.assets,
          .assessed = row.assessed,
          .baseline = row.baseline,
          .reform = row.reform,
          .baseline_so_far = pro_rata(row.baseline, levied, length),
          .reform_so_far = pro_rata(row.reform, levied, length)};
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

Period levied_period(const Period& compared) {
  Period levied{first_of_month(compared.begin), first_of_month(compared.end)};
  if (levied.begin < compared.begin) levied.begin = next_month(levied.begin);
  if (levied.end < levied.begin) levied.begin = levied.end = compared.end;
  return levied;
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
  const Wide so_far = Wide{yearly} * seconds_of(elapsed) / seconds_of(kYear);
  return static_cast<std::uint64_t>(
      std::min<Wide>(so_far, std::numeric_limits<std::uint64_t>::max()));
}

std::uint64_t opened_millionths(std::uint64_t assets, std::uint32_t ppm) { return assets * ppm; }

std::optional<PredictedFigures> predicted_of(const market::Prediction& prediction,
                                             AssetClass asset_class, Duration levied) {
  const auto found =
      std::ranges::find(prediction.by_class, asset_class, &market::PredictedClass::asset_class);
  if (found == prediction.by_class.end()) return std::nullopt;
  return figures_of(*found, levied, prediction.over.length());
}

PredictedFigures predicted_in_all(const market::Prediction& prediction, Duration levied) {
  PredictedFigures all;
  for (const market::PredictedClass& row : prediction.by_class) {
    const PredictedFigures one = figures_of(row, levied, prediction.over.length());
    all.assets += one.assets;
    all.assessed.grow(one.assessed);
    all.baseline.grow(one.baseline);
    all.reform.grow(one.reform);
    all.baseline_so_far.grow(one.baseline_so_far);
    all.reform_so_far.grow(one.reform_so_far);
  }
  return all;
}

ActualFigures actual_figures(Views& views, const ComparedSchedule& schedule, Instant now) {
  // What was answered in the present second counts, although the second goes on.
  const Period acts = compared_period(schedule, now + kOneSecond);
  // The tax of the seconds before an instant is posted at that instant.
  const Period levied = levied_period(compared_period(schedule, now));
  const Period postings{levied.begin + kOneSecond, levied.end + kOneSecond};
  return {.held = views.class_sums(),
          .activity = views.activity(acts),
          .received = views.revenue(postings).moved,
          .delinquent_in_30_days = delinquent_within(views, acts, 30),
          .delinquent_in_90_days = delinquent_within(views, acts, 90)};
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
