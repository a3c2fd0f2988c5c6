// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <optional>

#include "api/auth/keys.hpp"
#include "api/settings/settings.hpp"
#include "market/event.hpp"
#include "registry/journal/journal.hpp"

namespace quitrent::api {

/// How far the system clock may stand before the newest entry, and after it. Unit: seconds. Source:
/// API.md, Program.
inline constexpr Duration kClockBehind = Duration::from_seconds(60);
inline constexpr Duration kClockAhead = Duration::from_days(30);

/// As what these settings start a register.
market::RegisterKind founding_kind(const Settings& settings);

/// What the register with this secret is from its founding on, started with these settings.
market::RegisterFounded founding_of(const Settings& settings, const Keys& keys);

/// Makes sure that the register in `journal`, if it has begun, is what the settings start: a
/// sandbox or a real one, with the secret of its own. Where an earlier program founded it and
/// nobody has said what it is, that is inferred as far as it can be, and what is to be recorded now
/// is the answer. Throws CannotStart, JournalFault, DamagedBytes.
std::optional<market::RegisterFounded> checked_founding(Journal& journal, const Settings& settings,
                                                        const Keys& keys);

/// Sleeps until the system clock has come to `to`, and says now and then how far it is. A signal
/// ends the process meanwhile: nothing was begun.
void wait_for_system_clock(Instant to);

/// Makes sure that the system clock can follow the newest entry, or waits where the settings say
/// so. Throws CannotStart. A sandbox, and a journal without entries, follow any clock.
void check_system_clock(const Settings& settings, const Head& newest);

}  // namespace quitrent::api
