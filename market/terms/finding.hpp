// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "market/rules.hpp"

namespace quitrent::market {

/// Puts true terms in the place of false ones; what the lower degree saved becomes arrears.
/// Refuses: not-found, version-mismatch, wrong-state, forbidden (own asset), unknown-terms,
/// invalid-field (source withheld of what is no work), out-of-range (see within_bounds), encumbered
/// (a licence of right beside an exclusive licence).
Outcome<Receipt> decide_finding(const Case& filed, const RecordFinding& request);

/// Records what a `LicenseRef-` leaves closed, for every asset whose terms name it. Refuses:
/// invalid-field (no such reference, or one that the table knows), forbidden (for an asset of one's
/// own).
Outcome<Receipt> decide_profile(const Case& filed, const RecordProfile& request);

}  // namespace quitrent::market
