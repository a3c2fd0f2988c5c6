// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "market/rules.hpp"
#include "market/state/deadlines.hpp"
#include "market/state/draft.hpp"
#include "registry/title/finding.hpp"

namespace quitrent::market {

// What is owed because of a finding, from the finding until it falls due or is void. Source:
// MECHANISM.md, section 9.

/// A finding may be recorded this long after the end of its asset.
inline constexpr Duration kFoundAfterEnd = tax::kClawbackReach;

/// Checks that a finding about the asset may still come. Refuses: wrong-state (more than 3 years
/// after its end); `call` names the request.
Outcome<void> within_findings(const Asset& asset, Instant now, std::string_view call);

/// The change of a finding about the asset that is due at the draft's second. An uncontested
/// finding falls due: the present holder's part becomes arrears, in an auction that of the former
/// holder (what passes the assessment is its debt); all other parts are taken from cash, and what
/// is missing is debt. A contested finding is void.
void change_finding(Draft& draft, Ordinal ordinal);

/// Makes a pending finding void. The terms that it replaced stand again from now on, unless later
/// ones replaced it: those of a later finding stand, and those of the holder where they are at no
/// instant less open or withdraw a commitment. The origins that it added are
/// forgotten. Its contests end, and their bonds go back. What a
/// later clawback claims as well is passed on to it: added to a pending finding, else owed at once.
void void_finding(Draft& draft, Ordinal ordinal, const PendingFinding& pending);

}  // namespace quitrent::market
