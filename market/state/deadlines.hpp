// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "market/state/books.hpp"

namespace quitrent::market {

// The clocks of grace, auction, notice and withdrawal, and of the time in which purchases close at
// once, stop while an asset is held. A deadline is stored as the second at which its clock ends, so
// placing or lifting a hold moves it. All holds begin when they are placed: the holds of one second
// form one interval, up to the latest end. Source: MECHANISM.md, section 7.

/// The second up to which holds or an outage hold the asset. An instant before now: it is not held.
Instant held_until(const Books& books, const Asset& asset);

/// Whether the asset is held at `now`.
bool is_held(const Books& books, const Asset& asset, Instant now);

/// Whether the asset has a clock running at `now` that a hold would stop.
bool has_running_clock(const AssetStatus& status, Instant now);

/// Moves the deadlines after `now` later by `by`, the additional held time.
void postpone(AssetStatus& status, Instant now, Duration by);

/// Moves the deadlines at or after `held_before` earlier by `by`, the held time that no longer
/// applies, none to before `earliest`, but for the end of the time in which purchases close at
/// once. `held_before` is the previous end of the hold. A deadline before it has passed already,
/// and its change waits for the end of the hold.
void bring_forward(AssetStatus& status, Instant held_before, Duration by, Instant earliest);

/// Makes an asset with the arrears in `status` delinquent at `now`. Grace begins at `now`, or at
/// the end of a hold. A notice of withdrawal becomes void. Source: MECHANISM.md, section 4.
void begin_delinquency(const Books& books, const Asset& asset, Instant now, AssetStatus& status);

/// Where `status` values the asset lower than its row in the books does: lets purchases close at
/// once for as long as the notice of its class, so that nobody locks a low value. Source:
/// MECHANISM.md, section 5.
void suspend_notice_after_fall(const Books& books, const Asset& asset, Instant now,
                               AssetStatus& status);

/// When a pending purchase closes: at the latest end of its assets' own notices, but not while any
/// of them is held.
Instant close_of(const Books& books, const PendingPurchase& purchase);

/// From a finding until its amounts fall due; in this time it can be contested.
inline constexpr Duration kFindingDueAfter = Duration::from_days(30);
/// A finding is void where a contest of it is not decided in this time.
inline constexpr Duration kFindingVoidAfter = Duration::from_days(60);

/// The contests of a pending finding that are not decided, in the order of filing.
std::vector<Contest> contests_of(const Books& books, const PendingFinding& pending);

/// When a pending finding falls due or, while it is contested, becomes void.
Instant change_of_finding(const Books& books, const PendingFinding& pending);

/// The first such change of any finding about the asset; nothing where none is pending.
std::optional<Instant> next_finding_change(const Books& books, const AssetId& asset);

}  // namespace quitrent::market
