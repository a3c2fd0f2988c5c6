// SPDX-License-Identifier: EUPL-1.2
//
// Purchases: each has one row from its filing on; a pending one gets another row when it ends.
#include "api/views/purchases.hpp"

#include <algorithm>
#include <variant>

#include "api/views/chain.hpp"
#include "registry/vocabulary/fixed_bytes.hpp"

namespace quitrent::api {
namespace {

/// Number of rows of purchases that one query reads.
constexpr std::int64_t kPurchasesAtOnce = 64;

/// Sets the fields of a purchase that becomes pending.
void begin_pending(PurchaseView& purchase, const market::PurchaseChanged& changed) {
  purchase.status = market::PurchaseStatus::pending;
  purchase.pending_number = changed.number;
  purchase.buyer = changed.purchase.buyer.id;
  purchase.closes_at = changed.purchase.closes_at;
  for (const market::PendingItem& item : changed.purchase.items) {
    purchase.items.push_back({.asset = item.asset, .price = item.price, .seller = item.seller});
  }
}

/// The row of a purchase.
struct BegunPurchase {
  std::int64_t number = 0;
  PurchaseId id;
  Sequence sequence = 0;
};

/// Adds the end of a purchase that was pending, if it has ended.
void add_end(ViewReader& reader, PurchaseView& purchase) {
  Sequence sequence = 0;
  {
    Statement& statement = reader.prepared("SELECT sequence FROM purchase_end WHERE purchase = ?");
    const Rows rows{statement};
    if (!statement.bind(1, purchase.number).step()) return;
    sequence = static_cast<Sequence>(statement.number(0));
  }
  const Entry entry = reader.entry_at(sequence);
  purchase.completed_at = entry.at;
  each_public_event(entry, [&](const NumberedEvent& numbered) {
    const auto* changed = std::get_if<market::PurchaseChanged>(&numbered.event);
    if (changed != nullptr && changed->purchase.id == purchase.id) {
      purchase.status = changed->status;
    }
    const auto* conveyed = std::get_if<market::AssetConveyed>(&numbered.event);
    if (conveyed == nullptr || conveyed->purchase != purchase.id) return;
    const auto item =
        std::ranges::find(purchase.items, conveyed->asset, &market::PurchasedItem::asset);
    if (item == purchase.items.end()) return;
    item->seller = conveyed->from.id;  // by order of a court the holder may have changed meanwhile
    item->grant_back = conveyed->grant_back;
  });
}

PurchaseView purchase_in(ViewReader& reader, const BegunPurchase& begun) {
  const Entry entry = reader.entry_at(begun.sequence);
  PurchaseView purchase{.number = begun.number, .id = begun.id, .at = entry.at, .items = {}};
  each_public_event(entry, [&](const NumberedEvent& numbered) {
    const auto* changed = std::get_if<market::PurchaseChanged>(&numbered.event);
    if (changed != nullptr && changed->purchase.id == begun.id) begin_pending(purchase, *changed);
    const auto* conveyed = std::get_if<market::AssetConveyed>(&numbered.event);
    if (conveyed != nullptr && conveyed->purchase == begun.id) {
      purchase.buyer = conveyed->conveyance.holder.id;
      purchase.completed_at = entry.at;
      purchase.items.push_back({.asset = conveyed->asset,
                                .price = conveyed->conveyance.price,
                                .seller = conveyed->from.id,
                                .grant_back = conveyed->grant_back,
                                .cause = conveyed->conveyance.cause});
    }
  });
  if (purchase.status == market::PurchaseStatus::pending) add_end(reader, purchase);
  return purchase;
}

}  // namespace

std::optional<PurchaseView> purchase(ViewReader& reader, const PurchaseId& id) {
  BegunPurchase begun{.id = id};
  {
    Statement& statement = reader.prepared("SELECT number, sequence FROM purchase WHERE id = ?");
    const Rows rows{statement};
    if (!statement.bind_blob(1, view(id.uuid)).step()) return std::nullopt;
    begun.number = statement.number(0);
    begun.sequence = static_cast<Sequence>(statement.number(1));
  }
  return purchase_in(reader, begun);
}

void purchases_after(ViewReader& reader, std::int64_t after, const TakePurchase& take) {
  for (;;) {
    std::vector<BegunPurchase> found;
    {
      Statement& statement = reader.prepared(
          "SELECT number, id, sequence FROM purchase WHERE number > ? ORDER BY number LIMIT ?");
      const Rows rows{statement};
      statement.bind(1, after).bind(2, kPurchasesAtOnce);
      while (statement.step()) {
        found.push_back({.number = statement.number(0),
                         .id = {from_bytes<Uuid>(statement.bytes(1))},
                         .sequence = static_cast<Sequence>(statement.number(2))});
      }
    }
    if (found.empty()) return;
    for (const BegunPurchase& begun : found) {
      if (!take(purchase_in(reader, begun))) return;
    }
    after = found.back().number;
  }
}

}  // namespace quitrent::api
