// SPDX-License-Identifier: EUPL-1.2
#include "registry/ledger/party_debts.hpp"

#include <algorithm>

namespace quitrent {
namespace {

/// Whether an item is of this asset and this creditor.
auto same_claim(std::optional<std::uint32_t> asset, std::optional<std::uint32_t> creditor) {
  return [asset, creditor](const PartyDebts::Item& item) {
    return item.asset == asset && item.creditor == creditor;
  };
}

bool is_to_a_party(const PartyDebts::Item& item) { return item.creditor.has_value(); }

}  // namespace

Debt PartyDebts::total() const {
  Debt sum;
  for (const Item& item : items_) sum.grow(item.owed);
  return sum;
}

Debt PartyDebts::tax() const {
  Debt sum;
  for (const Item& item : items_) {
    if (!is_to_a_party(item)) sum.grow(item.owed);
  }
  return sum;
}

std::optional<std::uint32_t> PartyDebts::entered_under(std::uint32_t asset) const {
  const bool is_known = owed(asset).outstanding();
  const auto taxed = items_.end() - items_.begin() - std::ranges::count_if(items_, is_to_a_party);
  if (is_known || taxed < static_cast<std::ptrdiff_t>(kMostAssets)) return asset;
  return std::nullopt;
}

Debt PartyDebts::owed(std::optional<std::uint32_t> asset,
                      std::optional<std::uint32_t> creditor) const {
  const auto found = std::ranges::find_if(items_, same_claim(asset, creditor));
  return found == items_.end() ? Debt{} : found->owed;
}

void PartyDebts::set(const Item& item) {
  const auto found = std::ranges::find_if(items_, same_claim(item.asset, item.creditor));
  if (found != items_.end()) {
    found->owed = item.owed;
    if (!item.owed.outstanding()) items_.erase(found);
  } else if (item.owed.outstanding()) {
    const auto behind_taxes = std::ranges::find_if(items_, is_to_a_party);
    items_.insert(item.creditor ? items_.end() : behind_taxes, item);
  }
}

}  // namespace quitrent
