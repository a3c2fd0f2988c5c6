// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "registry/ledger/debt.hpp"

namespace quitrent {

/// What one party owes: first the shortfalls of tax, per asset, then what it owes to buyers of
/// struck assets; each in the order in which it arose. They are paid in this order, and each line
/// of a statement names its asset. Source: MECHANISM.md, sections 6 and 7.
class PartyDebts {
 public:
  /// The most assets that have an item of tax of their own. The shortfalls of further assets are
  /// one sum.
  static constexpr std::size_t kMostAssets = 64;

  /// The debt that arose from one asset, named by its ordinal. Where `asset` is nothing: from
  /// several assets.
  struct Item {
    std::optional<std::uint32_t> asset = {};
    std::optional<std::uint32_t> creditor = {};  ///< ordinal of a party; nothing: the treasury
    Debt owed = {};
    /// Equal where all are.
    friend bool operator==(const Item&, const Item&) = default;
  };

  /// The debts in the order of payment. No item is zero.
  std::span<const Item> items() const { return items_; }
  /// Whether anything is owed.
  bool outstanding() const { return !items_.empty(); }
  /// The sum of all items.
  Debt total() const;
  /// The sum of the shortfalls of tax.
  Debt tax() const;
  /// The asset of the item under which a shortfall of `asset` is recorded: `asset` itself, or
  /// nothing where kMostAssets other assets have items already.
  std::optional<std::uint32_t> entered_under(std::uint32_t asset) const;
  /// The debt under this asset to this creditor; where `asset` is nothing, the debt of several
  /// assets; where `creditor` is nothing, to the treasury.
  Debt owed(std::optional<std::uint32_t> asset,
            std::optional<std::uint32_t> creditor = std::nullopt) const;
  /// Sets the debt under the item's asset and creditor. Removes the item where `owed` is zero.
  void set(const Item& item);

 private:
  std::vector<Item> items_;
};

}  // namespace quitrent
