// SPDX-License-Identifier: EUPL-1.2
#include "market/holding/registrar_acts.hpp"

#include <algorithm>

#include "market/holding/endings.hpp"
#include "market/holding/held_days.hpp"
#include "market/rules.hpp"
#include "market/sale/pending_purchases.hpp"
#include "market/state/deadlines.hpp"
#include "market/state/figures.hpp"

namespace quitrent::market {
namespace {

/// The longest hold; a registrar may place another before it ends. Source: MECHANISM.md, section 7.
constexpr Duration kLongestHold = Duration::from_days(180);

/// The ordinal of the asset that a registrar acts on, if it exists, has the expected version and is
/// live.
Outcome<Ordinal> live_asset(const Case& filed, const AssetRef& ref, std::string_view call) {
  const auto ordinal = named_asset(filed, ref, Right::anybody);
  if (!ordinal) return ordinal;
  if (auto lives = live(filed.draft.books().asset(*ordinal), call); !lives) {
    return std::unexpected(std::move(lives.error()));
  }
  return ordinal;
}

/// How long a hold lasts that a rectification places: the new holder values the asset and pays in.
/// Source: MECHANISM.md, section 7.
constexpr Duration kRectificationHold = Duration::from_days(14);

/// The shortest time from the lifting of a hold to a deadline that the hold moved. Source:
/// MECHANISM.md, section 7.
constexpr Duration kLeastAfterLifting = Duration::from_days(3);

/// The status of an asset whose title a court gives to another party: no clock runs, nothing is
/// overdue, and the escrow is empty.
AssetStatus rectified(const Draft& draft, const AccruedAsset& asset) {
  AssetStatus status;
  status.assessment = asset.status.assessment;
  status.carry = asset.status.carry;
  status.levied_to = draft.now();
  status.funded_until = draft.now() + kRectificationHold;
  status.no_notice_before = asset.status.no_notice_before;
  status.version = asset.status.version + 1;
  return status;
}

/// Moves the deadlines in `status` later by what a new hold until `ends_at` adds to the held time.
void postpone_by_hold(const Draft& draft, const Asset& asset, Instant ends_at,
                      AssetStatus& status) {
  const Instant held_already = std::max(draft.now(), held_until(draft.books(), asset));
  if (ends_at > held_already) postpone(status, draft.now(), ends_at - held_already);
}

/// Places the hold of a rectification.
void hold_for_rectification(const Case& filed, Ordinal ordinal, const Authority& authority) {
  const Asset& asset = filed.draft.books().asset(ordinal);
  const auto id = HoldId::derived(filed.seed, 0, filed.draft.now());
  EncumbrancesChanged changed{.asset = asset.id,
                              .cause = EncumbranceCause::rectification_held,
                              .subject = id.uuid,
                              .change = {},
                              .status = asset.status};
  postpone_by_hold(filed.draft, asset, filed.draft.now() + kRectificationHold, changed.status);
  changed.change.added.holds.push_back({.id = id,
                                        .reference = authority.reference,
                                        .recorded_at = filed.draft.now(),
                                        .ends_at = filed.draft.now() + kRectificationHold,
                                        .document = authority.document});
  filed.draft.record(std::move(changed));
}

/// Ends the notice of an asset later where its pending purchase would close sooner than 72 hours
/// after the lifting of a hold that delayed the close beyond every notice. `held_after`: the end of
/// the other holds of the asset.
void hold_close_back(const Draft& draft, const AssetId& id, Instant held_after,
                     AssetStatus& status) {
  const Books& books = draft.books();
  const PendingPurchase* const purchase = books.pending(status.pending);
  if (purchase == nullptr) return;
  Instant close = std::max(status.notice_ends_at, held_after);
  for (const PendingItem& item : purchase->items) {
    const Asset& other = *books.asset(item.asset);
    if (other.id == id) continue;
    close = std::max({close, other.status.notice_ends_at, held_until(books, other)});
  }
  const Instant earliest = std::min(purchase->closes_at, draft.now() + kLeastAfterLifting);
  if (close < earliest) status.notice_ends_at = earliest;
}

/// Gives each buyer of the last three years back what its seller got of the price, the oldest sale
/// first, so that a seller has what it gets back itself. Source: MECHANISM.md, section 7.
void give_back_prices(Draft& draft, Ordinal ordinal) {
  for (const PastSale& sale : draft.books().recent_sales(ordinal, draft.now())) {
    collect(draft, {.debtor = sale.seller, .of = ordinal, .asset = ordinal, .creditor = sale.buyer},
            sale.received);
  }
}

/// Ends the grant-back licence of a party that becomes holder: a holder needs none.
EncumbranceChange without_grant_back(const Asset& asset, const PartyId& party) {
  EncumbranceChange change;
  for (const RecordedLicence& licence : encumbrances_of(asset).licences) {
    const bool kept = licence.origin == LicenceOrigin::grant_back && licence.licensee == party;
    if (kept) change.ended_licences.push_back(licence.id);
  }
  return change;
}

}  // namespace

Outcome<Receipt> decide_hold(const Case& filed, const PlaceHold& request) {
  const auto ordinal = live_asset(filed, request.asset, "hold");
  if (!ordinal) return std::unexpected(ordinal.error());
  Draft& draft = filed.draft;
  const Instant now = draft.now();
  if (request.ends_at <= now) {
    return refused(RefusalCode::invalid_field, "The hold would end before it begins.", "/ends_at");
  }
  if (request.ends_at - now > kLongestHold) {
    return refused(RefusalCode::out_of_range,
                   "A hold lasts 180 days at most; place another before it ends.", "/ends_at");
  }
  const Asset& asset = draft.books().asset(*ordinal);
  if (encumbrances_of(asset).holds.size() >= kMostHolds) {
    return refused(RefusalCode::out_of_range,
                   "16 holds stand against this asset already; lift one first.");
  }
  if (auto free = free_to_hold(filed, *ordinal, request); !free) {
    return std::unexpected(std::move(free.error()));
  }
  const auto id = HoldId::derived(filed.seed, 0, now);
  EncumbrancesChanged changed{.asset = asset.id,
                              .cause = EncumbranceCause::hold_placed,
                              .subject = id.uuid,
                              .change = {},
                              .status = asset.status};
  changed.change.added.holds.push_back({.id = id,
                                        .reference = request.reference,
                                        .recorded_at = now,
                                        .ends_at = request.ends_at,
                                        .document = request.document});
  postpone_by_hold(draft, asset, request.ends_at, changed.status);
  ++changed.status.version;
  forecast(draft, asset, changed.status);
  draft.record(std::move(changed));
  reschedule_close(draft, *ordinal);
  return EncumbranceReceipt{
      .asset = request.asset.id, .cause = EncumbranceCause::hold_placed, .subject = id.uuid};
}

Outcome<Receipt> decide_hold_lift(const Case& filed, const LiftHold& request) {
  const auto ordinal = named_asset(filed, request.asset, Right::anybody);
  if (!ordinal) return std::unexpected(ordinal.error());
  Draft& draft = filed.draft;
  const Asset& asset = draft.books().asset(*ordinal);
  Encumbrances encumbrances = encumbrances_of(asset);
  const auto hold = std::ranges::find(encumbrances.holds, request.hold, &Hold::id);
  if (hold == encumbrances.holds.end()) {
    return refused(RefusalCode::not_found, "No such hold stands against this asset.");
  }
  if (draft.books().is_rectification_hold(asset.id, request.hold)) {
    return std::unexpected(
        Refusal{.code = RefusalCode::wrong_state,
                .detail = "The hold of a rectification gives the new holder its 14 days; it ends "
                          "by itself.",
                .pointer = {},
                .current = {{"ends_at", to_text(hold->ends_at)}}});
  }
  encumbrances.holds.erase(hold);
  const Instant held_before = held_until(draft.books(), asset);
  const Instant held_after =
      std::max({draft.now(), last_hold_end(&encumbrances).value_or(Instant{}),
                draft.books().outage_until()});
  EncumbrancesChanged changed{.asset = asset.id,
                              .cause = EncumbranceCause::hold_lifted,
                              .subject = request.hold.uuid,
                              .change = {.ended_holds = {request.hold}},
                              .status = asset.status};
  if (held_after < held_before) {
    bring_forward(changed.status, held_before, held_before - held_after,
                  draft.now() + kLeastAfterLifting);
  }
  hold_close_back(draft, asset.id, held_after, changed.status);
  ++changed.status.version;
  forecast(draft, asset, changed.status);
  draft.record(std::move(changed));
  record_held_end(draft, *ordinal);
  reschedule_close(draft, *ordinal);
  return EncumbranceReceipt{.asset = request.asset.id,
                            .cause = EncumbranceCause::hold_lifted,
                            .subject = request.hold.uuid};
}

Outcome<Receipt> decide_evidence(const Case& filed, const RecordEvidence& request) {
  const auto ordinal = live_asset(filed, request.asset, "evidence of title");
  if (!ordinal) return std::unexpected(ordinal.error());
  const Asset& asset = filed.draft.books().asset(*ordinal);
  RegistrarNoted noted{.asset = asset.id,
                       .note = RegistrarNote::evidence,
                       .reference = request.authority.reference,
                       .document = request.authority.document,
                       .expires_at = asset.expires_at,
                       .status = asset.status};
  ++noted.status.version;
  forecast(filed.draft, asset, noted.status);
  filed.draft.record(std::move(noted));
  return AssetReceipt{request.asset.id};
}

Outcome<Receipt> decide_expiry(const Case& filed, const ChangeExpiry& request) {
  const auto ordinal = live_asset(filed, request.asset, "change of expiry");
  if (!ordinal) return std::unexpected(ordinal.error());
  if (request.expires_at <= filed.draft.now()) {
    return refused(RefusalCode::invalid_field, "The asset would have expired already.",
                   "/expires_at");
  }
  Asset asset = filed.draft.books().asset(*ordinal);
  asset.expires_at = request.expires_at;
  ++asset.status.version;
  forecast(filed.draft, asset, asset.status);
  filed.draft.record(RegistrarNoted{.asset = asset.id,
                                    .note = RegistrarNote::expiry,
                                    .reference = request.authority.reference,
                                    .document = request.authority.document,
                                    .expires_at = asset.expires_at,
                                    .status = asset.status});
  return AssetReceipt{request.asset.id};
}

Outcome<Receipt> decide_strike(const Case& filed, const StrikeAsset& request) {
  const auto ordinal = named_asset(filed, request.asset, Right::anybody);
  if (!ordinal) return std::unexpected(ordinal.error());
  const Asset& row = filed.draft.books().asset(*ordinal);
  if (row.status.state == AssetState::struck) return wrong_state(row, "strike");
  end_title(filed.draft, *ordinal,
            {.cause = ConveyanceCause::strike,
             .state = AssetState::struck,
             .posting = PostingKind::strike,
             .reference = request.authority.reference,
             .document = request.authority.document});
  give_back_prices(filed.draft, *ordinal);
  return AssetReceipt{request.asset.id};
}

Outcome<Receipt> decide_rectification(const Case& filed, const RectifyTitle& request) {
  const auto ordinal = named_asset(filed, request.asset, Right::anybody);
  if (!ordinal) return std::unexpected(ordinal.error());
  Draft& draft = filed.draft;
  const auto holder = named_party(filed, request.holder, "/holder");
  if (!holder) return std::unexpected(holder.error());
  const Asset& row = draft.books().asset(*ordinal);
  if (auto lives = live(row, "rectification"); !lives) {
    return std::unexpected(std::move(lives.error()));
  }
  if (!draft.books().party(*holder).roles.has(Role::member)) {
    return refused(RefusalCode::invalid_field, "Only a member can hold an asset.", "/holder");
  }
  if (row.has_holder() && row.holder == *holder) {
    return refused(RefusalCode::invalid_field, "This party is in title already.", "/holder");
  }
  if (row.status.pending != 0) cancel(draft, row.status.pending);
  const AccruedAsset asset = levied_to_now(draft, *ordinal);
  const Ordinal displaced = draft.books().asset(*ordinal).holder;
  const Money refund = asset.status.escrow;
  const Money owed = asset.status.arrears + surcharge_due(asset.status);
  post_levy(draft, asset);
  Posting posting{.kind = PostingKind::rectification, .has_asset = true, .asset = *ordinal};
  add_line(posting, {AccountKind::escrow, *ordinal}, -refund);
  add_line(posting, {AccountKind::cash, displaced}, refund);
  post(draft, std::move(posting));
  pay_off_debt(draft, displaced, refund);
  const Books& books = draft.books();
  draft.record(AssetConveyed{.asset = request.asset.id,
                             .purchase = {},
                             .conveyance = {.cause = ConveyanceCause::rectification,
                                            .has_holder = true,
                                            .holder = books.named(*holder),
                                            .at = draft.now(),
                                            .price = {}},
                             .from = books.named(displaced),
                             .levy = asset.levy,
                             .waterfall = {.refund = refund},
                             .status = rectified(draft, asset),
                             .change = without_grant_back(books.asset(*ordinal), request.holder),
                             .grant_back = {},
                             .reference = request.authority.reference,
                             .document = request.authority.document});
  hold_for_rectification(filed, *ordinal, request.authority);
  collect_shortfall(draft, *ordinal, displaced, owed);
  return AssetReceipt{request.asset.id};
}

}  // namespace quitrent::market
