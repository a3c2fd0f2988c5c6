// SPDX-License-Identifier: EUPL-1.2
#include "market/sale/pending_purchases.hpp"

#include <algorithm>

#include "market/due/changes.hpp"
#include "market/sale/sale.hpp"
#include "market/state/deadlines.hpp"

namespace quitrent::market {
namespace {

/// Locks one asset: its own notice begins.
void lock(Draft& draft, const PlannedItem& planned, std::uint32_t number) {
  AccruedAsset asset = accrued_to_now(draft, planned.asset);
  asset.status.pending = number;
  asset.status.notice_ends_at = draft.now() + planned.notice;
  ++asset.status.version;
  record_status(draft, asset, AssetStatusCause::purchase_begun, planned.item.price);
}

/// Unlocks an asset. A deadline that passed while it was locked moves to `earliest`, which is
/// now or the end of a hold.
void unlock(AssetStatus& status, Instant earliest) {
  status.pending = 0;
  status.notice_ends_at = Instant{};
  if (status.state == AssetState::delinquent) {
    status.forecloses_at = std::max(status.forecloses_at, earliest);
  }
  if (status.state == AssetState::auction) {
    status.auction_ends_at = std::max(status.auction_ends_at, earliest);
  }
  status.withdraws_at = std::max(status.withdraws_at, earliest);
}

}  // namespace

PurchaseReceipt begin_pending(Draft& draft, Ordinal buyer, PurchaseId purchase,
                              std::span<const PlannedItem> items) {
  const std::uint32_t number = draft.books().pending_count() + 1;
  PendingPurchase pending{.id = purchase,
                          .buyer = draft.books().named(buyer),
                          .begun_at = draft.now(),
                          .closes_at = draft.now(),
                          .items = {}};
  PurchaseReceipt receipt{.purchase = purchase,
                          .status = PurchaseStatus::pending,
                          .buyer = pending.buyer.id,
                          .filed_at = draft.now()};
  Posting posting{.kind = PostingKind::purchase_pending,
                  .has_asset = items.size() == 1,
                  .asset = items.front().asset};
  for (const PlannedItem& planned : items) {
    const PendingItem& item = planned.item;
    pending.items.push_back(item);
    pending.closes_at = std::max(pending.closes_at, draft.now() + planned.notice);
    receipt.items.push_back({.asset = item.asset, .price = item.price, .seller = item.seller});
    for (const Money amount : {item.price, item.escrow}) {
      add_line(posting, {AccountKind::cash, buyer}, -amount);
      add_line(posting, {AccountKind::reserved, number}, amount);
    }
  }
  receipt.closes_at = pending.closes_at;
  post(draft, std::move(posting));
  for (const PlannedItem& planned : items) lock(draft, planned, number);
  draft.record(PurchaseChanged{
      .number = number, .status = PurchaseStatus::pending, .purchase = std::move(pending)});
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
          .payer = {AccountKind::reserved, number},
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
  const Duration lasted = draft.now() - purchase.begun_at;
  const Account reserved{AccountKind::reserved, number};
  const Money refund = draft.books().ledger().balance(reserved);
  Posting posting{.kind = PostingKind::purchase_cancelled,
                  .has_asset = purchase.items.size() == 1,
                  .asset = *draft.books().asset_ordinal(purchase.items.front().asset)};
  add_line(posting, reserved, -refund);
  add_line(posting, {AccountKind::cash, buyer}, refund);
  post(draft, std::move(posting));
  pay_off_debt(draft, buyer, refund);
  for (const PendingItem& item : purchase.items) {
    AccruedAsset asset = accrued_to_now(draft, *draft.books().asset_ordinal(item.asset));
    const Asset& row = draft.books().asset(asset.ordinal);
    unlock(asset.status, std::max(draft.now(), held_until(draft.books(), row)));
    asset.status.no_notice_before =
        std::max(asset.status.no_notice_before,
                 std::max(draft.now(), held_until(draft.books(), row)) + lasted);
    ++asset.status.version;
    record_status(draft, asset, AssetStatusCause::purchase_cancelled, {});
  }
  draft.record(
      PurchaseChanged{.number = number, .status = PurchaseStatus::cancelled, .purchase = purchase});
}

void cancel_all_of(Draft& draft, const PartyId& buyer) {
  if (draft.books().reserved(buyer) == Money{}) return;
  for (const auto& [number, purchase] : draft.books().all_pending()) {
    if (purchase.buyer.id == buyer) cancel(draft, number);
  }
}

void reschedule_close(Draft& draft, Ordinal asset) {
  const std::uint32_t number = draft.books().asset(asset).status.pending;
  if (number == 0) return;
  PendingPurchase purchase = *draft.books().pending(number);
  const Instant closes_at = std::max(draft.now(), close_of(draft.books(), purchase));
  if (closes_at == purchase.closes_at) return;
  purchase.closes_at = closes_at;
  draft.record(PurchaseChanged{
      .number = number, .status = PurchaseStatus::pending, .purchase = std::move(purchase)});
}

}  // namespace quitrent::market
