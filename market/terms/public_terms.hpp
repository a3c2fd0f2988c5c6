// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <memory>
#include <vector>

#include "market/rules.hpp"
#include "market/state/draft.hpp"

namespace quitrent::market {

/// The particulars of an asset with other terms and levels.
std::shared_ptr<Particulars> restated(const Asset& asset, Terms terms,
                                      std::vector<DatedOpennessLevels> levels);

/// Records that the terms of an asset, levied to the draft's second, changed. `changed` states the
/// cause and the new terms; this function fills in asset, instant, degree, levy and status, with a
/// new version and forecast.
void record_terms(Draft& draft, const AccruedAsset& asset, TermsChanged changed);

/// Applies the dated terms of this day.
void begin_dated_terms(Draft& draft, Ordinal ordinal);

/// The facts of a degree: the licence table, and the profiles recorded so far.
tax::DegreeFacts facts_of(const Case& filed);

/// The openness levels of terms from now on. Refuses: unknown-terms (also where the class requires
/// another form), invalid-field (later terms not after now). Pointers begin with `/terms`.
Outcome<std::vector<DatedOpennessLevels>> readable_levels(const Case& filed, AssetClass asset_class,
                                                          const Terms& terms);

/// The openness levels of terms that a holder states now. Refuses what readable_levels refuses, and
/// unknown-terms where later terms are less open. Pointers begin with `/terms`.
Outcome<std::vector<DatedOpennessLevels>> lawful_levels(const Case& filed, AssetClass asset_class,
                                                        const Terms& terms);

/// The openness levels of terms for an asset of the register. Recorded terms keep their levels,
/// even where the licence table was exchanged since. Refuses what lawful_levels refuses.
Outcome<std::vector<DatedOpennessLevels>> stated_levels(const Case& filed, const Asset& row,
                                                        const Terms& terms);

/// Checks that terms are compatible with the licences of an asset. Refuses: encumbered (a licence
/// of right beside an exclusive licence).
Outcome<void> without_exclusive_licence(const Case& filed, const Asset& row, const Terms& terms);

/// Changes the public terms: opening takes effect at once; a commitment can be taken back for the
/// clawback; other terms can never be closed, and a new licence is recorded beside the one that was
/// granted. Refuses: not-found, version-mismatch, forbidden,
/// wrong-state, held, too-many-changes, unknown-terms, invalid-field (later terms not after now),
/// out-of-range (see within_bounds), terms-irrevocable, clawback-due, encumbered (a licence of
/// right beside an exclusive licence), lineage-requires-open, below-cover, insufficient-funds.
/// Source: MECHANISM.md, section 9.
Outcome<Receipt> decide_terms(const Case& filed, const StateTerms& request);

}  // namespace quitrent::market
