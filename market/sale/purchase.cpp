// SPDX-License-Identifier: EUPL-1.2
#include "market/sale/purchase.hpp"

#include <algorithm>
#include <set>

#include "market/rules.hpp"
#include "market/sale/pending_purchases.hpp"
#include "market/sale/sale.hpp"
#include "market/state/deadlines.hpp"
#include "market/state/figures.hpp"
#include "registry/vocabulary/promise.hpp"

namespace quitrent {
namespace {

std::string item_pointer(std::size_t place, std::string_view field) {
  return "/items/" + std::to_string(place) + '/' + std::string{field};
}

/// A refusal because of one item, which it names: whoever buys a basket must know which.
std::unexpected<Refusal> against(const PurchaseAssets& request, std::size_t place,
                                 Refusal refusal) {
  refusal.current.emplace_back("asset", to_text(request.items[place].asset));
  return std::unexpected(std::move(refusal));
}

/// What a rule says against one item; nothing: it may be bought.
using Objection = std::optional<Refusal>;

Refusal objection(RefusalCode code, std::string detail,
                  std::pair<std::string, std::string> current) {
  return {
      .code = code, .detail = std::move(detail), .pointer = {}, .current = {std::move(current)}};
}

/// Whether anybody may buy the asset now: state, own asset, hold, pending, in this order.
Objection against_sale(const Case& filed, const Asset& asset) {
  const Books& books = filed.draft.books();
  const std::string state{to_text(asset.standing.state)};
  if (is_terminal(asset.standing.state)) {
    return objection(RefusalCode::not_for_sale, "In state " + state + " an asset is not for sale.",
                     {"state", state});
  }
  if (asset.holder == filed.by) {
    return objection(RefusalCode::own_asset,
                     asset.has_holder() ? "The buyer holds this asset already."
                                        : "The buyer lost this asset; it may redeem it.",
                     {"holder", to_text(books.party(filed.by).id)});
  }
  if (is_held(books, asset, filed.draft.now())) {
    const std::string until = to_text(held_until(books, asset));
    return objection(RefusalCode::held, "A registrar holds this asset until " + until + '.',
                     {"held_until", until});
  }
  if (asset.standing.pending != 0) {
    const std::string until = to_text(books.pending(asset.standing.pending)->closes_at);
    return objection(RefusalCode::purchase_pending,
                     "Another purchase is under way; it closes at " + until + '.',
                     {"completes_at", until});
  }
  return std::nullopt;
}

/// Whether this item by itself may be bought: as above, then price and terms.
Objection against_item(const Case& filed, const PurchaseItem& item, const Asset& asset) {
  if (auto wrong = against_sale(filed, asset)) return wrong;
  const Books& books = filed.draft.books();
  const Money price = price_at(books, asset, filed.draft.now());
  if (price > item.max_price) {
    return objection(RefusalCode::price_above_maximum,
                     "The price is " + to_text(price) + ", above the stated maximum.",
                     {"price", to_text(price)});
  }
  if (!item.expected_terms) return std::nullopt;
  const Digest terms = terms_digest(*books.calendar(), asset, filed.draft.now());
  if (terms == *item.expected_terms) return std::nullopt;
  return objection(RefusalCode::terms_changed,
                   "The terms are not those that were expected; read the asset again.",
                   {"terms_digest", to_text(terms)});
}

/// The assets of a purchase in its order, once each exists and may be bought.
Outcome<std::vector<Ordinal>> lawful_items(const Case& filed, const PurchaseAssets& request) {
  const Books& books = filed.draft.books();
  std::set<AssetId> named;
  std::vector<Ordinal> assets;
  for (std::size_t place = 0; place < request.items.size(); ++place) {
    const AssetId& asset = request.items[place].asset;
    promise(named.insert(asset).second, "a purchase names no asset twice");
    const auto ordinal = books.asset_ordinal(asset);
    if (!ordinal) {
      return against(request, place,
                     {.code = RefusalCode::not_found,
                      .detail = "There is no such asset.",
                      .pointer = item_pointer(place, "asset")});
    }
    assets.push_back(*ordinal);
  }
  for (std::size_t place = 0; place < assets.size(); ++place) {
    auto wrong = against_item(filed, request.items[place], books.asset(assets[place]));
    if (!wrong) continue;
    wrong->pointer = item_pointer(place, "asset");
    return against(request, place, std::move(*wrong));
  }
  return assets;
}

/// Whether the buyer may buy the whole: frozen, debt, cover, funds, in this order.
Outcome<void> lawful_whole(const Case& filed, const PurchaseAssets& request,
                           std::span<const Ordinal> assets) {
  if (auto free = free_to_pay(filed); !free) return free;
  if (auto free = free_of_debt(filed); !free) return free;
  const Books& books = filed.draft.books();
  for (std::size_t place = 0; place < assets.size(); ++place) {
    const PurchaseItem& item = request.items[place];
    const Money minimum = required_cover(filed.draft, books.asset(assets[place]), item.assessment);
    if (item.escrow < minimum) {
      return against(request, place, below_cover(minimum, item_pointer(place, "escrow")).error());
    }
  }
  const Money available = books.cash(filed.by);
  Money left = available;
  for (std::size_t place = 0; place < assets.size(); ++place) {
    // One subtraction at a time: a sum of many prices could leave the range of money.
    const Money price = price_at(books, books.asset(assets[place]), filed.draft.now());
    for (const Money due : {price, request.items[place].escrow}) {
      if (due > left) return insufficient_funds(available);
      left -= due;
    }
  }
  return {};
}

/// How long a purchase of this asset waits by itself.
Duration own_notice(const Draft& draft, const Asset& asset) {
  const bool at_once =
      asset.standing.state == AssetState::auction || draft.now() < asset.standing.no_notice_before;
  return at_once ? Duration{} : draft.books().calendar()->notice(asset.asset_class, draft.now());
}

/// Whether every asset may be locked by a basket that waits. One whose last notice ended lately may
/// not: else friends could keep it locked by basket after basket.
Outcome<void> free_to_wait(const Case& filed, const PurchaseAssets& request,
                           std::span<const NoticedItem> items) {
  for (std::size_t place = 0; place < items.size(); ++place) {
    const Standing& standing = filed.draft.books().asset(items[place].asset).standing;
    if (filed.draft.now() >= standing.no_notice_before) continue;
    const std::string until = to_text(standing.no_notice_before);
    return against(request, place,
                   {.code = RefusalCode::not_for_sale,
                    .detail = "Until " + until +
                              " purchases of this asset close at once; buy it apart from assets "
                              "under notice.",
                    .pointer = item_pointer(place, "asset"),
                    .current = {{"no_notice_before", until}}});
  }
  return {};
}

}  // namespace

Outcome<Receipt> decide_purchase(const Case& filed, const PurchaseAssets& request) {
  const auto assets = lawful_items(filed, request);
  if (!assets) return std::unexpected(assets.error());
  if (auto lawful = lawful_whole(filed, request, *assets); !lawful) {
    return std::unexpected(std::move(lawful.error()));
  }
  Draft& draft = filed.draft;
  const Books& books = draft.books();
  const auto purchase = PurchaseId::derived(filed.seed, 0, draft.now());
  std::vector<NoticedItem> noticed;
  for (std::size_t place = 0; place < assets->size(); ++place) {
    const Asset& asset = books.asset((*assets)[place]);
    const PurchaseItem& item = request.items[place];
    noticed.push_back({.asset = (*assets)[place],
                       .item = {.asset = asset.id,
                                .seller = books.party(asset.holder).id,
                                .price = price_at(books, asset, draft.now()),
                                .assessment = item.assessment,
                                .escrow = item.escrow},
                       .notice = own_notice(draft, asset)});
  }
  if (std::ranges::any_of(noticed, [](const auto& one) { return one.notice > Duration{}; })) {
    if (auto free = free_to_wait(filed, request, noticed); !free) {
      return std::unexpected(std::move(free.error()));
    }
    return begin_waiting(draft, filed.by, purchase, noticed);
  }
  PurchaseReceipt receipt{.purchase = purchase,
                          .buyer = books.party(filed.by).id,
                          .filed_at = draft.now(),
                          .completed_at = draft.now()};
  for (const NoticedItem& one : noticed) {
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

}  // namespace quitrent
