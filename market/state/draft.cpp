// SPDX-License-Identifier: EUPL-1.2
#include "market/state/draft.hpp"

#include <set>

#include "market/state/apply.hpp"
#include "market/state/figures.hpp"
#include "tax/cover.hpp"

namespace quitrent::market {

void Draft::record(Event event) {
  market::apply(books_, event);  // not std::apply
  events_.push_back(std::move(event));
}

AccruedAsset levied_to_now(const Draft& draft, Ordinal ordinal) {
  const Asset& asset = draft.books().asset(ordinal);
  if (!accrues(asset.status)) {
    return {
        .ordinal = ordinal, .status = asset.status, .levy = {.over = {draft.now(), draft.now()}}};
  }
  const tax::ScheduleTimeline& timeline = *draft.books().timeline();
  const tax::Levy levy =
      levied(timeline, taxed(timeline, asset), accrual_state(asset.status), draft.now());
  return {.ordinal = ordinal,
          .status = after_levy(asset.status, levy),
          .levy = {.over = levy.over, .paid = levy.paid, .arrears = levy.arrears}};
}

AccruedAsset accrued_to_now(const Draft& draft, Ordinal ordinal) {
  AccruedAsset accrued = levied_to_now(draft, ordinal);
  forecast(draft, draft.books().asset(ordinal), accrued.status);
  return accrued;
}

void add_line(Posting& posting, Account account, Money amount) {
  if (amount != Money{}) posting.lines.push_back({account, amount});
}

void post(Draft& draft, Posting posting) {
  if (!posting.lines.empty()) draft.record(MoneyPosted{std::move(posting)});
}

void post_levy(Draft& draft, const AccruedAsset& asset) {
  Posting posting{.kind = PostingKind::levy, .has_asset = true, .asset = asset.ordinal};
  add_line(posting, {AccountKind::escrow, asset.ordinal}, -asset.levy.paid);
  add_line(posting, {AccountKind::revenue, 0}, asset.levy.paid);
  post(draft, std::move(posting));
}

void record_status(Draft& draft, const AccruedAsset& asset, AssetStatusCause cause, Money amount) {
  post_levy(draft, asset);
  draft.record(AssetStatusChanged{.asset = draft.books().asset(asset.ordinal).id,
                                  .cause = cause,
                                  .levy = asset.levy,
                                  .amount = amount,
                                  .status = asset.status});
}

Encumbrances encumbrances_of(const Asset& asset) {
  return asset.encumbrances ? *asset.encumbrances : Encumbrances{};
}

std::shared_ptr<const Encumbrances> shared(Encumbrances encumbrances) {
  if (encumbrances.empty()) return nullptr;
  return std::make_shared<const Encumbrances>(std::move(encumbrances));
}

namespace {

/// Pays money that came into a party's cash towards its debts. Where a creditor has debts itself,
/// its money goes on to its own creditors; `payers` are the parties through which it came, and none
/// of them pays twice.
void pay_on(Draft& draft, Ordinal party, Money received, std::set<Ordinal>& payers) {
  if (!payers.insert(party).second) return;
  const PartyDebts debts = draft.books().debts(party);
  for (const PartyDebts::Item& item : debts.items()) {
    Debt debt = item.owed;
    const Money paid = debt.payable(received);
    if (paid == Money{}) return;
    Posting posting{.kind = PostingKind::debt,
                    .has_asset = item.asset.has_value(),
                    .asset = item.asset.value_or(0)};
    const Account receiver = item.creditor ? Account{AccountKind::cash, *item.creditor}
                                           : Account{AccountKind::revenue, 0};
    add_line(posting, {AccountKind::cash, party}, -paid);
    add_line(posting, receiver, paid);
    post(draft, std::move(posting));
    debt.shrink(paid);
    draft.record(
        DebtChanged{.party = party, .asset = item.asset, .creditor = item.creditor, .debt = debt});
    received = received - paid;
    if (item.creditor) pay_on(draft, *item.creditor, paid, payers);
  }
}

}  // namespace

void pay_off_debt(Draft& draft, Ordinal party, Money received) {
  if (!draft.books().debts(party).outstanding()) return;
  std::set<Ordinal> payers;
  pay_on(draft, party, received, payers);
}

Money overdue_of(const Draft& draft, Ordinal party) {
  Money sum;
  for (const Ordinal ordinal : draft.books().overdue_of(party)) {
    const AssetStatus status = levied_to_now(draft, ordinal).status;
    sum = saturating_add(sum, saturating_add(status.arrears, surcharge_due(status)));
  }
  return sum;
}

namespace {

/// Moves what the escrows of the party's active assets but `asset` hold above their cover into its
/// cash, in order of registration, until the cash suffices for its debts.
void collect_spare_escrow(Draft& draft, Ordinal asset, Ordinal party) {
  Debt missing = draft.books().debt(party);
  missing.shrink(missing.payable(draft.books().cash(party)));
  for (const Ordinal other : draft.books().held_by(party)) {
    if (!missing.outstanding()) return;
    if (other == asset || draft.books().asset(other).status.state != AssetState::active) continue;
    AccruedAsset row = levied_to_now(draft, other);
    const Money cover = required_cover(draft, draft.books().asset(other), row.status.assessment);
    const Money taken = missing.payable(greatest(row.status.escrow - cover, Money{}));
    if (taken == Money{}) continue;
    row.status.escrow -= taken;
    ++row.status.version;
    forecast(draft, draft.books().asset(other), row.status);
    record_status(draft, row, AssetStatusCause::escrow_collected, taken);
    Posting posting{.kind = PostingKind::escrow_collected, .has_asset = true, .asset = other};
    add_line(posting, {AccountKind::escrow, other}, -taken);
    add_line(posting, {AccountKind::cash, party}, taken);
    post(draft, std::move(posting));
    missing.shrink(taken);
  }
}

}  // namespace

Money collect_shortfall(Draft& draft, Ordinal asset, Ordinal party, Money shortfall) {
  const auto under = draft.books().debts(party).entered_under(asset);
  return collect(draft, {.debtor = party, .of = asset, .asset = under, .creditor = {}}, shortfall);
}

Money collect(Draft& draft, const Claim& claim, Money amount) {
  if (amount == Money{}) return {};
  Debt debt = draft.books().debts(claim.debtor).owed(claim.asset, claim.creditor);
  debt.grow(amount);
  draft.record(DebtChanged{
      .party = claim.debtor, .asset = claim.asset, .creditor = claim.creditor, .debt = debt});
  collect_spare_escrow(draft, claim.of, claim.debtor);
  const Money available = draft.books().cash(claim.debtor);
  pay_off_debt(draft, claim.debtor, available);
  return greatest(amount - available, Money{});
}

void forecast(const Draft& draft, const Asset& asset, AssetStatus& status) {
  // A delinquent asset has no forecast until it is cured.
  if (status.state != AssetState::active) return;
  const auto cover_due_at = draft.books().cover_due_at(asset);
  status.funded_until =
      cover_due_at ? *cover_due_at : funded_until(*draft.books().timeline(), asset, status);
}

bool forecast_after_hold(const Draft& draft, Ordinal ordinal, const HoldId& hold,
                         AssetStatus& status) {
  if (status.state != AssetState::active) return false;
  const Asset& asset = draft.books().asset(ordinal);
  if (!draft.books().is_rectification_hold(asset.id, hold)) {
    forecast(draft, asset, status);
    return false;
  }
  const AssetStatus now = levied_to_now(draft, ordinal).status;
  const bool covered =
      now.arrears == Money{} && now.escrow >= required_cover(draft, asset, now.assessment);
  status.funded_until =
      covered ? funded_until(*draft.books().timeline(), asset, status) : draft.now();
  return !covered;
}

Money required_cover(const Draft& draft, const Asset& asset, Money assessment) {
  const tax::ScheduleTimeline& timeline = *draft.books().timeline();
  tax::Taxed base = taxed(timeline, asset);
  base.assessment = assessment;
  return cover(timeline, base, draft.now(), asset.expires_at);
}

}  // namespace quitrent::market
