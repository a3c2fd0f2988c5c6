// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "market/rules.hpp"

namespace quitrent::market {

/// Replaces false terms by the true ones and adds origins that were not stated; the tax that the
/// lower degree saved becomes arrears. Refuses: not-found, version-mismatch, wrong-state, forbidden
/// (own asset), unknown-terms, invalid-field (source withheld, but the asset is no work),
/// out-of-range (see within_bounds), encumbered (a licence of right beside an exclusive licence),
/// and what add_found_origins refuses.
Outcome<Receipt> decide_finding(const Case& filed, const RecordFinding& request);

/// Records the openness levels of a `LicenseRef-` with one text, for every asset whose terms state
/// both: for the first of them in this filing, for the others in slices that are due at once.
/// Refuses:
/// invalid-field (no such reference, or one that the table knows), forbidden (for the registrar's
/// own asset).
Outcome<Receipt> decide_profile(const Case& filed, const RecordProfile& request);

/// Applies the newest profile to the next slice of the assets whose terms name its reference, at
/// the second of its recording. `licences` is the table of that recording. Requires an unfinished
/// profile.
void continue_profile(Draft& draft, const tax::LicenceTable& licences);

}  // namespace quitrent::market
