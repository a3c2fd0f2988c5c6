// SPDX-License-Identifier: EUPL-1.2
#include "market/state/deadlines.hpp"

#include <algorithm>

namespace quitrent::market {
namespace {

/// Calls `move` with each present deadline.
template <class Move>
void each_deadline(AssetStatus& status, Move&& move) {
  if (status.state == AssetState::delinquent) move(status.forecloses_at);
  if (status.state == AssetState::auction) move(status.auction_ends_at);
  if (status.pending != 0) move(status.notice_ends_at);
  if (status.withdraws_at < kEndOfTime) move(status.withdraws_at);
}

}  // namespace

Instant held_until(const Books& books, const Asset& asset) {
  const auto hold = last_hold_end(asset.encumbrances.get());
  return std::max(hold.value_or(Instant{}), books.outage_until());
}

bool is_held(const Books& books, const Asset& asset, Instant now) {
  return now < held_until(books, asset);
}

bool has_running_clock(const AssetStatus& status, Instant now) {
  return status.state == AssetState::delinquent || status.state == AssetState::auction ||
         status.pending != 0 || status.withdraws_at < kEndOfTime || status.no_notice_before > now;
}

void postpone(AssetStatus& status, Instant now, Duration by) {
  each_deadline(status, [&](Instant& deadline) {
    if (deadline > now) deadline = deadline + by;
  });
  if (status.no_notice_before > now) status.no_notice_before = status.no_notice_before + by;
}

void bring_forward(AssetStatus& status, Instant held_before, Duration by, Instant earliest) {
  each_deadline(status, [&](Instant& deadline) {
    if (deadline < held_before) return;
    const Instant without_hold = deadline + Duration::from_seconds(-by.seconds());
    deadline = std::min(deadline, std::max(without_hold, earliest));
  });
  // Nobody must act before purchases wait again, so it needs no time to do so.
  if (status.no_notice_before >= held_before) {
    status.no_notice_before = status.no_notice_before + Duration::from_seconds(-by.seconds());
  }
}

void begin_delinquency(const Books& books, const Asset& asset, Instant now, AssetStatus& status) {
  const tax::Procedure& procedure = books.timeline()->procedure(now);
  status.state = AssetState::delinquent;
  status.arisen = status.arrears;
  status.surcharge_paid = Money{};
  status.late_surcharge = procedure.late_surcharge;
  status.funded_until = now;
  status.delinquent_at = now;
  status.forecloses_at = std::max(now, held_until(books, asset)) + procedure.grace;
  status.withdraws_at = kEndOfTime;
}

void suspend_notice_after_fall(const Books& books, const Asset& asset, Instant now,
                               AssetStatus& status) {
  if (status.assessment >= asset.status.assessment) return;
  const Instant until =
      std::max(now, held_until(books, asset)) + books.timeline()->notice(asset.asset_class, now);
  status.no_notice_before = std::max(status.no_notice_before, until);
}

Instant close_of(const Books& books, const PendingPurchase& purchase) {
  Instant latest;
  for (const PendingItem& item : purchase.items) {
    const Asset& asset = *books.asset(item.asset);
    latest = std::max({latest, asset.status.notice_ends_at, held_until(books, asset)});
  }
  return latest;
}

std::vector<Contest> contests_of(const Books& books, const PendingFinding& pending) {
  std::vector<Contest> all = books.contests(pending.asset);
  std::erase_if(all, [&](const Contest& one) { return one.finding != pending.finding.id; });
  return all;
}

Instant change_of_finding(const Books& books, const PendingFinding& pending) {
  const std::vector<Contest> contests = contests_of(books, pending);
  if (contests.empty()) return pending.finding.due_at;
  return std::ranges::min(contests, {}, &Contest::filed_at).filed_at + kFindingVoidAfter;
}

std::optional<Instant> next_finding_change(const Books& books, const AssetId& asset) {
  std::optional<Instant> next;
  for (const PendingFinding& pending : books.findings(asset)) {
    const Instant at = change_of_finding(books, pending);
    if (!next || at < *next) next = at;
  }
  return next;
}

}  // namespace quitrent::market
