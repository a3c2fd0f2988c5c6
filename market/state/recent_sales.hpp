// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <deque>
#include <optional>
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

/// One sale and its asset.
struct SaleOfAsset {
  Ordinal asset = 0;
  PastSale sale;
};

/// The sales of each asset in the reach of a strike. Either whole or an overlay: an overlay holds
/// what is added to a base; it does not change the base, which must outlive it.
class RecentSales {
 public:
  /// None, or an overlay over `base`.
  explicit RecentSales(const RecentSales* base) : base_{base} {
    if (base_ == nullptr) rows_.emplace();
  }
  /// Records a sale, which is not before any earlier one of any asset.
  void record(Ordinal asset, const PastSale& sale);
  /// The sales of an asset in reach at `now`, the oldest first.
  std::vector<PastSale> of(Ordinal asset, Instant now) const;
  /// Removes what no strike at `now` reaches. An overlay keeps all.
  void forget(Instant now);
  /// Takes over the sales of an overlay over these.
  void merge(const RecentSales& overlay);
  /// All sales of a whole record, the oldest first.
  std::vector<SaleOfAsset> all() const;

 private:
  /// A sale, and the number of the sale before it of the same asset. Sales are numbered from 1 in
  /// their order; 0: none.
  struct Row {
    SaleOfAsset one;
    std::uint64_t previous = 0;
  };

  const RecentSales* base_;
  std::optional<std::deque<Row>> rows_;  // only of a whole record: the sales that it kept
  std::uint64_t dropped_ = 0;            // the number of sales before the rows
  std::vector<std::uint64_t> newest_;    // of a whole record: number of the newest sale, by asset
  std::vector<SaleOfAsset> added_;       // of an overlay
};

}  // namespace quitrent::market
