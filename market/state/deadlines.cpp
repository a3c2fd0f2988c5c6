// SPDX-License-Identifier: EUPL-1.2
#include "market/state/deadlines.hpp"

#include <algorithm>

namespace quitrent {
namespace {

/// Calls `move` with each deadline that stands.
template <class Move>
void each_deadline(Standing& standing, Move&& move) {
  if (standing.state == AssetState::delinquent) move(standing.forecloses_at);
  if (standing.state == AssetState::auction) move(standing.auction_ends_at);
  if (standing.pending != 0) move(standing.notice_ends_at);
  if (standing.withdraws_at < kEndOfTime) move(standing.withdraws_at);
}

}  // namespace

Instant held_until(const Books& books, const Asset& asset) {
  const auto hold = last_hold_end(asset.encumbrances.get());
  return std::max(hold.value_or(Instant{}), books.outage_until());
}

bool is_held(const Books& books, const Asset& asset, Instant now) {
  return now < held_until(books, asset);
}

bool has_running_clock(const Standing& standing) {
  return standing.state == AssetState::delinquent || standing.state == AssetState::auction ||
         standing.pending != 0 || standing.withdraws_at < kEndOfTime;
}

void postpone(Standing& standing, Instant now, Duration by) {
  each_deadline(standing, [&](Instant& deadline) {
    if (deadline > now) deadline = deadline + by;
  });
}

void bring_forward(Standing& standing, Instant held_before, Duration by) {
  each_deadline(standing, [&](Instant& deadline) {
    if (deadline >= held_before) deadline = deadline + Duration::from_seconds(-by.seconds());
  });
}

void begin_delinquency(const Books& books, const Asset& asset, Instant now, Standing& standing) {
  const Procedure& procedure = books.calendar()->procedure(now);
  standing.state = AssetState::delinquent;
  standing.arisen = standing.arrears;
  standing.surcharge_paid = Money{};
  standing.late_surcharge = procedure.late_surcharge;
  standing.funded_until = now;
  standing.delinquent_at = now;
  standing.forecloses_at = std::max(now, held_until(books, asset)) + procedure.grace;
  standing.withdraws_at = kEndOfTime;
}

Instant close_of(const Books& books, const PendingPurchase& purchase) {
  Instant latest;
  for (const PendingItem& item : purchase.items) {
    const Asset& asset = *books.asset(item.asset);
    latest = std::max({latest, asset.standing.notice_ends_at, held_until(books, asset)});
  }
  return latest;
}

}  // namespace quitrent
