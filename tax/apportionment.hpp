// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <span>
#include <vector>

#include "registry/vocabulary/money.hpp"
#include "tax/schedule/schedule.hpp"

namespace quitrent::tax {

/// What each share gets of `revenue`, in the order of the shares, by largest remainder: everybody
/// gets its part rounded down, and the micro-units left over go one each to those who lost most by
/// that, ties to the earlier row. The amounts sum to the revenue. Requires a revenue of 0 or more
/// and shares that sum to 1. Source: MECHANISM.md, section 8.
std::vector<Money> apportioned(Money revenue, std::span<const RevenueShare> shares);

}  // namespace quitrent::tax
