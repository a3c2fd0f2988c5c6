// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "registry/ledger/debt.hpp"

namespace quitrent {

/// What one party owes the register, per asset, in the order in which the debts arose. They are
/// paid in this order, and each line of a statement names its asset. Source: MECHANISM.md, section
/// 6.
class PartyDebts {
 public:
  /// The most assets that have an item of their own. The shortfalls of further assets are one sum.
  static constexpr std::size_t kMostAssets = 64;

  /// The shortfall of one asset, named by its ordinal. Where `asset` is nothing: of several assets.
  struct Item {
    std::optional<std::uint32_t> asset;
    Debt owed;
    /// Equal where both are.
    friend bool operator==(const Item&, const Item&) = default;
  };

  /// The debts, the oldest first. No item is zero.
  std::span<const Item> items() const { return items_; }
  /// Whether anything is owed.
  bool outstanding() const { return !items_.empty(); }
  /// The sum of all items.
  Debt total() const;
  /// The asset of the item under which a shortfall of `asset` is recorded: `asset` itself, or
  /// nothing where kMostAssets other assets have items already.
  std::optional<std::uint32_t> entered_under(std::uint32_t asset) const;
  /// The debt under this asset; where `asset` is nothing, the debt of several assets.
  Debt owed(std::optional<std::uint32_t> asset) const;
  /// Sets the debt under this asset. Removes the item where `owed` is zero.
  void set(std::optional<std::uint32_t> asset, const Debt& owed);

 private:
  std::vector<Item> items_;
};

}  // namespace quitrent
