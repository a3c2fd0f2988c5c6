// SPDX-License-Identifier: EUPL-1.2
#include "market/state/held_time.hpp"

#include <algorithm>
#include <cstdint>

namespace quitrent::market {
namespace {

Duration backwards(Duration length) { return Duration::from_seconds(-length.seconds()); }

/// The common length of two periods, in seconds.
std::int64_t overlap_s(Period left, Period right) {
  return Period{std::max(left.begin, right.begin), std::min(left.end, right.end)}
      .length()
      .seconds();
}

}  // namespace

std::vector<Period> HeldTime::of(Ordinal asset) const {
  const std::vector<Period>* const intervals = intervals_.find(asset);
  return intervals == nullptr ? std::vector<Period>{} : *intervals;
}

void HeldTime::set(Ordinal asset, std::vector<Period> intervals) {
  if (intervals.empty()) {
    intervals_.erase(asset);
  } else {
    intervals_.put(asset, std::move(intervals));
  }
}

Duration HeldTime::within(Ordinal asset, Period period) const {
  std::int64_t sum_s = 0;
  for (const Period& interval : of(asset)) sum_s += overlap_s(interval, period);
  return Duration::from_seconds(sum_s);
}

Instant HeldTime::newest_end(Ordinal asset) const {
  const std::vector<Period>* const intervals = intervals_.find(asset);
  return intervals == nullptr ? Instant{} : intervals->back().end;
}

bool HeldTime::may_last(Ordinal asset, Instant now, Instant until) const {
  // Of all periods of three years, the one that ends with the hold contains the most held time:
  // the asset is held at the end of the hold, and what came before was within the limit.
  const Instant begin = std::max(now, newest_end(asset));
  if (until <= begin) return true;
  const Duration before = within(asset, {until + backwards(kHeldWithin), until});
  return before.seconds() + (until - begin).seconds() <= kMostHeld.seconds();
}

Instant HeldTime::longest(Ordinal asset, Instant now, Instant latest) const {
  constexpr auto second = Duration::from_seconds(1);
  Instant lawful = now;
  Instant unlawful = latest + second;
  while (unlawful - lawful > second) {
    const Instant middle = lawful + Duration::from_seconds((unlawful - lawful).seconds() / 2);
    (may_last(asset, now, middle) ? lawful : unlawful) = middle;
  }
  return lawful;
}

void HeldTime::hold(Ordinal asset, Period held) {
  if (held.end <= held.begin) return;
  std::vector<Period> intervals = of(asset);
  std::erase_if(intervals, [&held](const Period& interval) {
    return interval.end <= held.begin + backwards(kHeldWithin);
  });
  if (!intervals.empty() && intervals.back().end >= held.begin) {
    intervals.back().end = std::max(intervals.back().end, held.end);
  } else {
    intervals.push_back(held);
  }
  if (intervals.size() > kMostHeldIntervals) {
    intervals[1].begin = intervals[1].begin + backwards(intervals[0].length());
    intervals.erase(intervals.begin());
  }
  set(asset, std::move(intervals));
}

void HeldTime::end(Ordinal asset, Instant at) {
  std::vector<Period> intervals = of(asset);
  if (intervals.empty() || intervals.back().end <= at) return;
  intervals.back().end = at;
  if (intervals.back().end <= intervals.back().begin) intervals.pop_back();
  set(asset, std::move(intervals));
}

void HeldTime::forget(Ordinal asset) {
  if (intervals_.find(asset) != nullptr) intervals_.erase(asset);
}

}  // namespace quitrent::market
