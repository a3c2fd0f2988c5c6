// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstddef>
#include <list>
#include <map>
#include <utility>
#include <vector>

#include "registry/title/asset.hpp"
#include "registry/vocabulary/instant.hpp"

namespace quitrent::market {

/// How often a holder may change the value or the terms of one asset within kChangesWithin. Source:
/// MECHANISM.md, section 1.
inline constexpr std::size_t kMostChanges = 24;
/// See kMostChanges: 24 hours.
inline constexpr Duration kChangesWithin = Duration::from_days(1);

/// When holders changed the value or the terms of their assets lately. Either whole, or an overlay:
/// what is added over a base that must outlive it. What is older than kChangesWithin before the
/// newest change is forgotten, so it holds what one day brings.
class RecentChanges {
 public:
  /// None, or an overlay over `base`.
  explicit RecentChanges(const RecentChanges* base = nullptr) : base_{base} {}
  /// One asset was changed at `at`, which is not before any change so far.
  void record(Ordinal asset, Instant at);
  /// From when on the asset may be changed again; 1970: at once.
  Instant next_at(Ordinal asset) const;
  /// Takes over what an overlay noted, in its order.
  void merge(const RecentChanges& overlay);
  /// All changes of this layer, in the order in which they were noted.
  const std::list<std::pair<Instant, Ordinal>>& all() const { return by_time_; }

 private:
  void append(std::vector<Instant>& all, Ordinal asset) const;

  const RecentChanges* base_;
  std::list<std::pair<Instant, Ordinal>> by_time_;  // takes no memory while empty
  std::map<Ordinal, std::vector<Instant>> by_asset_;
};

}  // namespace quitrent::market
