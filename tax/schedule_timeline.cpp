// SPDX-License-Identifier: EUPL-1.2
#include "tax/schedule_timeline.hpp"

#include <algorithm>
#include <functional>
#include <iterator>
#include <utility>

#include "registry/vocabulary/ensure.hpp"

namespace quitrent::tax {
namespace {

/// The value in force at an instant: the last one in the list that began by then, else the first.
template <class Value>
const Value* in_force(const std::vector<Value>& values, Instant at) {
  const auto next = std::ranges::upper_bound(values, at, std::ranges::less{}, &Value::from);
  return next == values.begin() ? nullptr : &*std::prev(next);
}

template <class Value>
const Value& in_force_or_first(const std::vector<Value>& values, Instant at) {
  const Value* const found = in_force(values, at);
  return found != nullptr ? *found : values.front();
}

const ClassSchedule* class_of(const Schedule& schedule, AssetClass asset_class) {
  const auto found = std::ranges::find(schedule.classes, asset_class, &ClassSchedule::asset_class);
  return found == schedule.classes.end() ? nullptr : &*found;
}

std::optional<Weights> stated_weights(const Schedule& schedule, AssetClass asset_class,
                                      Instant at) {
  std::optional<Weights> found;
  for (const DegreeWeights& stated : schedule.weights) {
    if (stated.asset_class == asset_class && stated.from <= at) found = stated.weights;
  }
  return found;
}

/// The default weights of the class are `unless_stated`.
Regime regime_from(const Schedule& schedule, AssetClass asset_class, Instant from,
                   const Weights& unless_stated) {
  const ClassSchedule* const scheduled = class_of(schedule, asset_class);
  Regime regime{.from = from,
                .brackets = {},
                .points = {},
                .weights = stated_weights(schedule, asset_class, from).value_or(unless_stated)};
  const Scale* const scale = scheduled != nullptr ? in_force(scheduled->scales, from) : nullptr;
  if (scale != nullptr) regime.brackets = scale->brackets;
  regime.points = in_force_or_first(schedule.curves, from).points;
  return regime;
}

/// The seconds of `in_force`, in which `schedule` is in force, at which a regime of the class
/// begins.
std::vector<Instant> beginnings_of(const Schedule& schedule, AssetClass asset_class,
                                   Period in_force) {
  const ClassSchedule* const scheduled = class_of(schedule, asset_class);
  std::vector<Instant> breaks{in_force.begin};
  const auto add = [&](Instant from) {
    if (from > in_force.begin && from < in_force.end) breaks.push_back(from);
  };
  for (const DegreeCurve& curve : schedule.curves) add(curve.from);
  for (const DegreeWeights& stated : schedule.weights) {
    if (stated.asset_class == asset_class) add(stated.from);
  }
  if (scheduled != nullptr) {
    for (const Scale& scale : scheduled->scales) add(scale.from);
  }
  std::ranges::sort(breaks);
  const auto surplus = std::ranges::unique(breaks);
  breaks.erase(surplus.begin(), surplus.end());
  return breaks;
}

}  // namespace

ScheduleTimeline::ScheduleTimeline(std::vector<PublishedSchedule> published,
                                   const std::optional<DegreeBasis>& basis)
    : published_{std::move(published)}, basis_{basis} {
  ensure(!published_.empty(), "a calendar has a schedule");
  ensure(std::ranges::is_sorted(published_, std::ranges::less_equal{},
                                &PublishedSchedule::in_force_from) ||
             published_.size() == 1,
         "schedules come into force one after the other");
  published_.front().in_force_from = kBeginningOfTime;
  for (std::size_t index = 0; index < published_.size(); ++index) {
    const bool last = index + 1 == published_.size();
    const Period in_force{published_[index].in_force_from,
                          last ? kEndOfTime : published_[index + 1].in_force_from};
    const Schedule& schedule = published_[index].schedule;
    for (const AssetClass asset_class : kAssetClasses) {
      const auto number = static_cast<std::size_t>(asset_class);
      for (const Instant from : beginnings_of(schedule, asset_class, in_force)) {
        regimes_[number].push_back(
            regime_from(schedule, asset_class, from, default_weights()[number]));
      }
    }
  }
  for (std::size_t index = 0; index < regimes_.size(); ++index) {
    const std::vector<Regime>& regimes = regimes_[index];
    for (std::size_t later = 1; later < regimes.size(); ++later) {
      if (regimes[later].weights == regimes[later - 1].weights) continue;
      weight_changes_[index].push_back(regimes[later].from);
    }
  }
}

std::shared_ptr<const ScheduleTimeline> ScheduleTimeline::founded_on(
    Schedule schedule, const std::optional<DegreeBasis>& basis) {
  std::vector<PublishedSchedule> published;
  published.push_back({.in_force_from = kBeginningOfTime, .schedule = std::move(schedule)});
  return std::make_shared<const ScheduleTimeline>(std::move(published), basis);
}

const Schedule& ScheduleTimeline::schedule_at(Instant at) const {
  const auto next = std::ranges::upper_bound(published_, at, std::ranges::less{},
                                             &PublishedSchedule::in_force_from);
  return next == published_.begin() ? published_.front().schedule : std::prev(next)->schedule;
}

const ClassSchedule* ScheduleTimeline::class_at(AssetClass asset_class, Instant at) const {
  return class_of(schedule_at(at), asset_class);
}

bool ScheduleTimeline::schedules(AssetClass asset_class, Instant at) const {
  return class_at(asset_class, at) != nullptr;
}

const Procedure& ScheduleTimeline::procedure(Instant at) const {
  return in_force_or_first(schedule_at(at).procedures, at);
}

const RevenueShares& ScheduleTimeline::shares(Instant at) const {
  return in_force_or_first(schedule_at(at).revenue, at);
}

Duration ScheduleTimeline::notice(AssetClass asset_class, Instant at) const {
  const ClassSchedule* const scheduled = class_at(asset_class, at);
  return scheduled != nullptr ? scheduled->notice : Duration{};
}

GrantBack ScheduleTimeline::grant_back(AssetClass asset_class, Instant at) const {
  const ClassSchedule* const scheduled = class_at(asset_class, at);
  return scheduled != nullptr ? scheduled->grant_back : GrantBack::off;
}

std::optional<Weights> ScheduleTimeline::weights(AssetClass asset_class, Instant at) const {
  return stated_weights(schedule_at(at), asset_class, at);
}

std::string_view ScheduleTimeline::currency() const { return published_.front().schedule.currency; }

const Regime& ScheduleTimeline::regime(AssetClass asset_class, Instant at) const {
  return in_force_or_first(regimes_[static_cast<std::size_t>(asset_class)], at);
}

std::optional<Instant> ScheduleTimeline::next_change(AssetClass asset_class, Instant after) const {
  const std::span<const Regime> all = regimes(asset_class);
  const auto next = std::ranges::upper_bound(all, after, std::ranges::less{}, &Regime::from);
  if (next == all.end()) return std::nullopt;
  return next->from;
}

Share multiplier(std::span<const CurvePoint> points, Share degree) {
  ensure(points.size() >= 2, "a curve has two points or more");
  std::size_t right = 1;
  while (right + 1 < points.size() && points[right].degree < degree) ++right;
  const CurvePoint& from = points[right - 1];
  const CurvePoint& to = points[right];
  // Both factors are below 2^20, so the product fits.
  const std::int64_t rise = to.multiplier.ppm() - from.multiplier.ppm();
  const std::int64_t way = degree.ppm() - from.degree.ppm();
  const std::int64_t run = to.degree.ppm() - from.degree.ppm();
  return Share::from_ppm(from.multiplier.ppm() + static_cast<std::int32_t>(rise * way / run));
}

AnnualRate effective_rate(AnnualRate base, Share multiplier) {
  // Split into millions and the rest, so that every product fits into 64 bits; the result is still
  // rounded down.
  const std::int64_t whole = base.ppb() / kWhole.ppm();
  const std::int64_t rest = base.ppb() % kWhole.ppm();
  return AnnualRate::from_ppb(whole * multiplier.ppm() + rest * multiplier.ppm() / kWhole.ppm());
}

}  // namespace quitrent::tax
