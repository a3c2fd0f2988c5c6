// SPDX-License-Identifier: EUPL-1.2
#include "market/invariant/pending_is_reserved.hpp"

#include "market/state/deadlines.hpp"

namespace quitrent::market::pending_is_reserved {
namespace {

std::optional<std::string> wrong_with(const Books& books, std::uint32_t number,
                                      const PendingPurchase& purchase) {
  const std::string name = "purchase " + to_text(purchase.id);
  Money owed;
  for (const PendingItem& item : purchase.items) {
    const Asset* asset = books.asset(item.asset);
    if (asset == nullptr || asset->status.pending != number) {
      return name + " waits for " + to_text(item.asset) + ", which is not locked by it";
    }
    owed += item.price + item.escrow;
  }
  const Money reserved = books.ledger().balance({AccountKind::reserved, number});
  if (reserved != owed) {
    return name + " needs " + to_text(owed) + ", but " + to_text(reserved) + " is reserved";
  }
  if (purchase.closes_at != close_of(books, purchase)) {
    return name + " closes at " + to_text(purchase.closes_at) +
           ", against the clocks of its assets";
  }
  return std::nullopt;
}

}  // namespace

std::optional<std::string> violation(const Books& books) {
  for (std::uint32_t number = 1; number <= books.pending_count(); ++number) {
    const PendingPurchase* purchase = books.pending(number);
    if (purchase == nullptr) {
      const Money reserved = books.ledger().balance({AccountKind::reserved, number});
      if (reserved != Money{})
        return to_text(reserved) + " is reserved for a purchase that has ended";
    } else if (auto wrong = wrong_with(books, number, *purchase)) {
      return wrong;
    }
  }
  for (Ordinal ordinal = 0; ordinal < books.asset_count(); ++ordinal) {
    const Asset& asset = books.asset(ordinal);
    const std::uint32_t number = asset.status.pending;
    if (number != 0 && books.pending(number) == nullptr) {
      return to_text(asset.id) + " is locked by a purchase that has ended";
    }
  }
  return std::nullopt;
}

}  // namespace quitrent::market::pending_is_reserved
