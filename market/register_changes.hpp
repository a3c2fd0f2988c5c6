// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "market/draft.hpp"

namespace quitrent {

// What time brings to the register as a whole. Source: MECHANISM.md, sections 3 and 8.

/// The levy of the whole register at `at`, with what it will bring by class. It is recorded as one
/// fact, from which every asset's share follows.
RegisterLevied month_levied(const Books& books, Instant at);

/// Apportions the revenue among its beneficiaries, under the shares of the second before.
void apportion(Draft& draft);

}  // namespace quitrent
