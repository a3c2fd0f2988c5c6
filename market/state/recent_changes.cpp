// SPDX-License-Identifier: EUPL-1.2
#include "market/state/recent_changes.hpp"

namespace quitrent::market {

void RecentChanges::record(Ordinal asset, Instant at) {
  while (!by_time_.empty() && at - by_time_.front().first >= kChangesWithin) {
    const auto oldest = by_asset_.find(by_time_.front().second);
    oldest->second.erase(oldest->second.begin());
    if (oldest->second.empty()) by_asset_.erase(oldest);
    by_time_.pop_front();
  }
  by_time_.emplace_back(at, asset);
  by_asset_[asset].push_back(at);
}

void RecentChanges::append(std::vector<Instant>& all, Ordinal asset) const {
  if (base_ != nullptr) base_->append(all, asset);
  const auto found = by_asset_.find(asset);
  if (found != by_asset_.end()) all.insert(all.end(), found->second.begin(), found->second.end());
}

Instant RecentChanges::next_at(Ordinal asset) const {
  std::vector<Instant> changes;
  append(changes, asset);
  if (changes.size() < kMostChanges) return {};
  return changes[changes.size() - kMostChanges] + kChangesWithin;
}

void RecentChanges::merge(const RecentChanges& overlay) {
  for (const auto& [at, asset] : overlay.by_time_) record(asset, at);
}

}  // namespace quitrent::market
