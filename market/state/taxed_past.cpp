// SPDX-License-Identifier: EUPL-1.2
#include "market/state/taxed_past.hpp"

#include <algorithm>
#include <utility>

namespace quitrent::market {
namespace {

/// The earliest instant that a clawback at `now` reaches.
Instant reach_of(Instant now) {
  return now + Duration::from_seconds(-tax::kClawbackReach.seconds());
}

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
  for (const Ordinal one : with_predecessors(asset)) append(all, &TaxedPast::intervals_, one);
  return all;
}

std::vector<tax::PastClawback> TaxedPast::past_clawbacks(Ordinal asset) const {
  std::vector<tax::PastClawback> all;
  for (const Ordinal one : with_predecessors(asset)) append(all, &TaxedPast::clawbacks_, one);
  return all;
}

void TaxedPast::remember(Ordinal asset, const tax::PastInterval& interval) {
  if (interval.degree == kWhole) return;
  std::vector<tax::PastInterval>& intervals = intervals_[asset];
  const Instant reached = reach_of(interval.over.end);
  const auto first = std::ranges::find_if(
      intervals, [reached](const tax::PastInterval& old) { return old.over.end > reached; });
  intervals.erase(intervals.begin(), first);
  intervals.push_back(interval);
}

void TaxedPast::remember(Ordinal asset, const tax::PastClawback& clawed_back) {
  std::vector<tax::PastClawback>& all = clawbacks_[asset];
  const Instant reached = reach_of(clawed_back.until);
  std::erase_if(all, [&](const tax::PastClawback& old) {
    const bool covered = old.levels == clawed_back.levels && old.part == Money{};
    return old.until <= reached || covered;
  });
  all.push_back(clawed_back);
}

void TaxedPast::inherit(Ordinal asset, const std::set<Ordinal>& predecessors) {
  if (!predecessors.empty()) predecessors_[asset].assign(predecessors.begin(), predecessors.end());
}

void TaxedPast::forget(Instant now) {
  const Instant reached = reach_of(now);
  for (auto& [asset, intervals] : intervals_) {
    std::erase_if(intervals,
                  [reached](const tax::PastInterval& old) { return old.over.end <= reached; });
  }
  for (auto& [asset, all] : clawbacks_) {
    std::erase_if(all, [reached](const tax::PastClawback& old) { return old.until <= reached; });
  }
  const auto is_empty = [](const auto& entry) { return entry.second.empty(); };
  std::erase_if(intervals_, is_empty);
  std::erase_if(clawbacks_, is_empty);
  // A predecessor without any past left, and without predecessors of its own, gives no past.
  const auto has_past = [this](Ordinal asset) {
    return intervals_.contains(asset) || clawbacks_.contains(asset) ||
           predecessors_.contains(asset);
  };
  // In the order of registration, so that a whole chain of predecessors is removed in one pass.
  for (auto at = predecessors_.begin(); at != predecessors_.end();) {
    std::erase_if(at->second, [&](Ordinal predecessor) { return !has_past(predecessor); });
    at = at->second.empty() ? predecessors_.erase(at) : std::next(at);
  }
}

void TaxedPast::merge(const TaxedPast& overlay) {
  for (const auto& [asset, all] : overlay.intervals_) {
    for (const tax::PastInterval& interval : all) remember(asset, interval);
  }
  for (const auto& [asset, all] : overlay.clawbacks_) {
    for (const tax::PastClawback& clawed_back : all) remember(asset, clawed_back);
  }
  for (const auto& [asset, all] : overlay.predecessors_) predecessors_.insert_or_assign(asset, all);
}

void TaxedPast::restore(Ordinal asset, std::vector<tax::PastInterval> intervals) {
  intervals_.insert_or_assign(asset, std::move(intervals));
}

void TaxedPast::restore(Ordinal asset, std::vector<tax::PastClawback> clawed_back) {
  clawbacks_.insert_or_assign(asset, std::move(clawed_back));
}

}  // namespace quitrent::market
