// SPDX-License-Identifier: EUPL-1.2
#include "market/holding/escrow.hpp"

#include "market/state/figures.hpp"

namespace quitrent {
namespace {

/// Ends the delinquency once all is paid and the cover is there.
void cure_where_paid(const Draft& draft, LevelledAsset& asset) {
  Standing& standing = asset.standing;
  const Asset& row = draft.books().asset(asset.ordinal);
  const bool paid = standing.arrears == Money{} && surcharge_due(standing) == Money{};
  if (!paid || standing.escrow < required_cover(draft, row, standing.assessment)) return;
  standing.state = AssetState::active;
  standing.arisen = Money{};
  standing.surcharge_paid = Money{};
  standing.late_surcharge = Share{};
  standing.delinquent_at = Instant{};
  standing.forecloses_at = Instant{};
}

/// The least that may be paid into the escrow: what the schedule says, or less where less cures.
/// Source: MECHANISM.md, section 4.
Money least_deposit(const Draft& draft, const LevelledAsset& asset) {
  const Money stated = draft.books().calendar()->procedure(draft.now()).minimum_deposit;
  if (!asset.delinquent()) return stated;
  const Standing& standing = asset.standing;
  const Money cover =
      required_cover(draft, draft.books().asset(asset.ordinal), standing.assessment);
  const Money owed = held_sum(standing.arrears, surcharge_due(standing));
  return least(stated, held_sum(owed, greatest(cover - standing.escrow, Money{})));
}

}  // namespace

Outcome<Receipt> decide_deposit(const Case& filed, const DepositEscrow& request) {
  const auto ordinal = named_asset(filed, request.asset, Right::anybody);
  if (!ordinal) return std::unexpected(ordinal.error());
  Draft& draft = filed.draft;
  const Asset& row = draft.books().asset(*ordinal);
  if (!row.has_holder()) return wrong_state(row, "deposit");
  if (row.holder != filed.by) {
    // What a frozen party pays for its own assets stays its own.
    if (auto free = free_to_pay(filed); !free) return std::unexpected(std::move(free.error()));
  }
  LevelledAsset asset = levelled(draft, *ordinal);
  if (const Money least = least_deposit(draft, asset); request.amount < least) {
    return std::unexpected(Refusal{.code = RefusalCode::out_of_range,
                                   .detail = "A deposit is at least " + to_text(least) + '.',
                                   .pointer = "/amount",
                                   .current = {{"minimum", to_text(least)}}});
  }
  const Money available = draft.books().cash(filed.by);
  if (request.amount > available) return insufficient_funds(available);
  Standing& standing = asset.standing;
  const Money to_arrears = least(request.amount, standing.arrears);
  standing.arrears -= to_arrears;
  const Money to_surcharge = least(request.amount - to_arrears, surcharge_due(standing));
  standing.surcharge_paid += to_surcharge;
  const Money to_escrow = request.amount - to_arrears - to_surcharge;
  standing.escrow += to_escrow;
  if (asset.delinquent()) cure_where_paid(draft, asset);
  if (!asset.delinquent()) forecast(draft, row, standing);
  if (row.holder == filed.by) ++standing.version;
  record_standing(draft, asset, StandingCause::escrow_deposit, request.amount);
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
  LevelledAsset asset = levelled(draft, *ordinal);
  const Money minimum = required_cover(draft, row, asset.standing.assessment);
  if (request.amount > asset.standing.escrow || asset.standing.escrow - request.amount < minimum) {
    return below_cover(minimum);
  }
  asset.standing.escrow -= request.amount;
  ++asset.standing.version;
  forecast(draft, row, asset.standing);
  record_standing(draft, asset, StandingCause::escrow_withdrawal, request.amount);
  Posting posting{.kind = PostingKind::escrow_withdrawal, .has_asset = true, .asset = *ordinal};
  add_line(posting, {AccountKind::escrow, *ordinal}, -request.amount);
  add_line(posting, {AccountKind::cash, filed.by}, request.amount);
  post(draft, std::move(posting));
  settle_debt(draft, filed.by, request.amount);
  return AssetReceipt{request.asset.id};
}

}  // namespace quitrent
