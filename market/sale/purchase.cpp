// SPDX-License-Identifier: EUPL-1.2
#include "market/sale/purchase.hpp"

#include <algorithm>

#include "market/rules.hpp"
#include "market/sale/pending_purchases.hpp"
#include "market/sale/quote.hpp"
#include "market/sale/sale.hpp"
#include "market/state/figures.hpp"
#include "registry/vocabulary/ensure.hpp"
#include "registry/vocabulary/refusal.hpp"

namespace quitrent::market {
namespace {

std::string item_pointer(std::size_t index, std::string_view field) {
  return "/items/" + std::to_string(index) + '/' + std::string{field};
}

/// A refusal because of one item, which it names: the buyer of a basket must know which.
std::unexpected<Refusal> against(const PurchaseAssets& request, std::size_t index,
                                 Refusal refusal) {
  refusal.current.emplace_back("asset", to_text(request.items[index].asset));
  return std::unexpected(std::move(refusal));
}

/// Plans one item of a purchase that closes at `closes_at`: checks it and computes its price, once.
Outcome<void> plan_item(const Case& filed, const PurchaseItem& item, Instant closes_at,
                        PlannedItem& planned) {
  const Books& books = filed.draft.books();
  const Instant now = filed.draft.now();
  const Asset& asset = books.asset(planned.asset);
  if (auto wrong = objection_to_sale(books, asset, filed.by, now)) {
    return std::unexpected(std::move(*wrong));
  }
  if (auto wrong = objection_to_pending(books, asset, now, closes_at)) {
    return std::unexpected(std::move(*wrong));
  }
  const Money price = price_at(books, asset, now);
  if (price > item.max_price) {
    return std::unexpected(
        refusal_with(RefusalCode::price_above_maximum,
                     "The price is " + to_text(price) + ", above the stated maximum.",
                     {"price", to_text(price)}));
  }
  if (item.expected_terms) {
    const Digest terms = terms_digest(books, asset, now);
    if (terms != *item.expected_terms) {
      return std::unexpected(
          refusal_with(RefusalCode::terms_changed,
                       "The terms are not those that were expected; read the asset again.",
                       {"terms_digest", to_text(terms)}));
    }
  }
  planned.item = {.asset = asset.id,
                  .seller = books.party(asset.holder).id,
                  .price = price,
                  .assessment = item.assessment,
                  .escrow = item.escrow};
  return {};
}

/// The items of a purchase in its order, if each asset exists and can be bought.
Outcome<std::vector<PlannedItem>> planned_items(const Case& filed, const PurchaseAssets& request) {
  const Books& books = filed.draft.books();
  const Instant now = filed.draft.now();
  std::vector<PlannedItem> planned;
  planned.reserve(request.items.size());
  Duration longest;
  for (std::size_t index = 0; index < request.items.size(); ++index) {
    const auto ordinal = books.asset_ordinal(request.items[index].asset);
    if (!ordinal) {
      return against(request, index,
                     {.code = RefusalCode::not_found,
                      .detail = "There is no such asset.",
                      .pointer = item_pointer(index, "asset")});
    }
    ensure(std::ranges::find(planned, *ordinal, &PlannedItem::asset) == planned.end(),
           "a purchase names no asset twice");
    const Duration notice = notice_before_sale(books, books.asset(*ordinal), now);
    planned.push_back({.asset = *ordinal, .item = {}, .notice = notice});
    longest = std::max(longest, notice);
  }
  for (std::size_t index = 0; index < planned.size(); ++index) {
    auto lawful = plan_item(filed, request.items[index], now + longest, planned[index]);
    if (!lawful) {
      lawful.error().pointer = item_pointer(index, "asset");
      return against(request, index, std::move(lawful.error()));
    }
  }
  return planned;
}

/// Checks the whole purchase: freeze, debt, cover, funds, in this order.
Outcome<void> lawful_whole(const Case& filed, const PurchaseAssets& request,
                           std::span<const PlannedItem> planned) {
  if (auto free = free_to_pay(filed); !free) return free;
  if (auto free = free_of_debt(filed); !free) return free;
  const Books& books = filed.draft.books();
  for (std::size_t index = 0; index < planned.size(); ++index) {
    const auto& [asset, item, notice] = planned[index];
    const Money minimum = required_cover(filed.draft, books.asset(asset), item.assessment);
    if (item.escrow < minimum) {
      return against(request, index, below_cover(minimum, item_pointer(index, "escrow")).error());
    }
  }
  const Money available = books.cash(filed.by);
  Money left = available;
  for (const PlannedItem& one : planned) {
    // One subtraction at a time: a sum of many prices may not fit into Money.
    for (const Money due : {one.item.price, one.item.escrow}) {
      if (due > left) return insufficient_funds(available);
      left -= due;
    }
  }
  return free_to_spend(filed, available - left);
}

}  // namespace

Outcome<Receipt> decide_purchase(const Case& filed, const PurchaseAssets& request) {
  const auto planned = planned_items(filed, request);
  if (!planned) return std::unexpected(planned.error());
  if (auto lawful = lawful_whole(filed, request, *planned); !lawful) {
    return std::unexpected(std::move(lawful.error()));
  }
  Draft& draft = filed.draft;
  const Books& books = draft.books();
  const auto purchase = PurchaseId::derived(filed.seed, 0, draft.now());
  if (std::ranges::any_of(*planned, [](const auto& one) { return one.notice > Duration{}; })) {
    return begin_pending(draft, filed.by, purchase, *planned);
  }
  PurchaseReceipt receipt{.purchase = purchase,
                          .buyer = books.party(filed.by).id,
                          .filed_at = draft.now(),
                          .completed_at = draft.now()};
  for (const PlannedItem& one : *planned) {
    const auto nth = static_cast<std::uint32_t>(receipt.items.size() + 1);
    receipt.items.push_back(
        sell(draft, {.asset = one.asset,
                     .buyer = filed.by,
                     .payer = {AccountKind::cash, filed.by},
                     .purchase = purchase,
                     .price = one.item.price,
                     .assessment = one.item.assessment,
                     .escrow = one.item.escrow,
                     .grant_back = LicenceId::derived(filed.seed, nth, draft.now())}));
  }
  return receipt;
}

}  // namespace quitrent::market
