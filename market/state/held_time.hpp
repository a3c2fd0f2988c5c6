// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstddef>
#include <map>
#include <vector>

#include "market/state/overlay.hpp"
#include "registry/title/asset.hpp"
#include "registry/vocabulary/instant.hpp"

namespace quitrent::market {

/// The longest time for which registrars, each alone, may hold an asset within kHeldWithin. Source:
/// MECHANISM.md, section 7.
inline constexpr Duration kMostHeld = Duration::from_days(360);
/// See kMostHeld: three years of 365 days.
inline constexpr Duration kHeldWithin = Duration::from_days(3 * 365);
/// The most intervals that are kept for one asset.
inline constexpr std::size_t kMostHeldIntervals = 64;

/// When registrars held each asset in the last three years; assets that were never held take no
/// memory. The holds of one second form one interval, up to the latest end: all holds begin when
/// they are placed. Either whole or an overlay over a base, which must outlive it.
class HeldTime {
 public:
  /// None, or an overlay over `base`.
  explicit HeldTime(const HeldTime* base) : intervals_{base ? &base->intervals_ : nullptr} {}
  /// The held time of an asset within a period.
  Duration within(Ordinal asset, Period period) const;
  /// The end of the newest interval; 1970 where there is none.
  Instant newest_end(Ordinal asset) const;
  /// Whether the asset may be held until `until` within kMostHeld, if it is held from `now` on.
  bool may_last(Ordinal asset, Instant now, Instant until) const;
  /// The latest end of a hold from `now` on that may_last() permits, at most `latest`.
  Instant longest(Ordinal asset, Instant now, Instant latest) const;

  /// Adds a hold; none of the asset began later. Beyond kMostHeldIntervals the two oldest intervals
  /// become one of the same length, which ends with the later one.
  void hold(Ordinal asset, Period held);
  /// Ends the newest interval at `at`, if it ends later.
  void end(Ordinal asset, Instant at);
  /// Removes all of an asset that has ended.
  void forget(Ordinal asset);
  /// Takes over the changes of an overlay.
  void merge(HeldTime&& overlay) { intervals_.merge(std::move(overlay.intervals_)); }
  /// Sets the intervals of an asset, which are not empty and in the order of time.
  void restore(Ordinal asset, std::vector<Period> intervals) { set(asset, std::move(intervals)); }
  /// All intervals by asset.
  std::map<Ordinal, const std::vector<Period>*> all() const { return intervals_.all(); }

 private:
  std::vector<Period> of(Ordinal asset) const;
  void set(Ordinal asset, std::vector<Period> intervals);

  OverlayMap<Ordinal, std::vector<Period>> intervals_;  // none is empty
};

}  // namespace quitrent::market
