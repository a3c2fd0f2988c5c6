// SPDX-License-Identifier: EUPL-1.2
//
// Purchases: each has one row from its filing on; a pending one gets another row when it ends.
#include "api/views/purchases.hpp"

#include <algorithm>
#include <functional>
#include <utility>
#include <variant>

#include "api/views/chain.hpp"
#include "api/views/search_index.hpp"
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

/// The purchase with this number.
PurchaseView purchase_at(ViewReader& reader, std::int64_t number) {
  BegunPurchase begun{.number = number, .id = {}};
  {
    Statement& statement = reader.prepared("SELECT id, sequence FROM purchase WHERE number = ?");
    const Rows rows{statement};
    if (!statement.bind(1, number).step()) throw DamagedBytes("a purchase that is not there");
    begun.id = {from_bytes<Uuid>(statement.bytes(0))};
    begun.sequence = static_cast<Sequence>(statement.number(1));
  }
  return purchase_in(reader, begun);
}

bool matches(const PurchaseView& purchase, const PurchaseQuery& query) {
  const auto has_seller = [&](const market::PurchasedItem& item) {
    return item.seller == *query.seller;
  };
  const auto has_asset = [&](const market::PurchasedItem& item) {
    return item.asset == *query.asset;
  };
  return (!query.status || purchase.status == *query.status) &&
         (!query.buyer || purchase.buyer == *query.buyer) &&
         (!query.seller || std::ranges::any_of(purchase.items, has_seller)) &&
         (!query.asset || std::ranges::any_of(purchase.items, has_asset));
}

/// Calls `take` with numbers of purchases, ascending, until it answers false.
using TakeNumber = std::function<bool(std::int64_t)>;

/// Takes numbers from a query with the parameters: the number before, the most rows.
void take_from_table(ViewReader& reader, const char* query, std::int64_t after,
                     const TakeNumber& take) {
  for (;;) {
    std::vector<std::int64_t> found;
    within_time(reader, [&] {
      Statement& statement = reader.prepared(query);
      const Rows rows{statement};
      statement.bind(1, after).bind(2, kPurchasesAtOnce);
      while (statement.step()) found.push_back(statement.number(0));
    });
    if (found.empty() || !std::ranges::all_of(found, take)) return;
    after = found.back();
  }
}

/// The purchases of a seller whom they did not name when they were filed. They are very few.
std::vector<std::int64_t> late_sales(ViewReader& reader, Ordinal seller, std::int64_t after) {
  Statement& statement = reader.prepared(
      "SELECT purchase FROM late_seller WHERE party = ? AND purchase > ? ORDER BY purchase");
  const Rows rows{statement};
  statement.bind(1, seller).bind(2, after);
  std::vector<std::int64_t> found;
  while (statement.step()) found.push_back(statement.number(0));
  return found;
}

/// A chain of purchases after a number, and numbers that do not stand in it.
struct PurchaseChain {
  PackedHead head;
  std::int64_t after = 0;
  std::vector<std::int64_t> others = {};
};

/// Takes the numbers in a chain of purchases, and the others between them.
void take_from_chain(ViewReader& reader, const PurchaseChain& from, const TakeNumber& take) {
  RecordChain chain{reader, kPurchaseLink, from.head.unpacked(), static_cast<Sequence>(from.after)};
  const std::vector<std::int64_t>& others = from.others;
  auto other = others.begin();
  for (auto interval = chain.next(); !interval.empty(); interval = chain.next()) {
    for (const HistoryRecord& record : interval) {
      const auto number = static_cast<std::int64_t>(record.sequence);
      for (; other != others.end() && *other <= number; ++other) {
        if (*other < number && !take(*other)) return;
      }
      if (!take(number)) return;
    }
  }
  std::for_each(other, others.end(),
                [&take, more = true](std::int64_t number) mutable { more = more && take(number); });
}

/// Takes the numbers of all purchases that may match, by the filter that leaves the fewest.
void take_candidates(ViewReader& reader, const PurchaseQuery& query, const TakeNumber& take) {
  const auto row_of = [&reader](const PartyId& id) {
    const auto lock = reader.catalogue().reading();
    const auto ordinal = reader.catalogue().find(id);
    return std::pair{ordinal, ordinal ? reader.catalogue().party(*ordinal) : ListedParty{}};
  };
  if (query.asset) {
    const auto row = reader.listed(*query.asset);
    if (row) take_from_chain(reader, {.head = row->purchases, .after = query.after}, take);
  } else if (query.seller) {
    const auto [ordinal, row] = row_of(*query.seller);
    if (!ordinal) return;
    take_from_chain(reader,
                    {.head = row.sales,
                     .after = query.after,
                     .others = late_sales(reader, *ordinal, query.after)},
                    take);
  } else if (query.buyer) {
    take_from_chain(reader, {.head = row_of(*query.buyer).second.purchases, .after = query.after},
                    take);
  } else if (query.status == market::PurchaseStatus::pending) {
    take_from_table(reader,
                    "SELECT purchase FROM purchase_pending AS begun WHERE purchase > ? AND NOT "
                    "EXISTS (SELECT 1 FROM purchase_end WHERE purchase = begun.purchase) "
                    "ORDER BY purchase LIMIT ?",
                    query.after, take);
  } else if (query.status == market::PurchaseStatus::cancelled) {
    take_from_table(reader,
                    "SELECT purchase FROM purchase_end WHERE purchase > ? AND status = 2 "
                    "ORDER BY purchase LIMIT ?",
                    query.after, take);
  } else {
    take_from_table(reader, "SELECT number FROM purchase WHERE number > ? ORDER BY number LIMIT ?",
                    query.after, take);
  }
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

std::optional<std::int64_t> purchases_after(ViewReader& reader, const PurchaseQuery& query,
                                            const TakePurchase& take) {
  std::size_t looked_at = 0;
  std::int64_t last = query.after;
  std::optional<std::int64_t> next;
  take_candidates(reader, query, [&](std::int64_t number) {
    if (looked_at++ == kMostPurchases) {
      next = last;
      return false;
    }
    last = number;
    PurchaseView purchase = purchase_at(reader, number);
    return !matches(purchase, query) || take(std::move(purchase));
  });
  return next;
}

}  // namespace quitrent::api
