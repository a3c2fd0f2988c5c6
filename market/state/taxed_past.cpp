// SPDX-License-Identifier: EUPL-1.2
#include "market/state/taxed_past.hpp"

#include <algorithm>
#include <utility>

namespace quitrent::market {
namespace {

/// The earliest instant that is still needed at `now`.
Instant kept_from(Instant now) { return now + Duration::from_seconds(-kPastKept.seconds()); }

bool is_pending(const PastClawback& clawed_back) { return clawed_back.pending; }

}  // namespace

template <class Kept>
void TaxedPast::append(std::vector<Kept>& all,
                       std::map<Ordinal, std::vector<Kept>> TaxedPast::* kept,
                       Ordinal asset) const {
  if (base_ != nullptr) base_->append(all, kept, asset);
  const auto& own = this->*kept;
  const auto found = own.find(asset);
  if (found != own.end()) all.insert(all.end(), found->second.begin(), found->second.end());
}

std::set<Ordinal> TaxedPast::with_predecessors(Ordinal asset) const {
  std::set<Ordinal> all{asset};
  std::vector<Ordinal> to_visit{asset};
  while (!to_visit.empty()) {
    const Ordinal one = to_visit.back();
    to_visit.pop_back();
    std::vector<Ordinal> predecessors;
    append(predecessors, &TaxedPast::predecessors_, one);
    for (const Ordinal predecessor : predecessors) {
      if (all.insert(predecessor).second) to_visit.push_back(predecessor);
    }
  }
  return all;
}

std::vector<tax::PastInterval> TaxedPast::intervals(Ordinal asset) const {
  std::vector<tax::PastInterval> all;
  append(all, &TaxedPast::intervals_, asset);
  return all;
}

std::vector<PastClawback> TaxedPast::clawbacks(Ordinal asset) const {
  const std::vector<PastClawback>* const all = clawbacks_.find(asset);
  return all == nullptr ? std::vector<PastClawback>{} : *all;
}

void TaxedPast::put(Ordinal asset, std::vector<PastClawback> all) {
  if (all.empty()) {
    clawbacks_.erase(asset);
  } else {
    clawbacks_.put(asset, std::move(all));
  }
}

void TaxedPast::remember(Ordinal asset, const tax::PastInterval& interval) {
  if (interval.degree == kWhole) return;
  std::vector<tax::PastInterval>& intervals = intervals_[asset];
  const Instant reached = kept_from(interval.over.end);
  const auto first = std::ranges::find_if(
      intervals, [reached](const tax::PastInterval& old) { return old.over.end > reached; });
  intervals.erase(intervals.begin(), first);
  intervals.push_back(interval);
}

void TaxedPast::remember(const PastClawback& clawed_back) {
  const Instant reached = kept_from(clawed_back.until);
  for (const Ordinal one : with_predecessors(clawed_back.asset)) {
    std::vector<PastClawback> all = clawbacks(one);
    const bool may_replace = !clawed_back.pending && std::ranges::none_of(all, is_pending);
    std::erase_if(all, [&](const PastClawback& old) {
      return old.until <= reached || (may_replace && old.levels == clawed_back.levels);
    });
    all.push_back(clawed_back);
    put(one, std::move(all));
  }
}

void TaxedPast::settle(Ordinal asset, const FindingId& finding) {
  for (const Ordinal one : with_predecessors(asset)) {
    std::vector<PastClawback> all = clawbacks(one);
    const auto found = std::ranges::find(all, finding, &PastClawback::finding);
    if (found == all.end()) continue;
    found->pending = false;
    put(one, std::move(all));
  }
}

void TaxedPast::drop(Ordinal asset, const FindingId& finding) {
  for (const Ordinal one : with_predecessors(asset)) {
    std::vector<PastClawback> all = clawbacks(one);
    std::erase_if(all, [&](const PastClawback& old) { return old.finding == finding; });
    put(one, std::move(all));
  }
}

void TaxedPast::inherit(Ordinal asset, const std::set<Ordinal>& predecessors) {
  if (!predecessors.empty()) predecessors_[asset].assign(predecessors.begin(), predecessors.end());
}

void TaxedPast::forget(Instant now) {
  const Instant reached = kept_from(now);
  for (auto& [asset, intervals] : intervals_) {
    std::erase_if(intervals,
                  [reached](const tax::PastInterval& old) { return old.over.end <= reached; });
  }
  std::erase_if(intervals_, [](const auto& entry) { return entry.second.empty(); });
  for (const auto& [asset, kept] : clawbacks_.all()) {
    std::vector<PastClawback> all = *kept;
    const auto removed =
        std::erase_if(all, [reached](const PastClawback& old) { return old.until <= reached; });
    if (removed > 0) put(asset, std::move(all));
  }
  // A predecessor without any past left, and without predecessors of its own, gives no past.
  const auto has_past = [this](Ordinal asset) {
    return intervals_.contains(asset) || clawbacks_.find(asset) != nullptr ||
           predecessors_.contains(asset);
  };
  // In the order of registration, so that a whole chain of predecessors is removed in one pass.
  for (auto at = predecessors_.begin(); at != predecessors_.end();) {
    std::erase_if(at->second, [&](Ordinal predecessor) { return !has_past(predecessor); });
    at = at->second.empty() ? predecessors_.erase(at) : std::next(at);
  }
}

void TaxedPast::merge(TaxedPast&& overlay) {
  for (const auto& [asset, all] : overlay.intervals_) {
    for (const tax::PastInterval& interval : all) remember(asset, interval);
  }
  clawbacks_.merge(std::move(overlay.clawbacks_));
  for (const auto& [asset, all] : overlay.predecessors_) predecessors_.insert_or_assign(asset, all);
}

void TaxedPast::restore(Ordinal asset, std::vector<tax::PastInterval> intervals) {
  intervals_.insert_or_assign(asset, std::move(intervals));
}

void TaxedPast::restore(Ordinal asset, std::vector<PastClawback> clawed_back) {
  put(asset, std::move(clawed_back));
}

}  // namespace quitrent::market
