// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <optional>

#include "market/due/changes.hpp"
#include "market/due/register_changes.hpp"
#include "market/state/draft.hpp"

namespace quitrent::market {

// Time-driven changes of the register as a whole. Source: MECHANISM.md, sections 3 and 8.

/// The next time-driven change of the register as a whole after its newest fact, which is of second
/// `newest`: an apportionment while there is revenue, or a monthly levy. `asset` has no meaning.
/// Nothing before the founding.
std::optional<DueChange> next_register_change(const Books& books, Instant newest);

/// The levy of the whole register at `at`, with its sums by class. It is recorded as one fact, from
/// which the levy of every asset follows.
RegisterLevied month_levied(const Books& books, Instant at);

/// Apportions the revenue to its beneficiaries, by the shares in force one second before.
void apportion(Draft& draft);

}  // namespace quitrent::market
