// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <map>
#include <utility>
#include <vector>

#include "registry/title/asset.hpp"
#include "registry/vocabulary/instant.hpp"
#include "registry/vocabulary/money.hpp"

namespace quitrent::market {

/// How far back a strike undoes sales. Source: MECHANISM.md, section 7.
inline constexpr Duration kStrikeReach = Duration::from_days(3 * 365);

/// One sale, as a strike must know it.
struct PastSale {
  Instant at;
  Ordinal seller = 0;  ///< party
  Ordinal buyer = 0;   ///< party
  Money received;      ///< what the seller got of the price; above 0
  /// Equal where all fields are.
  friend bool operator==(const PastSale&, const PastSale&) = default;
};

/// The sales of each asset in the reach of a strike. Either whole or an overlay: an overlay holds
/// what is added to a base; it does not change the base, which must outlive it.
class RecentSales {
 public:
  /// None, or an overlay over `base`.
  explicit RecentSales(const RecentSales* base) : base_{base} {}
  /// Records a sale, which is not before any earlier one.
  void record(Ordinal asset, const PastSale& sale);
  /// The sales of an asset in reach at `now`, the oldest first.
  std::vector<PastSale> of(Ordinal asset, Instant now) const;
  /// Removes what no strike at `now` reaches. Requires a whole record.
  void forget(Instant now);
  /// Takes over the sales of an overlay over these.
  void merge(const RecentSales& overlay);
  /// All sales of a whole record, by asset.
  const std::map<Ordinal, std::vector<PastSale>>& all() const { return by_asset_; }

 private:
  const RecentSales* base_;
  std::map<Ordinal, std::vector<PastSale>> by_asset_;  // of a whole record
  std::vector<std::pair<Ordinal, PastSale>> added_;    // of an overlay
};

}  // namespace quitrent::market
