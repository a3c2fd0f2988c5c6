// SPDX-License-Identifier: EUPL-1.2
#include "market/state/recent_sales.hpp"

#include <algorithm>

#include "registry/vocabulary/ensure.hpp"

namespace quitrent::market {
namespace {

bool in_reach(const PastSale& sale, Instant now) { return now - sale.at < kStrikeReach; }

}  // namespace

void RecentSales::record(Ordinal asset, const PastSale& sale) {
  if (!rows_) {
    added_.push_back({asset, sale});
    return;
  }
  ensure(rows_->empty() || rows_->back().one.sale.at <= sale.at,
         "sales are recorded in their order");
  if (newest_.size() <= asset) newest_.resize(std::size_t{asset} + 1);
  rows_->push_back({.one = {asset, sale}, .previous = newest_[asset]});
  newest_[asset] = dropped_ + rows_->size();
}

std::vector<PastSale> RecentSales::of(Ordinal asset, Instant now) const {
  std::vector<PastSale> sales;
  if (!rows_) {
    sales = base_->of(asset, now);
    for (const SaleOfAsset& added : added_) {
      if (added.asset == asset && in_reach(added.sale, now)) sales.push_back(added.sale);
    }
    return sales;
  }
  std::uint64_t number = asset < newest_.size() ? newest_[asset] : 0;
  while (number > dropped_) {
    const Row& row = (*rows_)[number - dropped_ - 1];
    if (!in_reach(row.one.sale, now)) break;
    sales.push_back(row.one.sale);
    number = row.previous;
  }
  std::ranges::reverse(sales);
  return sales;
}

void RecentSales::forget(Instant now) {
  if (!rows_) return;
  while (!rows_->empty() && !in_reach(rows_->front().one.sale, now)) {
    rows_->pop_front();
    ++dropped_;
  }
}

void RecentSales::merge(const RecentSales& overlay) {
  for (const SaleOfAsset& added : overlay.added_) record(added.asset, added.sale);
}

std::vector<SaleOfAsset> RecentSales::all() const {
  ensure(rows_.has_value(), "only a whole record knows all sales");
  std::vector<SaleOfAsset> sales;
  sales.reserve(rows_->size());
  for (const Row& row : *rows_) sales.push_back(row.one);
  return sales;
}

}  // namespace quitrent::market
