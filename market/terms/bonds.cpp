// SPDX-License-Identifier: EUPL-1.2
#include "market/terms/bonds.hpp"

#include <algorithm>
#include <utility>

#include "registry/vocabulary/scaled.hpp"

namespace quitrent::market {
namespace {

constexpr Money kLeastBond = Money::from_micro(1'000'000);
constexpr Money kMostBond = Money::from_micro(100'000'000);

/// A posting from the account of bonds to another.
void pay_from_bonds(Draft& draft, const Contest& contest, PostingKind kind, Account to) {
  const Ordinal asset = *draft.books().asset_ordinal(contest.asset);
  Posting posting{.kind = kind, .has_asset = true, .asset = asset};
  add_line(posting, {AccountKind::bond, 0}, -contest.bond);
  add_line(posting, to, contest.bond);
  post(draft, std::move(posting));
}

/// Pays a bond back to its party.
void pay_back(Draft& draft, const Contest& contest) {
  const Ordinal party = *draft.books().party_ordinal(contest.by.id);
  pay_from_bonds(draft, contest, PostingKind::bond_returned, {AccountKind::cash, party});
  pay_off_debt(draft, party, contest.bond);
}

}  // namespace

Money bond_of(const Asset& asset) {
  return std::clamp(scaled(asset.status.assessment, 1, 100, Rounding::up), kLeastBond, kMostBond);
}

Outcome<void> bond_payable(const Case& filed, Money bond) {
  if (auto free = free_to_dispose(filed); !free) return free;
  const Money available = filed.draft.books().cash(filed.by);
  if (bond > available) return insufficient_funds(available);
  return {};
}

void take_bond(Draft& draft, const Contest& contest) {
  const Ordinal asset = *draft.books().asset_ordinal(contest.asset);
  Posting posting{.kind = PostingKind::contest_bond, .has_asset = true, .asset = asset};
  add_line(posting, {AccountKind::cash, *draft.books().party_ordinal(contest.by.id)},
           -contest.bond);
  add_line(posting, {AccountKind::bond, 0}, contest.bond);
  post(draft, std::move(posting));
}

void pay_out_bond(Draft& draft, const Contest& contest, ContestOutcome outcome) {
  if (outcome != ContestOutcome::frivolous) return pay_back(draft, contest);
  pay_from_bonds(draft, contest, PostingKind::bond_forfeited, {AccountKind::revenue, 0});
}

void return_bond(Draft& draft, const Contest& contest) {
  pay_back(draft, contest);
  ContestChanged changed{.contest = contest, .change = ContestChange::lapsed, .at = draft.now()};
  changed.contest.bond = Money{};
  draft.record(std::move(changed));
}

}  // namespace quitrent::market
