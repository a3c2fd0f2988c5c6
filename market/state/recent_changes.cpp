// SPDX-License-Identifier: EUPL-1.2
#include "market/state/recent_changes.hpp"

namespace quitrent::market {

void RecentChanges::record(const HeldAsset& changed, Instant at) {
  while (!by_time_.empty() && at - by_time_.front().first >= kChangesWithin) {
    const auto oldest = by_asset_.find(by_time_.front().second);
    oldest->second.erase(oldest->second.begin());
    if (oldest->second.empty()) by_asset_.erase(oldest);
    by_time_.pop_front();
  }
  by_time_.emplace_back(at, changed);
  by_asset_[changed].push_back(at);
}

void RecentChanges::append(std::vector<Instant>& all, const HeldAsset& changed) const {
  if (base_ != nullptr) base_->append(all, changed);
  const auto found = by_asset_.find(changed);
  if (found != by_asset_.end()) all.insert(all.end(), found->second.begin(), found->second.end());
}

Instant RecentChanges::next_at(const HeldAsset& changed) const {
  std::vector<Instant> changes;
  append(changes, changed);
  if (changes.size() < kMostChanges) return {};
  return changes[changes.size() - kMostChanges] + kChangesWithin;
}

void RecentChanges::merge(const RecentChanges& overlay) {
  for (const auto& [at, changed] : overlay.by_time_) record(changed, at);
}

}  // namespace quitrent::market
