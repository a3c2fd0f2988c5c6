// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "market/state/books.hpp"

namespace quitrent::market {

// The clocks of grace, auction, notice and withdrawal stop while an asset is held. A deadline is
// kept as the second at which its clock will have run out, so whoever places or lifts a hold moves
// it. All holds begin when they are placed: those that stand at one second form one interval, up to
// the end of the last of them. Source: MECHANISM.md, section 7.

/// The end of the interval for which the asset is held: of its holds, or of an outage. Before now:
/// it is not held.
Instant held_until(const Books& books, const Asset& asset);

/// Whether the asset is held at `now`.
bool is_held(const Books& books, const Asset& asset, Instant now);

/// Whether a clock runs for the asset that a hold would stop.
bool has_running_clock(const AssetStatus& status);

/// Moves the deadlines that lie after `now` by `by`: so much more time is held.
void postpone(AssetStatus& status, Instant now, Duration by);

/// Moves the deadlines from `held_before` on, where the asset was to be held until then, forward by
/// `by`: so much less time is held. A deadline before that ran out earlier and only waits.
void bring_forward(AssetStatus& status, Instant held_before, Duration by);

/// Makes an asset with the arrears in `status` delinquent at `now`: grace begins, or once it is
/// no longer held; a notice of withdrawal is void. Source: MECHANISM.md, section 4.
void begin_delinquency(const Books& books, const Asset& asset, Instant now, AssetStatus& status);

/// When a pending purchase closes: at the latest end of its assets' own notices, and not while any
/// of them is held.
Instant close_of(const Books& books, const PendingPurchase& purchase);

}  // namespace quitrent::market
