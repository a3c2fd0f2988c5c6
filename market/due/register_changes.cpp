// SPDX-License-Identifier: EUPL-1.2
#include "market/due/register_changes.hpp"

#include <algorithm>
#include <chrono>

#include "market/due/changes.hpp"
#include "market/state/figures.hpp"
#include "tax/apportionment.hpp"

namespace quitrent::market {
namespace {

constexpr std::int64_t kDay = 86'400;

/// The first second of the day after that of `at`.
Instant next_day(Instant at) { return Instant::from_seconds((at.seconds() / kDay + 1) * kDay); }

/// The first second of the month after that of `at`; kEndOfTime if that has no date.
Instant next_month(Instant at) {
  const std::chrono::sys_days day{std::chrono::days{at.seconds() / kDay}};
  const std::chrono::year_month_day date{day};
  const std::chrono::year_month next = date.year() / date.month() + std::chrono::months{1};
  const std::chrono::sys_days first{next / 1};
  return std::min(Instant::from_seconds(first.time_since_epoch().count() * kDay), kEndOfTime);
}

/// The account of a beneficiary; a new one after all others if it has none.
std::uint32_t account_of(std::vector<std::string>& names, const std::string& name) {
  const auto found = std::ranges::find(names, name);
  const auto ordinal = static_cast<std::uint32_t>(found - names.begin());
  if (found == names.end()) names.push_back(name);
  return ordinal;
}

}  // namespace

std::optional<DueChange> next_register_change(const Books& books, Instant newest) {
  if (!books.founded()) return std::nullopt;
  std::optional<DueChange> next;
  const Instant month = next_month(books.register_levied_at());
  if (month < kEndOfTime) next = DueChange{month, ChangeKind::monthly_levy, 0};
  if (books.ledger().balance({AccountKind::revenue, 0}) > Money{}) {
    const DueChange apportionment{next_day(newest), ChangeKind::apportionment, 0};
    if (apportionment.at < kEndOfTime && (!next || apportionment < *next)) next = apportionment;
  }
  return next;
}

RegisterLevied month_levied(const Books& books, Instant at) {
  RegisterLevied levied_all{.at = at};
  const tax::ScheduleTimeline& timeline = *books.timeline();
  for (Ordinal ordinal = 0; ordinal < books.asset_count(); ++ordinal) {
    const Asset& asset = books.asset(ordinal);
    if (!accrues(asset.status)) continue;
    const tax::Levy levy =
        levied(timeline, taxed(timeline, asset), accrual_state(asset.status), at);
    const auto of_class = static_cast<std::size_t>(asset.asset_class);
    levied_all.paid.at(of_class) += levy.paid;
    levied_all.arrears.at(of_class) = saturating_add(levied_all.arrears.at(of_class), levy.arrears);
  }
  return levied_all;
}

void apportion(Draft& draft) {
  const Money revenue = draft.books().ledger().balance({AccountKind::revenue, 0});
  const Instant second_before = draft.now() + Duration::from_seconds(-1);
  const tax::RevenueShares& shares = draft.books().timeline()->shares(second_before);
  const std::vector<Money> amounts = apportioned(revenue, shares.shares);
  std::vector<std::string> names = draft.books().beneficiaries();
  RevenueApportioned fact{.amount = revenue, .shares = {}};
  Posting posting{.kind = PostingKind::apportionment};
  add_line(posting, {AccountKind::revenue, 0}, -revenue);
  for (std::size_t index = 0; index < amounts.size(); ++index) {
    const std::string& name = shares.shares[index].to;
    fact.shares.push_back({.to = name, .amount = amounts[index]});
    add_line(posting, {AccountKind::beneficiary, account_of(names, name)}, amounts[index]);
  }
  post(draft, std::move(posting));
  draft.record(std::move(fact));
}

}  // namespace quitrent::market
