// SPDX-License-Identifier: EUPL-1.2
#include "market/holding/endings.hpp"

#include "market/rules.hpp"
#include "market/sale/pending_purchases.hpp"
#include "market/state/deadlines.hpp"
#include "market/state/figures.hpp"

namespace quitrent::market {
namespace {

/// The encumbrances that end with an asset; the licences of a withdrawn asset stay recorded.
EncumbranceChange ended_with(AssetState end) {
  return {.licences_end = end != AssetState::withdrawn, .liens_end = true, .holds_end = true};
}

/// The status of an asset that has ended.
AssetStatus ended(const AccruedAsset& asset, AssetState state, Instant now) {
  AssetStatus status;
  status.state = state;
  status.assessment = asset.status.assessment;
  status.levied_to = now;
  status.version = asset.status.version + 1;
  return status;
}

AssetStatus redeemed(const Draft& draft, const Asset& row, const RedemptionCost& cost,
                     Money assessment) {
  AssetStatus status;
  status.assessment = assessment;
  const Money left = row.status.escrow - cost.since.paid;
  status.escrow = greatest(left, cost.cover);
  status.carry = cost.since.carry;
  status.levied_to = draft.now();
  status.no_notice_before = row.status.no_notice_before;
  suspend_notice_after_fall(draft.books(), row, draft.now(), status);
  status.version = row.status.version + 1;
  forecast(draft, row, status);
  return status;
}

}  // namespace

void end_title(Draft& draft, Ordinal ordinal, const TitleEnd& end) {
  if (const auto number = draft.books().asset(ordinal).status.pending; number != 0) {
    cancel(draft, number);
  }
  const AccruedAsset asset = levied_to_now(draft, ordinal);
  const Asset& row = draft.books().asset(ordinal);
  const Ordinal holder = row.holder;
  const Money refund = asset.status.escrow;
  const Money owed = asset.status.arrears + surcharge_due(asset.status);
  AssetConveyed conveyed{.asset = row.id,
                         .purchase = {},
                         .conveyance = {.cause = end.cause,
                                        .has_holder = false,
                                        .holder = {},
                                        .at = draft.now(),
                                        .price = {}},
                         .from = draft.books().named(holder),
                         .levy = asset.levy,
                         .waterfall = {.refund = refund},
                         .status = ended(asset, end.state, draft.now()),
                         .change = ended_with(end.state),
                         .grant_back = {},
                         .reference = end.reference,
                         .document = end.document};
  post_levy(draft, asset);
  Posting posting{.kind = end.posting, .has_asset = true, .asset = ordinal};
  add_line(posting, {AccountKind::escrow, ordinal}, -refund);
  add_line(posting, {AccountKind::cash, holder}, refund);
  post(draft, std::move(posting));
  pay_off_debt(draft, holder, refund);
  draft.record(std::move(conveyed));
  collect_shortfall(draft, ordinal, holder, owed);
}

void become_delinquent(Draft& draft, Ordinal ordinal) {
  AccruedAsset asset = accrued_to_now(draft, ordinal);
  begin_delinquency(draft.books(), draft.books().asset(ordinal), draft.now(), asset.status);
  ++asset.status.version;
  record_status(draft, asset, AssetStatusCause::delinquency, {});
}

void foreclose(Draft& draft, Ordinal ordinal) {
  const AccruedAsset asset = levied_to_now(draft, ordinal);
  const Asset& row = draft.books().asset(ordinal);
  const Duration length = draft.books().timeline()->procedure(draft.now()).auction;
  AssetConveyed conveyed{.asset = row.id,
                         .purchase = {},
                         .conveyance = {.cause = ConveyanceCause::foreclosure,
                                        .has_holder = false,
                                        .holder = {},
                                        .at = draft.now(),
                                        .price = {}},
                         .from = draft.books().named(row.holder),
                         .levy = asset.levy,
                         .waterfall = {},
                         .status = asset.status};
  AssetStatus& status = conveyed.status;
  status.state = AssetState::auction;
  status.funded_until = kEndOfTime;
  status.delinquent_at = Instant{};
  status.forecloses_at = Instant{};
  status.auction_length = length;
  status.auction_ends_at = draft.now() + length;
  ++status.version;
  post_levy(draft, asset);
  draft.record(std::move(conveyed));
}

Outcome<Receipt> decide_dedication(const Case& filed, const DedicateAsset& request) {
  const auto ordinal = named_asset(filed, request.asset, Right::holder);
  if (!ordinal) return std::unexpected(ordinal.error());
  Draft& draft = filed.draft;
  const Asset& row = draft.books().asset(*ordinal);
  if (auto free = active_and_free(filed, row, "dedication"); !free) {
    return std::unexpected(std::move(free.error()));
  }
  if (auto free = free_to_dispose(filed); !free) return std::unexpected(std::move(free.error()));
  if (row.asset_class == AssetClass::trademark) {
    return refused(RefusalCode::wrong_state,
                   "A trademark that anybody may use deceives; it cannot be dedicated.");
  }
  if (secured_sum(row.encumbrances.get(), draft.now()) > Money{} ||
      is_exclusively_licensed(row.encumbrances.get(), draft.now())) {
    return refused(RefusalCode::encumbered,
                   "Liens and exclusive licences must end before the asset can be everybody's.");
  }
  end_title(draft, *ordinal,
            {.cause = ConveyanceCause::dedication,
             .state = AssetState::commons,
             .posting = PostingKind::dedication});
  return AssetReceipt{request.asset.id};
}

Outcome<Receipt> decide_withdrawal(const Case& filed, const WithdrawAsset& request) {
  const auto ordinal = named_asset(filed, request.asset, Right::holder);
  if (!ordinal) return std::unexpected(ordinal.error());
  Draft& draft = filed.draft;
  const Asset& row = draft.books().asset(*ordinal);
  if (auto free = active_and_free(filed, row, "withdrawal"); !free) {
    return std::unexpected(std::move(free.error()));
  }
  if (row.status.withdraws_at < kEndOfTime) {
    const std::string end = to_text(row.status.withdraws_at);
    return std::unexpected(
        Refusal{.code = RefusalCode::wrong_state,
                .detail = "A notice of withdrawal runs already; it ends at " + end + '.',
                .pointer = {},
                .current = {{"withdraws_at", end}}});
  }
  if (auto free = free_to_dispose(filed); !free) return std::unexpected(std::move(free.error()));
  if (secured_sum(row.encumbrances.get(), draft.now()) > Money{}) {
    return refused(RefusalCode::encumbered, "Liens must end before the asset can be withdrawn.");
  }
  AccruedAsset asset = accrued_to_now(draft, *ordinal);
  asset.status.withdraws_at =
      draft.now() + draft.books().timeline()->procedure(draft.now()).withdrawal_notice;
  ++asset.status.version;
  record_status(draft, asset, AssetStatusCause::withdrawal_notice, {});
  return AssetReceipt{request.asset.id};
}

Outcome<Receipt> decide_redemption(const Case& filed, const RedeemAsset& request) {
  const auto ordinal = named_asset(filed, request.asset, Right::holder);
  if (!ordinal) return std::unexpected(ordinal.error());
  Draft& draft = filed.draft;
  const Asset& row = draft.books().asset(*ordinal);
  if (shown_state(row.status) != AssetState::auction) return wrong_state(row, "redemption");
  const Money assessment = request.assessment.value_or(row.status.assessment);
  const Money secured = secured_sum(row.encumbrances.get(), draft.now());
  if (assessment < secured) return below_secured(secured, "/assessment");
  if (assessment < row.status.assessment) {
    if (auto free = free_to_dispose(filed); !free) return std::unexpected(std::move(free.error()));
  }
  const RedemptionCost cost = redemption_cost(draft.books(), row, assessment, draft.now());
  // Like a deposit into the escrow of its own delinquent asset: it pays what is overdue.
  const Money available = draft.books().cash(filed.by);
  if (cost.total > available) return insufficient_funds(available);
  if (assessment > row.status.assessment) {
    // At the value that it had, a redemption goes before the arrears of other assets. At a higher
    // one it leaves them payable.
    const Money beside = cost.total - cost.arrears - cost.surcharge;
    if (auto free = free_to_spend(filed, beside); !free) {
      return std::unexpected(std::move(free.error()));
    }
  }
  const Money to_revenue = cost.arrears + cost.surcharge + cost.since.arrears;
  const NamedParty holder = draft.books().named(filed.by);
  AssetConveyed conveyed{
      .asset = row.id,
      .purchase = {},
      .conveyance = {.cause = ConveyanceCause::redemption,
                     .has_holder = true,
                     .holder = holder,
                     .at = draft.now(),
                     .price = {}},
      .from = holder,
      .levy = {.over = cost.since.over, .paid = cost.since.paid, .arrears = cost.since.arrears},
      .waterfall = {.arrears = cost.arrears + cost.since.arrears, .surcharge = cost.surcharge},
      .status = redeemed(draft, row, cost, assessment)};
  Posting posting{.kind = PostingKind::redemption, .has_asset = true, .asset = *ordinal};
  add_line(posting, {AccountKind::escrow, *ordinal}, -cost.since.paid);
  add_line(posting, {AccountKind::cash, filed.by}, -cost.total);
  add_line(posting, {AccountKind::revenue, 0}, to_revenue + cost.since.paid);
  add_line(posting, {AccountKind::escrow, *ordinal}, cost.total - to_revenue);
  post(draft, std::move(posting));
  draft.record(std::move(conveyed));
  return AssetReceipt{request.asset.id};
}

}  // namespace quitrent::market
