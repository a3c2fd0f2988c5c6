// SPDX-License-Identifier: EUPL-1.2
#include <set>

#include "market/figures.hpp"
#include "market/rules.hpp"
#include "registry/vocabulary/promise.hpp"

namespace quitrent {
namespace {

std::string item_pointer(std::size_t place, std::string_view field) {
  return "/items/" + std::to_string(place) + '/' + std::string{field};
}

std::unexpected<Refusal> item_refused(RefusalCode code, std::string detail, std::size_t place,
                                      std::pair<std::string, std::string> current) {
  return std::unexpected(Refusal{.code = code,
                                 .detail = std::move(detail),
                                 .pointer = item_pointer(place, "asset"),
                                 .current = {std::move(current)}});
}

/// Whether this item by itself may be bought: state, own asset, price, terms, in this order.
Outcome<void> lawful_item(const Case& filed, const PurchaseItem& item, std::size_t place) {
  const Books& books = filed.draft.books();
  const Asset& asset = books.asset(*books.asset_ordinal(item.asset));
  const AssetState state = asset.standing.state;
  if (state != AssetState::active && state != AssetState::delinquent) {
    return item_refused(RefusalCode::not_for_sale,
                        "In state " + std::string{to_text(state)} + " an asset is not for sale.",
                        place, {"state", std::string{to_text(state)}});
  }
  if (asset.holder == filed.by) {
    return item_refused(RefusalCode::own_asset, "The buyer holds this asset already.", place,
                        {"holder", to_text(books.party(filed.by).id)});
  }
  const Money price = asset.standing.assessment;
  if (price > item.max_price) {
    return item_refused(RefusalCode::price_above_maximum,
                        "The price is " + to_text(price) + ", above the stated maximum.", place,
                        {"price", to_text(price)});
  }
  if (item.expected_terms) {
    const Digest terms = terms_digest(*books.calendar(), asset, filed.draft.now());
    if (terms != *item.expected_terms) {
      return item_refused(RefusalCode::terms_changed,
                          "The terms are not those that were expected; read the asset again.",
                          place, {"terms_digest", to_text(terms)});
    }
  }
  return {};
}

/// Whether the buyer may buy the whole: debt, cover, funds, in this order.
Outcome<void> lawful_whole(const Case& filed, const PurchaseAssets& request) {
  if (auto free = free_of_debt(filed); !free) return free;
  const Books& books = filed.draft.books();
  for (std::size_t place = 0; place < request.items.size(); ++place) {
    const PurchaseItem& item = request.items[place];
    const Asset& asset = books.asset(*books.asset_ordinal(item.asset));
    const Money minimum = required_cover(filed.draft, asset, item.assessment);
    if (item.escrow < minimum) return below_cover(minimum, item_pointer(place, "escrow"));
  }
  const Money available = books.cash(filed.by);
  Money left = available;
  for (const PurchaseItem& item : request.items) {
    // One subtraction at a time: a sum of many prices could leave the range of money.
    for (const Money due :
         {books.asset(*books.asset_ordinal(item.asset)).standing.assessment, item.escrow}) {
      if (due > left) return insufficient_funds(available);
      left -= due;
    }
  }
  return {};
}

/// The price goes to arrears, surcharge, the seller, each as far as it lasts.
Waterfall poured(const Standing& standing) {
  Waterfall waterfall{.price = standing.assessment};
  waterfall.arrears = least(standing.arrears, waterfall.price);
  waterfall.surcharge = least(surcharge_due(standing), waterfall.price - waterfall.arrears);
  waterfall.seller = waterfall.price - waterfall.arrears - waterfall.surcharge;
  waterfall.refund = standing.escrow;
  return waterfall;
}

/// The buyer's standing: the asset is active, its carry stays with it.
Standing bought(const Draft& draft, const LevelledAsset& asset, const PurchaseItem& item) {
  Standing standing;
  standing.assessment = item.assessment;
  standing.escrow = item.escrow;
  standing.carry = asset.standing.carry;
  standing.levied_to = asset.standing.levied_to;
  standing.version = asset.standing.version + 1;
  forecast(draft, draft.books().asset(asset.ordinal), standing);
  return standing;
}

/// Moves the money of one item: price and escrow from the buyer, along the waterfall.
void post_sale(const Case& filed, const LevelledAsset& asset, const Waterfall& waterfall,
               Money escrow) {
  const Ordinal seller = filed.draft.books().asset(asset.ordinal).holder;
  Posting posting{.kind = PostingKind::purchase, .has_asset = true, .asset = asset.ordinal};
  add_line(posting, {AccountKind::cash, filed.by}, -waterfall.price);
  add_line(posting, {AccountKind::cash, filed.by}, -escrow);
  add_line(posting, {AccountKind::revenue, 0}, waterfall.arrears + waterfall.surcharge);
  add_line(posting, {AccountKind::cash, seller}, waterfall.seller);
  add_line(posting, {AccountKind::escrow, asset.ordinal}, -waterfall.refund);
  add_line(posting, {AccountKind::cash, seller}, waterfall.refund);
  add_line(posting, {AccountKind::escrow, asset.ordinal}, escrow);
  post(filed.draft, std::move(posting));
}

/// Conveys one asset to the buyer. It may be bought, and the buyer can pay.
PurchasedItem buy(const Case& filed, PurchaseId purchase, const PurchaseItem& item) {
  Draft& draft = filed.draft;
  const Ordinal ordinal = *draft.books().asset_ordinal(item.asset);
  const LevelledAsset asset = levelled(draft, ordinal);
  const Ordinal seller = draft.books().asset(ordinal).holder;
  const Waterfall waterfall = poured(asset.standing);
  const Money owed = asset.standing.arrears + surcharge_due(asset.standing);
  AssetConveyed conveyed{.asset = item.asset,
                         .purchase = purchase,
                         .conveyance = {.cause = ConveyanceCause::purchase,
                                        .has_holder = true,
                                        .holder = draft.books().named(filed.by),
                                        .at = draft.now(),
                                        .price = waterfall.price},
                         .from = draft.books().named(seller),
                         .levy = asset.levy,
                         .waterfall = waterfall,
                         .standing = bought(draft, asset, item)};
  post_levy(draft, asset);
  post_sale(filed, asset, waterfall, item.escrow);
  draft.record(std::move(conveyed));
  settle_debt(draft, seller, waterfall.seller + waterfall.refund);
  collect_shortfall(draft, seller, owed - waterfall.arrears - waterfall.surcharge);
  return {.asset = item.asset, .price = waterfall.price, .seller = draft.books().party(seller).id};
}

}  // namespace

Outcome<Receipt> judge(const Case& filed, const PurchaseAssets& request) {
  const Books& books = filed.draft.books();
  std::set<AssetId> named;
  for (std::size_t place = 0; place < request.items.size(); ++place) {
    const AssetId& asset = request.items[place].asset;
    promise(named.insert(asset).second, "a purchase names no asset twice");
    if (!books.asset_ordinal(asset)) {
      return refused(RefusalCode::not_found, "There is no such asset.",
                     item_pointer(place, "asset"));
    }
  }
  for (std::size_t place = 0; place < request.items.size(); ++place) {
    if (auto lawful = lawful_item(filed, request.items[place], place); !lawful) {
      return std::unexpected(std::move(lawful.error()));
    }
  }
  if (auto lawful = lawful_whole(filed, request); !lawful) {
    return std::unexpected(std::move(lawful.error()));
  }
  PurchaseReceipt receipt{.purchase = PurchaseId::derived(filed.seed, 0, filed.draft.now()),
                          .items = {}};
  for (const PurchaseItem& item : request.items) {
    receipt.items.push_back(buy(filed, receipt.purchase, item));
  }
  return receipt;
}

}  // namespace quitrent
