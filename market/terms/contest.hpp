// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "market/rules.hpp"

namespace quitrent::market {

/// Files a contest of a degree, or of a pending finding by a party that owes because of it. Takes
/// the bond. Refuses: not-found (asset, finding), version-mismatch, forbidden (a finding because of
/// which the filer owes nothing), wrong-state (a finding more than 30 days old; an asset that ended
/// 3 years ago), party-frozen, debt-outstanding, insufficient-funds, contest-pending (by the same
/// party), arrears-outstanding. Source: MECHANISM.md, section 9.
Outcome<Receipt> decide_contest(const Case& filed, const ContestDegree& request);

/// Decides a contest, and pays out its bond. An upheld contest of a finding makes it void; an
/// upheld contest may carry a finding, which is recorded in the same step. Refuses: not-found
/// (asset, contest), version-mismatch, forbidden (own contest, asset or finding), and what
/// decide_finding refuses. Source: MECHANISM.md, section 9.
Outcome<Receipt> decide_contest_decision(const Case& filed, const DecideContest& request);

}  // namespace quitrent::market
