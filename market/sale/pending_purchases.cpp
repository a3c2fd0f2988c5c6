// SPDX-License-Identifier: EUPL-1.2
#include "market/sale/pending_purchases.hpp"

#include <algorithm>

#include "market/due/changes.hpp"
#include "market/sale/sale.hpp"
#include "market/state/deadlines.hpp"

namespace quitrent {
namespace {

/// Locks one asset: its own notice begins.
void lock(Draft& draft, const PlannedItem& planned, std::uint32_t number) {
  LevelledAsset asset = levelled(draft, planned.asset);
  asset.standing.pending = number;
  asset.standing.notice_ends_at = draft.now() + planned.notice;
  ++asset.standing.version;
  record_standing(draft, asset, StandingCause::purchase_begun, planned.item.price);
}

/// Unlocks an asset. A clock that ran out while it was locked has waited until now, and waits on
/// while the asset is held.
void unlock(Standing& standing, Instant earliest) {
  standing.pending = 0;
  standing.notice_ends_at = Instant{};
  if (standing.state == AssetState::delinquent) {
    standing.forecloses_at = std::max(standing.forecloses_at, earliest);
  }
  if (standing.state == AssetState::auction) {
    standing.auction_ends_at = std::max(standing.auction_ends_at, earliest);
  }
  standing.withdraws_at = std::max(standing.withdraws_at, earliest);
}

}  // namespace

PurchaseReceipt begin_pending(Draft& draft, Ordinal buyer, PurchaseId purchase,
                              std::span<const PlannedItem> items) {
  const std::uint32_t number = draft.books().pending_count() + 1;
  PendingPurchase waiting{.id = purchase,
                          .buyer = draft.books().named(buyer),
                          .begun_at = draft.now(),
                          .closes_at = draft.now(),
                          .items = {}};
  PurchaseReceipt receipt{.purchase = purchase,
                          .status = PurchaseStatus::pending,
                          .buyer = waiting.buyer.id,
                          .filed_at = draft.now()};
  Posting posting{.kind = PostingKind::purchase_pending,
                  .has_asset = items.size() == 1,
                  .asset = items.front().asset};
  for (const PlannedItem& planned : items) {
    const PendingItem& item = planned.item;
    waiting.items.push_back(item);
    waiting.closes_at = std::max(waiting.closes_at, draft.now() + planned.notice);
    receipt.items.push_back({.asset = item.asset, .price = item.price, .seller = item.seller});
    for (const Money amount : {item.price, item.escrow}) {
      add_line(posting, {AccountKind::cash, buyer}, -amount);
      add_line(posting, {AccountKind::held, number}, amount);
    }
  }
  receipt.closes_at = waiting.closes_at;
  post(draft, std::move(posting));
  for (const PlannedItem& planned : items) lock(draft, planned, number);
  draft.record(PurchaseChanged{
      .number = number, .status = PurchaseStatus::pending, .purchase = std::move(waiting)});
  return receipt;
}

void close(Draft& draft, std::uint32_t number) {
  const PendingPurchase purchase = *draft.books().pending(number);
  const Ordinal buyer = *draft.books().party_ordinal(purchase.buyer.id);
  const Duration lasted = draft.now() - purchase.begun_at;
  for (const PendingItem& item : purchase.items) {
    const Ordinal ordinal = *draft.books().asset_ordinal(item.asset);
    sell(draft,
         {.asset = ordinal,
          .buyer = buyer,
          .payer = {AccountKind::held, number},
          .purchase = purchase.id,
          .price = item.price,
          .assessment = item.assessment,
          .escrow = item.escrow,
          .grant_back = LicenceId::derived(
              seed_of_change(item.asset, ChangeKind::notice_close, draft.now()), 0, draft.now()),
          .no_notice_before = draft.now() + lasted});
  }
  draft.record(
      PurchaseChanged{.number = number, .status = PurchaseStatus::completed, .purchase = purchase});
}

void cancel(Draft& draft, std::uint32_t number) {
  const PendingPurchase purchase = *draft.books().pending(number);
  const Ordinal buyer = *draft.books().party_ordinal(purchase.buyer.id);
  const Account held{AccountKind::held, number};
  const Money refund = draft.books().ledger().balance(held);
  Posting posting{.kind = PostingKind::purchase_cancelled,
                  .has_asset = purchase.items.size() == 1,
                  .asset = *draft.books().asset_ordinal(purchase.items.front().asset)};
  add_line(posting, held, -refund);
  add_line(posting, {AccountKind::cash, buyer}, refund);
  post(draft, std::move(posting));
  settle_debt(draft, buyer, refund);
  for (const PendingItem& item : purchase.items) {
    LevelledAsset asset = levelled(draft, *draft.books().asset_ordinal(item.asset));
    const Asset& row = draft.books().asset(asset.ordinal);
    unlock(asset.standing, std::max(draft.now(), held_until(draft.books(), row)));
    ++asset.standing.version;
    record_standing(draft, asset, StandingCause::purchase_cancelled, {});
  }
  draft.record(
      PurchaseChanged{.number = number, .status = PurchaseStatus::cancelled, .purchase = purchase});
}

void reschedule_close(Draft& draft, Ordinal asset) {
  const std::uint32_t number = draft.books().asset(asset).standing.pending;
  if (number == 0) return;
  PendingPurchase purchase = *draft.books().pending(number);
  // Where only a hold delayed it, its lifting makes the close due at once.
  const Instant closes_at = std::max(draft.now(), close_of(draft.books(), purchase));
  if (closes_at == purchase.closes_at) return;
  purchase.closes_at = closes_at;
  draft.record(PurchaseChanged{
      .number = number, .status = PurchaseStatus::pending, .purchase = std::move(purchase)});
}

}  // namespace quitrent
