// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <optional>

#include "market/due/changes.hpp"
#include "market/due/register_changes.hpp"
#include "market/state/draft.hpp"

namespace quitrent::market {

// What time brings to the register as a whole. Source: MECHANISM.md, sections 3 and 8.

/// The next change that time will bring to the register as a whole after its newest fact, which is
/// of second `newest`: an apportionment while there is revenue, or the levy of a month. `asset`
/// does not count. Nothing before the founding.
std::optional<DueChange> next_register_change(const Books& books, Instant newest);

/// The levy of the whole register at `at`, with what it will bring by class. It is recorded as one
/// fact, from which every asset's share follows.
RegisterLevied month_levied(const Books& books, Instant at);

/// Apportions the revenue among its beneficiaries, under the shares of the second before.
void apportion(Draft& draft);

}  // namespace quitrent::market
