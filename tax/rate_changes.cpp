// SPDX-License-Identifier: EUPL-1.2
#include "tax/rate_changes.hpp"

#include <algorithm>
#include <set>
#include <span>

namespace quitrent::tax {
namespace {

/// The rate of the part just above `above`; nothing where the class has no scale.
std::optional<AnnualRate> rate_above(std::span<const Bracket> brackets, Money above) {
  std::optional<AnnualRate> rate;
  for (const Bracket& bracket : brackets) {
    if (bracket.above <= above) rate = bracket.base;
  }
  return rate;
}

/// The days from `effective` on at which a regime of the class begins in one of the timelines.
std::set<Instant> days_of(const ScheduleTimeline& before, const ScheduleTimeline& after,
                          AssetClass asset_class, Instant effective) {
  std::set<Instant> days{effective};
  for (const ScheduleTimeline* timeline : {&before, &after}) {
    for (const Regime& regime : timeline->regimes(asset_class)) {
      if (regime.from > effective) days.insert(regime.from);
    }
  }
  return days;
}

}  // namespace

std::vector<RateChange> rate_changes(const ScheduleTimeline& before, const ScheduleTimeline& after,
                                     Instant effective) {
  std::vector<RateChange> changes;
  for (const AssetClass asset_class : kAssetClasses) {
    std::vector<RateChange> last;  // as of the day before
    for (const Instant day : days_of(before, after, asset_class, effective)) {
      const auto& old = before.regime(asset_class, day).brackets;
      const auto& now = after.regime(asset_class, day).brackets;
      std::set<Money> edges;
      for (const Bracket& bracket : old) edges.insert(bracket.above);
      for (const Bracket& bracket : now) edges.insert(bracket.above);
      std::vector<RateChange> found;
      for (const Money above : edges) {
        const RateChange change{.asset_class = asset_class,
                                .from = day,
                                .above = above,
                                .before = rate_above(old, above),
                                .after = rate_above(now, above)};
        if (change.before != change.after) found.push_back(change);
      }
      for (const RateChange& change : found) {
        const bool known = std::ranges::any_of(last, [&change](const RateChange& one) {
          return one.above == change.above && one.before == change.before &&
                 one.after == change.after;
        });
        if (!known) changes.push_back(change);
      }
      last = std::move(found);
    }
  }
  return changes;
}

}  // namespace quitrent::tax
