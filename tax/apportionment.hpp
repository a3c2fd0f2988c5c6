// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <span>
#include <vector>

#include "registry/vocabulary/money.hpp"
#include "tax/schedule/schedule.hpp"

namespace quitrent::tax {

/// The part of `revenue` for each share, in the order of the shares, by largest remainder: each
/// part is rounded down, and the micro-units left over go one each to the parts with the largest
/// remainders, the earlier row first where remainders are equal. The parts sum to the revenue.
/// Requires a revenue of 0 or more and shares that sum to 1. Source: MECHANISM.md, section 8.
std::vector<Money> apportioned(Money revenue, std::span<const RevenueShare> shares);

}  // namespace quitrent::tax
