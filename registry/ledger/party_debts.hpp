// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "registry/ledger/debt.hpp"

namespace quitrent {

/// What one party owes the register, asset by asset, in the order in which the debts arose: so they
/// are paid, and each line of a statement names its asset. Source: MECHANISM.md, section 6.
class PartyDebts {
 public:
  /// So many assets are told apart; what falls short beyond them is owed in one sum.
  static constexpr std::size_t kMostAssets = 64;

  /// The shortfall of one asset, by its ordinal; of several where `asset` is nothing.
  struct Item {
    std::optional<std::uint32_t> asset;
    Debt owed;
    /// Equal where both are.
    friend bool operator==(const Item&, const Item&) = default;
  };

  /// What is owed, the oldest first; no item is of nothing.
  std::span<const Item> items() const { return items_; }
  /// Whether anything is owed.
  bool outstanding() const { return !items_.empty(); }
  /// The sum of all items.
  Debt total() const;
  /// Under which asset a shortfall of `asset` is owed: its own, or nothing where kMostAssets others
  /// are told apart already.
  std::optional<std::uint32_t> entered_under(std::uint32_t asset) const;
  /// What is owed under this asset, or for several.
  Debt owed(std::optional<std::uint32_t> asset) const;
  /// Owes so much under this asset from now on; nothing where `owed` is nothing.
  void set(std::optional<std::uint32_t> asset, const Debt& owed);

 private:
  std::vector<Item> items_;
};

}  // namespace quitrent
