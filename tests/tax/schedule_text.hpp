// SPDX-License-Identifier: EUPL-1.2
#pragma once

namespace quitrent::testing {

/// What a schedule says besides its classes, as most tests want it: tax in proportion to the
/// degree, the usual periods, no surcharge, all revenue to the treasury.
inline constexpr const char* kUsualRest = R"([[degree]]
from = 1970-01-01
points = [{ degree = "0", multiplier = "0" }, { degree = "1", multiplier = "1" }]
[[procedure]]
from = 1970-01-01
escrow_cover = "30d"
grace = "30d"
auction = "28d"
late_surcharge = "0%"
[[revenue]]
from = 1970-01-01
shares = [{ to = "treasury", share = "100%" }]
)";

}  // namespace quitrent::testing
