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

/// The most changes of the value or the terms of one asset by one holder within kChangesWithin.
/// Source: MECHANISM.md, section 1.
inline constexpr std::size_t kMostChanges = 24;
/// See kMostChanges: 24 hours.
inline constexpr Duration kChangesWithin = Duration::from_days(1);

/// An asset, and the holder who changes it.
struct HeldAsset {
  Ordinal asset = 0;
  Ordinal holder = 0;
  /// By asset, then by holder.
  friend constexpr auto operator<=>(const HeldAsset&, const HeldAsset&) = default;
};

/// The instants at which holders lately changed the value or the terms of their assets. Either
/// whole or an overlay: an overlay holds what is added to a base, which must outlive it. Changes
/// older than kChangesWithin before the newest one are removed, so it holds the changes of one day.
class RecentChanges {
 public:
  /// None, or an overlay over `base`.
  explicit RecentChanges(const RecentChanges* base = nullptr) : base_{base} {}
  /// Records a change by the holder at `at`, which is not before any earlier change.
  void record(const HeldAsset& changed, Instant at);
  /// The instant from which the holder may change the asset again; 1970: at once.
  Instant next_at(const HeldAsset& changed) const;
  /// Takes over the changes of an overlay, in order.
  void merge(const RecentChanges& overlay);
  /// All changes of this layer, in the order of recording.
  const std::list<std::pair<Instant, HeldAsset>>& all() const { return by_time_; }

 private:
  void append(std::vector<Instant>& all, const HeldAsset& changed) const;

  const RecentChanges* base_;
  std::list<std::pair<Instant, HeldAsset>> by_time_;  // needs no memory while empty
  std::map<HeldAsset, std::vector<Instant>> by_asset_;
};

}  // namespace quitrent::market
