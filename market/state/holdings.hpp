// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <algorithm>
#include <unordered_map>
#include <utility>
#include <vector>

#include "registry/title/asset.hpp"

namespace quitrent::market {

/// The assets to which each party ever came into title, as an index: the caller checks who holds
/// now. Either whole or an overlay: an overlay holds what is added to a base; it does not change
/// the base, which must outlive it.
class Holdings {
 public:
  /// Empty, or an overlay over `base`.
  explicit Holdings(const Holdings* base) : base_{base} {}
  /// Adds an entry: the party came into title. `holds(party, asset)` tells who holds now; entries
  /// that it denies are removed from time to time, so a party has at most twice as many entries as
  /// it holds assets, plus a few.
  template <class Holds>
  void add(Ordinal party, Ordinal asset, Holds&& holds) {
    if (base_ != nullptr) {
      added_.emplace_back(party, asset);
      return;
    }
    std::vector<Ordinal>& entries = by_party_[party];
    if (entries.size() == entries.capacity()) keep_held(entries, party, holds);
    entries.push_back(asset);
  }
  /// The assets that the party holds, in the order of registration.
  template <class Holds>
  std::vector<Ordinal> of(Ordinal party, Holds&& holds) const {
    std::vector<Ordinal> found;
    for (const Holdings* layer = this; layer != nullptr; layer = layer->base_) {
      for (const auto& [holder, asset] : layer->added_) {
        if (holder == party) found.push_back(asset);
      }
      const auto entries = layer->by_party_.find(party);
      if (entries == layer->by_party_.end()) continue;
      found.insert(found.end(), entries->second.begin(), entries->second.end());
    }
    keep_held(found, party, holds);
    return found;
  }
  /// Takes over the entries of an overlay over these.
  template <class Holds>
  void merge(const Holdings& overlay, Holds&& holds) {
    for (const auto& [party, asset] : overlay.added_) add(party, asset, holds);
  }

 private:
  /// Keeps of `entries` those that the party holds, each once, in the order of registration.
  template <class Holds>
  static void keep_held(std::vector<Ordinal>& entries, Ordinal party, Holds&& holds) {
    std::ranges::sort(entries);
    const auto repeated = std::ranges::unique(entries);
    entries.erase(repeated.begin(), repeated.end());
    std::erase_if(entries, [&](Ordinal asset) { return !holds(party, asset); });
  }

  const Holdings* base_;
  std::unordered_map<Ordinal, std::vector<Ordinal>> by_party_;  // of the whole index
  std::vector<std::pair<Ordinal, Ordinal>> added_;              // of an overlay: party, asset
};

}  // namespace quitrent::market
