// SPDX-License-Identifier: EUPL-1.2
#include "market/state/recent_sales.hpp"

#include <iterator>

namespace quitrent::market {
namespace {

bool in_reach(const PastSale& sale, Instant now) { return now - sale.at < kStrikeReach; }

}  // namespace

void RecentSales::record(Ordinal asset, const PastSale& sale) {
  if (base_ == nullptr) {
    by_asset_[asset].push_back(sale);
  } else {
    added_.emplace_back(asset, sale);
  }
}

std::vector<PastSale> RecentSales::of(Ordinal asset, Instant now) const {
  std::vector<PastSale> sales;
  if (base_ != nullptr) {
    sales = base_->of(asset, now);
    for (const auto& [ordinal, sale] : added_) {
      if (ordinal == asset) sales.push_back(sale);
    }
  } else if (const auto found = by_asset_.find(asset); found != by_asset_.end()) {
    sales = found->second;
  }
  std::erase_if(sales, [now](const PastSale& sale) { return !in_reach(sale, now); });
  return sales;
}

void RecentSales::forget(Instant now) {
  for (auto entry = by_asset_.begin(); entry != by_asset_.end();) {
    std::erase_if(entry->second, [now](const PastSale& sale) { return !in_reach(sale, now); });
    entry = entry->second.empty() ? by_asset_.erase(entry) : std::next(entry);
  }
}

void RecentSales::merge(const RecentSales& overlay) {
  for (const auto& [asset, sale] : overlay.added_) record(asset, sale);
}

}  // namespace quitrent::market
