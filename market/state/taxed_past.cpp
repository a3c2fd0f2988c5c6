// SPDX-License-Identifier: EUPL-1.2
#include "market/state/taxed_past.hpp"

#include <algorithm>
#include <utility>

namespace quitrent {
namespace {

/// How far back a clawback of this second reaches.
Instant reach_of(Instant now) { return now + Duration::from_seconds(-kClawbackReach.seconds()); }

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

std::set<Ordinal> TaxedPast::with_forerunners(Ordinal asset) const {
  std::set<Ordinal> all{asset};
  std::vector<Ordinal> waiting{asset};
  while (!waiting.empty()) {
    const Ordinal one = waiting.back();
    waiting.pop_back();
    std::vector<Ordinal> forerunners;
    append(forerunners, &TaxedPast::forerunners_, one);
    for (const Ordinal forerunner : forerunners) {
      if (all.insert(forerunner).second) waiting.push_back(forerunner);
    }
  }
  return all;
}

std::vector<PastStretch> TaxedPast::stretches(Ordinal asset) const {
  std::vector<PastStretch> all;
  for (const Ordinal one : with_forerunners(asset)) append(all, &TaxedPast::stretches_, one);
  return all;
}

std::vector<Settled> TaxedPast::settled(Ordinal asset) const {
  std::vector<Settled> all;
  for (const Ordinal one : with_forerunners(asset)) append(all, &TaxedPast::settled_, one);
  return all;
}

void TaxedPast::remember(Ordinal asset, const PastStretch& stretch) {
  if (stretch.degree == kWhole) return;
  std::vector<PastStretch>& stretches = stretches_[asset];
  const Instant reached = reach_of(stretch.over.end);
  const auto first = std::ranges::find_if(
      stretches, [reached](const PastStretch& old) { return old.over.end > reached; });
  stretches.erase(stretches.begin(), first);
  stretches.push_back(stretch);
}

void TaxedPast::remember(Ordinal asset, const Settled& settled) {
  std::vector<Settled>& all = settled_[asset];
  const Instant reached = reach_of(settled.until);
  std::erase_if(all, [&](const Settled& old) {
    const bool covered = old.levels == settled.levels && old.part == Money{};
    return old.until <= reached || covered;
  });
  all.push_back(settled);
}

void TaxedPast::inherit(Ordinal asset, const std::set<Ordinal>& forerunners) {
  if (!forerunners.empty()) forerunners_[asset].assign(forerunners.begin(), forerunners.end());
}

void TaxedPast::forget(Instant now) {
  const Instant reached = reach_of(now);
  for (auto& [asset, stretches] : stretches_) {
    std::erase_if(stretches, [reached](const PastStretch& old) { return old.over.end <= reached; });
  }
  for (auto& [asset, all] : settled_) {
    std::erase_if(all, [reached](const Settled& old) { return old.until <= reached; });
  }
  const auto is_empty = [](const auto& entry) { return entry.second.empty(); };
  std::erase_if(stretches_, is_empty);
  std::erase_if(settled_, is_empty);
  // A forerunner whose past is forgotten, and that has none of its own, hands nothing down.
  const auto hands_down = [this](Ordinal asset) {
    return stretches_.contains(asset) || settled_.contains(asset) || forerunners_.contains(asset);
  };
  // In the order of registration, so that a whole line of them goes at once.
  for (auto at = forerunners_.begin(); at != forerunners_.end();) {
    std::erase_if(at->second, [&](Ordinal forerunner) { return !hands_down(forerunner); });
    at = at->second.empty() ? forerunners_.erase(at) : std::next(at);
  }
}

void TaxedPast::merge(const TaxedPast& overlay) {
  for (const auto& [asset, all] : overlay.stretches_) {
    for (const PastStretch& stretch : all) remember(asset, stretch);
  }
  for (const auto& [asset, all] : overlay.settled_) {
    for (const Settled& settled : all) remember(asset, settled);
  }
  for (const auto& [asset, all] : overlay.forerunners_) forerunners_.insert_or_assign(asset, all);
}

void TaxedPast::restore(Ordinal asset, std::vector<PastStretch> stretches) {
  stretches_.insert_or_assign(asset, std::move(stretches));
}

void TaxedPast::restore(Ordinal asset, std::vector<Settled> settled) {
  settled_.insert_or_assign(asset, std::move(settled));
}

}  // namespace quitrent
