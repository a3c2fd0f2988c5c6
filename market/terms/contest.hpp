// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "market/rules.hpp"

namespace quitrent::market {

/// Files a contest. Refuses: not-found, version-mismatch, wrong-state, contest-pending (by the same
/// party), out-of-range (more than 64 undecided contests).
Outcome<Receipt> decide_contest(const Case& filed, const ContestDegree& request);

/// Decides a contest. Refuses: not-found (asset, contest), version-mismatch, forbidden (own contest
/// or asset).
Outcome<Receipt> decide_contest_decision(const Case& filed, const DecideContest& request);

}  // namespace quitrent::market
