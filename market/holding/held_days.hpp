// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "market/rules.hpp"

namespace quitrent::market {

// How long registrars may hold an asset. Source: MECHANISM.md, section 7.

/// Checks that a hold from now on stays within 360 held days in any three years, unless it is an
/// act of two. Refuses: hold-exhausted, with `current.latest_end`, the latest lawful end; it is now
/// where no time is left.
Outcome<void> free_to_hold(const Case& filed, Ordinal asset, const PlaceHold& request);

/// Records that the time for which registrars hold the asset ends earlier, if it does. To be called
/// after a hold was lifted.
void record_held_end(Draft& draft, Ordinal asset);

}  // namespace quitrent::market
