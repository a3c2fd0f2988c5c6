// SPDX-License-Identifier: EUPL-1.2
#include "market/state/draft.hpp"

#include "market/state/apply.hpp"
#include "market/state/figures.hpp"
#include "tax/cover.hpp"

namespace quitrent::market {

void Draft::record(Event event) {
  market::apply(books_, event);  // not std::apply
  events_.push_back(std::move(event));
}

AccruedAsset accrued_to_now(const Draft& draft, Ordinal ordinal) {
  const Asset& asset = draft.books().asset(ordinal);
  if (!accrues(asset.status)) {
    return {
        .ordinal = ordinal, .status = asset.status, .levy = {.over = {draft.now(), draft.now()}}};
  }
  const tax::ScheduleTimeline& timeline = *draft.books().timeline();
  const tax::Levy levy =
      levied(timeline, taxed(timeline, asset), accrual_state(asset.status), draft.now());
  AccruedAsset answer{.ordinal = ordinal,
                      .status = after_levy(asset.status, levy),
                      .levy = {.over = levy.over, .paid = levy.paid, .arrears = levy.arrears}};
  forecast(draft, asset, answer.status);
  return answer;
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

void pay_off_debt(Draft& draft, Ordinal party, Money received) {
  const PartyDebts debts = draft.books().debts(party);
  for (const PartyDebts::Item& item : debts.items()) {
    Debt debt = item.owed;
    const Money paid = debt.payable(received);
    if (paid == Money{}) return;
    Posting posting{.kind = PostingKind::debt,
                    .has_asset = item.asset.has_value(),
                    .asset = item.asset.value_or(0)};
    add_line(posting, {AccountKind::cash, party}, -paid);
    add_line(posting, {AccountKind::revenue, 0}, paid);
    post(draft, std::move(posting));
    debt.shrink(paid);
    draft.record(DebtChanged{.party = party, .asset = item.asset, .debt = debt});
    received = received - paid;
  }
}

Money collect_shortfall(Draft& draft, Ordinal asset, Ordinal party, Money shortfall) {
  if (shortfall == Money{}) return {};
  const Money available = draft.books().cash(party);
  const PartyDebts& debts = draft.books().debts(party);
  const auto under = debts.entered_under(asset);
  Debt debt = debts.owed(under);
  debt.grow(shortfall);
  draft.record(DebtChanged{.party = party, .asset = under, .debt = debt});
  pay_off_debt(draft, party, available);
  return greatest(shortfall - available, Money{});
}

void forecast(const Draft& draft, const Asset& asset, AssetStatus& status) {
  // A delinquent asset has no forecast until it is cured.
  if (status.state != AssetState::active) return;
  status.funded_until = funded_until(*draft.books().timeline(), asset, status);
}

Money required_cover(const Draft& draft, const Asset& asset, Money assessment) {
  const tax::ScheduleTimeline& timeline = *draft.books().timeline();
  tax::Taxed base = taxed(timeline, asset);
  base.assessment = assessment;
  return cover(timeline, base, draft.now(), asset.expires_at);
}

}  // namespace quitrent::market
