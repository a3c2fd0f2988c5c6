// SPDX-License-Identifier: EUPL-1.2
#include "market/holding/escrow.hpp"

#include "market/state/figures.hpp"

namespace quitrent::market {
namespace {

/// Ends the delinquency if everything is paid and the escrow reaches the cover.
void cure_where_paid(const Draft& draft, AccruedAsset& asset) {
  AssetStatus& status = asset.status;
  const Asset& row = draft.books().asset(asset.ordinal);
  const bool paid = status.arrears == Money{} && surcharge_due(status) == Money{};
  if (!paid || status.escrow < required_cover(draft, row, status.assessment)) return;
  status.state = AssetState::active;
  status.arisen = Money{};
  status.surcharge_paid = Money{};
  status.late_surcharge = Share{};
  status.delinquent_at = Instant{};
  status.forecloses_at = Instant{};
}

/// The least deposit into the escrow: the amount in the schedule, or less if less cures. Source:
/// MECHANISM.md, section 4.
Money least_deposit(const Draft& draft, const AccruedAsset& asset) {
  const Money stated = draft.books().timeline()->procedure(draft.now()).minimum_deposit;
  if (!asset.delinquent()) return stated;
  const AssetStatus& status = asset.status;
  const Money cover = required_cover(draft, draft.books().asset(asset.ordinal), status.assessment);
  const Money owed = saturating_add(status.arrears, surcharge_due(status));
  return least(stated, saturating_add(owed, greatest(cover - status.escrow, Money{})));
}

}  // namespace

Outcome<Receipt> decide_deposit(const Case& filed, const DepositEscrow& request) {
  const auto ordinal = named_asset(filed, request.asset, Right::anybody);
  if (!ordinal) return std::unexpected(ordinal.error());
  Draft& draft = filed.draft;
  const Asset& row = draft.books().asset(*ordinal);
  if (!row.has_holder()) return wrong_state(row, "deposit");
  if (row.holder != filed.by) {
    // A frozen party may pay for its own assets: the money stays its own.
    if (auto free = free_to_dispose(filed); !free) return std::unexpected(std::move(free.error()));
  }
  AccruedAsset asset = accrued_to_now(draft, *ordinal);
  if (const Money least = least_deposit(draft, asset); request.amount < least) {
    return std::unexpected(Refusal{.code = RefusalCode::out_of_range,
                                   .detail = "A deposit is at least " + to_text(least) + '.',
                                   .pointer = "/amount",
                                   .current = {{"minimum", to_text(least)}}});
  }
  const Money available = draft.books().cash(filed.by);
  if (request.amount > available) return insufficient_funds(available);
  if (row.holder != filed.by || !asset.delinquent()) {
    if (auto free = free_to_spend(filed, request.amount); !free) {
      return std::unexpected(std::move(free.error()));
    }
  }
  AssetStatus& status = asset.status;
  const Money to_arrears = least(request.amount, status.arrears);
  status.arrears -= to_arrears;
  const Money to_surcharge = least(request.amount - to_arrears, surcharge_due(status));
  status.surcharge_paid += to_surcharge;
  const Money to_escrow = request.amount - to_arrears - to_surcharge;
  status.escrow += to_escrow;
  if (asset.delinquent()) cure_where_paid(draft, asset);
  if (!asset.delinquent()) forecast(draft, row, status);
  if (row.holder == filed.by) ++status.version;
  record_status(draft, asset, AssetStatusCause::escrow_deposit, request.amount);
  Posting posting{.kind = PostingKind::escrow_deposit, .has_asset = true, .asset = *ordinal};
  add_line(posting, {AccountKind::cash, filed.by}, -request.amount);
  add_line(posting, {AccountKind::revenue, 0}, to_arrears + to_surcharge);
  add_line(posting, {AccountKind::escrow, *ordinal}, to_escrow);
  post(draft, std::move(posting));
  return AssetReceipt{request.asset.id};
}

Outcome<Receipt> decide_escrow_withdrawal(const Case& filed, const WithdrawEscrow& request) {
  const auto ordinal = named_asset(filed, request.asset, Right::holder);
  if (!ordinal) return std::unexpected(ordinal.error());
  Draft& draft = filed.draft;
  const Asset& row = draft.books().asset(*ordinal);
  if (auto free = active_and_free(filed, row, "escrow withdrawal"); !free) {
    return std::unexpected(std::move(free.error()));
  }
  AccruedAsset asset = accrued_to_now(draft, *ordinal);
  const Money minimum = required_cover(draft, row, asset.status.assessment);
  if (request.amount > asset.status.escrow || asset.status.escrow - request.amount < minimum) {
    return below_cover(minimum);
  }
  asset.status.escrow -= request.amount;
  ++asset.status.version;
  forecast(draft, row, asset.status);
  record_status(draft, asset, AssetStatusCause::escrow_withdrawal, request.amount);
  Posting posting{.kind = PostingKind::escrow_withdrawal, .has_asset = true, .asset = *ordinal};
  add_line(posting, {AccountKind::escrow, *ordinal}, -request.amount);
  add_line(posting, {AccountKind::cash, filed.by}, request.amount);
  post(draft, std::move(posting));
  pay_off_debt(draft, filed.by, request.amount);
  return AssetReceipt{request.asset.id};
}

}  // namespace quitrent::market
