// SPDX-License-Identifier: EUPL-1.2
#include "tests/properties/deadline_oracle.hpp"

#include <algorithm>
#include <variant>

#include "tax/schedule_timeline.hpp"

namespace quitrent::properties {
namespace {

constexpr Duration kAfterLifting = Duration::from_seconds(72 * 3'600);

std::optional<Clock>& clock_of(std::array<std::optional<Clock>, kClockKinds>& clocks,
                               ClockKind kind) {
  return clocks.at(static_cast<std::size_t>(kind));
}

Duration shorter(Duration left, Duration by) {
  return Duration::from_seconds(left.seconds() - by.seconds());
}

}  // namespace

void DeadlineOracle::follow() {
  for (; read_ < stage_.entries().size(); ++read_) {
    run(stage_.entered_at()[read_]);
    closes_.clear();
    for (const auto& [number, purchase] : pending_) closes_[number] = close_of(purchase);
    for (const Event& event : decoded(stage_.entries()[read_].public_events)) {
      std::visit([this](const auto& fact) { take(fact); }, event);
    }
  }
  run(stage_.now());
  compare();
}

void DeadlineOracle::must(bool kept, const AssetId& id, const std::string& what) {
  if (!kept) broken_.push_back(to_text(now_) + ' ' + to_text(id) + ' ' + what);
}

Instant DeadlineOracle::held_until(const Watched& asset) const {
  Instant until = outage_until_;
  for (const auto& [hold, end] : asset.holds) until = std::max(until, end);
  return until;
}

Instant DeadlineOracle::end_of(const Watched& asset, const Clock& clock) const {
  return clock.passed.value_or(std::max(now_, held_until(asset)) + clock.left);
}

Instant DeadlineOracle::close_of(const PendingPurchase& purchase) const {
  Instant latest;
  for (const PendingItem& item : purchase.items) {
    const Watched& asset = assets_.at(item.asset);
    const auto& notice = asset.clocks.at(static_cast<std::size_t>(ClockKind::notice));
    latest = std::max({latest, held_until(asset), asset.last_held});
    if (notice) latest = std::max(latest, end_of(asset, *notice));
  }
  return latest;
}

void DeadlineOracle::run(Instant to) {
  for (auto& [id, asset] : assets_) {
    for (std::size_t kind = 0; kind < kClockKinds; ++kind) {
      run_one(id, asset, static_cast<ClockKind>(kind), to);
    }
  }
  now_ = to;
}

void DeadlineOracle::run_one(const AssetId& id, Watched& asset, ClockKind kind, Instant to) {
  auto& clock = clock_of(asset.clocks, kind);
  if (!clock || clock->passed) return;
  const Instant end = end_of(asset, *clock);
  const Instant runs_from = std::max(now_, held_until(asset));
  if (runs_from < to) clock->left = shorter(clock->left, to - runs_from);
  if (end > to) return;
  clock->left = Duration{};
  if (asset.status.pending != 0) {
    clock->passed = end;
  } else if (end < to) {
    must(false, id, "should have changed at " + to_text(end));
  }
}

void DeadlineOracle::begin(Watched& asset, ClockKind kind, Duration length) {
  clock_of(asset.clocks, kind) = Clock{.left = length, .passed = {}};
}

void DeadlineOracle::restate(const AssetId& id, const AssetStatus& status) {
  Watched& asset = assets_.at(id);
  const AssetStatus before = std::exchange(asset.status, status);
  const tax::ScheduleTimeline& timeline = *stage_.books().timeline();
  const tax::Procedure& procedure = timeline.procedure(now_);
  const auto follow_state = [&](ClockKind kind, bool was, bool is, Duration length) {
    if (!is) clock_of(asset.clocks, kind).reset();
    if (is && !was) begin(asset, kind, length);
  };
  follow_state(ClockKind::grace, before.state == AssetState::delinquent,
               status.state == AssetState::delinquent, procedure.grace);
  follow_state(ClockKind::auction, before.state == AssetState::auction,
               status.state == AssetState::auction, procedure.auction);
  follow_state(ClockKind::withdrawal, before.withdraws_at < kEndOfTime,
               status.withdraws_at < kEndOfTime, procedure.withdrawal_notice);
  follow_state(ClockKind::notice, before.pending != 0, status.pending != 0,
               timeline.notice(asset.asset_class, now_));
  if (before.pending == 0 || status.pending != 0) return;
  // What was overdue happens at once, or at the end of a hold.
  for (auto& clock : asset.clocks) {
    if (!clock || !clock->passed) continue;
    ++waited_;
    clock->passed.reset();
    clock->promised = now_;
  }
}

void DeadlineOracle::take(const AssetRegistered& fact) {
  Watched& asset = assets_[fact.id];
  asset.asset_class = fact.asset_class;
  asset.status = fact.status;
  asset.expires_at = fact.expires_at;
}

void DeadlineOracle::take(const AssetConveyed& fact) {
  using Cause = ConveyanceCause;
  const Cause cause = fact.conveyance.cause;
  if (cause == Cause::foreclosure) must_end(fact.asset, ClockKind::grace);
  if (cause == Cause::escheat) must_end(fact.asset, ClockKind::auction);
  if (cause == Cause::withdrawal) must_end(fact.asset, ClockKind::withdrawal);
  Watched& asset = assets_.at(fact.asset);
  if (cause == Cause::expiry) {
    must(asset.expires_at == now_, fact.asset, "expired at another second than was shown");
  }
  restate(fact.asset, fact.status);
  change_holds(asset, fact.change);
}

void DeadlineOracle::take(const EncumbrancesChanged& fact) {
  Watched& asset = assets_.at(fact.asset);
  if (fact.cause == EncumbranceCause::hold_lifted) {
    lift(fact.asset, asset, fact.change.ended_holds.front());
  }
  if (fact.cause == EncumbranceCause::hold_ended) asset.last_held = now_;
  change_holds(asset, fact.change);
  // A lien ends a notice of withdrawal.
  restate(fact.asset, fact.status);
}

void DeadlineOracle::take(const RegistrarNoted& fact) {
  assets_.at(fact.asset).expires_at = fact.expires_at;
  restate(fact.asset, fact.status);
}

void DeadlineOracle::take(const OutageRecorded& fact) {
  ++outages_;
  must(fact.down.begin == now_, {}, "an outage was journalled at another second");
  outage_until_ = std::max(outage_until_, fact.down.end);
}

void DeadlineOracle::take(const PurchaseChanged& fact) {
  if (fact.status == PurchaseStatus::pending) {
    pending_[fact.number] = fact.purchase;
    return;
  }
  if (fact.status == PurchaseStatus::completed) {
    const AssetId& first = fact.purchase.items.front().asset;
    must(closes_.at(fact.number) == now_, first,
         "was sold at another second than " + to_text(closes_.at(fact.number)));
    must(now_ >= pending_.at(fact.number).closes_at, first, "was sold before what was shown");
    ++ended_.at(static_cast<std::size_t>(ClockKind::notice));
  }
  pending_.erase(fact.number);
}

void DeadlineOracle::change_holds(Watched& asset, const EncumbranceChange& change) {
  if (change.holds_end) asset.holds.clear();
  for (const HoldId& hold : change.ended_holds) asset.holds.erase(hold);
  for (const Hold& hold : change.added.holds) asset.holds[hold.id] = hold.ends_at;
}

void DeadlineOracle::lift(const AssetId& id, Watched& asset, const HoldId& hold) {
  std::array<Instant, kClockKinds> before{};
  for (std::size_t kind = 0; kind < kClockKinds; ++kind) {
    if (asset.clocks[kind]) before[kind] = end_of(asset, *asset.clocks[kind]);
  }
  const auto purchase = pending_.find(asset.status.pending);
  const Instant close_before = purchase == pending_.end() ? Instant{} : close_of(purchase->second);
  must(asset.holds.erase(hold) == 1, id, "a hold was lifted that does not stand");
  const Instant earliest = now_ + kAfterLifting;
  const Instant runs_from = std::max(now_, held_until(asset));
  const auto hold_back = [&](Clock& clock, Instant end) {
    if (end > end_of(asset, clock)) ++held_back_;
    clock.passed.reset();
    clock.left = end - runs_from;
  };
  for (std::size_t kind = 0; kind < kClockKinds; ++kind) {
    auto& clock = asset.clocks[kind];
    if (!clock || clock->passed) continue;
    hold_back(*clock, std::min(before[kind], std::max(end_of(asset, *clock), earliest)));
    clock->promised = std::min(clock->promised, earliest);
  }
  if (purchase == pending_.end()) return;
  const Instant close = std::min(close_before, earliest);
  auto& notice = clock_of(asset.clocks, ClockKind::notice);
  if (close_of(purchase->second) < close) hold_back(*notice, close);
}

void DeadlineOracle::must_end(const AssetId& id, ClockKind kind) {
  Watched& asset = assets_.at(id);
  const auto& clock = clock_of(asset.clocks, kind);
  must(clock.has_value(), id, "ended without a clock");
  if (!clock) return;
  must(asset.status.pending == 0, id, "changed while a purchase was pending");
  must(end_of(asset, *clock) == now_, id,
       "changed at another second than " + to_text(end_of(asset, *clock)));
  must(now_ >= clock->promised, id, "changed before what was shown");
  ++ended_.at(static_cast<std::size_t>(kind));
}

void DeadlineOracle::compare_one(const AssetId& id, Watched& asset, ClockKind kind, Instant shown) {
  auto& clock = clock_of(asset.clocks, kind);
  must(clock.has_value(), id, "shows a deadline without a clock");
  if (!clock || clock->passed) return;
  must(shown == end_of(asset, *clock), id,
       "shows " + to_text(shown) + " instead of " + to_text(end_of(asset, *clock)));
  clock->promised = shown;
}

void DeadlineOracle::compare() {
  for (auto& [id, asset] : assets_) {
    const AssetStatus& status = stage_.at(id).status;
    if (status.state == AssetState::delinquent) {
      compare_one(id, asset, ClockKind::grace, status.forecloses_at);
    }
    if (status.state == AssetState::auction) {
      compare_one(id, asset, ClockKind::auction, status.auction_ends_at);
    }
    if (status.withdraws_at < kEndOfTime) {
      compare_one(id, asset, ClockKind::withdrawal, status.withdraws_at);
    }
    if (status.pending == 0) continue;
    const Instant closes_at = stage_.books().pending(status.pending)->closes_at;
    const Instant computed = close_of(pending_.at(status.pending));
    must(closes_at == computed, id,
         "shows a close at " + to_text(closes_at) + " instead of " + to_text(computed));
  }
}

}  // namespace quitrent::properties
