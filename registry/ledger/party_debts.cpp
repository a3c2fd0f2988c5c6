// SPDX-License-Identifier: EUPL-1.2
#include "registry/ledger/party_debts.hpp"

#include <algorithm>

namespace quitrent {

Debt PartyDebts::total() const {
  Debt sum;
  for (const Item& item : items_) sum.grow(item.owed);
  return sum;
}

std::optional<std::uint32_t> PartyDebts::entered_under(std::uint32_t asset) const {
  const bool is_known = owed(asset).outstanding();
  if (is_known || items_.size() < kMostAssets) return asset;
  return std::nullopt;
}

Debt PartyDebts::owed(std::optional<std::uint32_t> asset) const {
  const auto found = std::ranges::find(items_, asset, &Item::asset);
  return found == items_.end() ? Debt{} : found->owed;
}

void PartyDebts::set(std::optional<std::uint32_t> asset, const Debt& owed) {
  const auto found = std::ranges::find(items_, asset, &Item::asset);
  if (!owed.outstanding()) {
    if (found != items_.end()) items_.erase(found);
  } else if (found == items_.end()) {
    items_.push_back({asset, owed});
  } else {
    found->owed = owed;
  }
}

}  // namespace quitrent
