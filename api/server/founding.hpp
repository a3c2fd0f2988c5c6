// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <optional>
#include <vector>

#include "api/auth/keys.hpp"
#include "api/engine/engine.hpp"
#include "api/server/start.hpp"
#include "api/settings/settings.hpp"
#include "market/event.hpp"
#include "market/state/books.hpp"
#include "registry/journal/journal.hpp"
#include "registry/title/act.hpp"

namespace quitrent::api {

/// How much earlier or later than the newest entry the system clock may be. Source: API.md,
/// Program.
inline constexpr Duration kClockBehind = Duration::from_seconds(60);
inline constexpr Duration kClockAhead = Duration::from_days(30);

/// The kind of register that these settings start: sandbox or real.
market::RegisterKind founding_kind(const Settings& settings);

/// The founding event of a register with this secret that these settings start.
market::RegisterFounded founding_of(const Settings& settings, const Keys& keys);

/// Checks that the register in `journal`, if it has entries, is of the kind that the settings start
/// and has the secret of `keys`. A register that an earlier version of the program founded may not
/// state its kind and secret: then the kind is inferred as far as possible, and the answer is the
/// event to record now. Throws CannotStart, JournalFault, DamagedBytes.
std::optional<market::RegisterFounded> checked_founding(Journal& journal, const Settings& settings,
                                                        const Keys& keys);

/// Throws CannotStart where the charter of the settings says something else than the register
/// recorded. Without a charter in the settings, what is recorded stays in force.
void check_charter(const market::Books& books, const Settings& settings,
                   const tax::Charter& charter);

/// What a founded register records of its charter at this start: nothing if it did so before. One
/// that an earlier program founded records the whole of it at the first start that states it; what
/// it recorded about acts of two stays. Until then the default bounds apply.
std::vector<market::Event> charter_facts(const market::Books& books,
                                         const std::optional<tax::Charter>& stated);

/// The further facts that the start of a founded register records: what it recorded neither at its
/// founding nor at a start before. Tells the operator of an exchange.
std::vector<market::Event> start_facts(const market::Books& books,
                                       const std::optional<tax::Charter>& charter,
                                       const tax::DegreeBasis& carried);

/// What a register is founded with.
struct Founding {
  FoundingSchedule schedule;
  tax::DegreeBasis basis;
};

/// Founds a register that has no entry yet. Throws CannotStart.
void found(Engine& engine, const Keys& keys, const Settings& settings, Founding founding);

/// Throws CannotStart where the settings name another schedule than the register was founded with.
void check_founding(const market::Books& books, const Settings& settings,
                    const FoundingSchedule& schedule);

/// Waits until the system clock has reached `to`, and tells the remaining time now and then. A
/// signal may end the process meanwhile, since nothing has begun.
void wait_for_system_clock(Instant to);

/// Checks that the system clock is neither too far before nor too far after the newest entry; waits
/// where the settings say so. Throws CannotStart. For a sandbox, and for a journal without entries,
/// every clock is valid.
void check_system_clock(const Settings& settings, const Head& newest);

}  // namespace quitrent::api
