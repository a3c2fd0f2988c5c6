// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <memory>
#include <vector>

#include "market/rules.hpp"
#include "market/state/draft.hpp"

namespace quitrent::market {

/// The particulars of an asset under other terms.
std::shared_ptr<const Particulars> restated(const Asset& asset, Terms terms,
                                            std::vector<DatedOpennessLevels> levels);

/// Records that the terms of an asset, levied to the draft's second, changed. `changed` says why
/// and to what; asset, instant, degree, levy and status, a new version and forecast, are filled
/// in.
void record_terms(Draft& draft, const AccruedAsset& asset, TermsChanged changed);

/// The day of the next dated terms has come.
void begin_dated_terms(Draft& draft, Ordinal ordinal);

/// What a degree rests on: the table, and what registrars have recorded by now.
tax::DegreeFacts facts_of(const Case& filed);

/// What terms leave closed from now on. Refuses: unknown-terms (also where the class takes another
/// form), invalid-field (later terms not after now). Pointers begin with `/terms`.
Outcome<std::vector<DatedOpennessLevels>> readable_levels(const Case& filed, AssetClass asset_class,
                                                          const Terms& terms);

/// The same of terms that somebody states now: unknown-terms also where later terms are less open.
/// Pointers begin with `/terms`.
Outcome<std::vector<DatedOpennessLevels>> lawful_levels(const Case& filed, AssetClass asset_class,
                                                        const Terms& terms);

/// What terms of an asset of the register leave closed. What is on record stays as it is, also
/// where the table that it was read by was exchanged. Refuses what lawful_levels refuses.
Outcome<std::vector<DatedOpennessLevels>> stated_levels(const Case& filed, const Asset& row,
                                                        const Terms& terms);

/// Lets terms pass that may stand beside the licences of an asset. Refuses: encumbered (a licence
/// of right beside an exclusive licence).
Outcome<void> without_exclusive_licence(const Case& filed, const Asset& row, const Terms& terms);

/// Changes the public terms: opening at once; a commitment is taken back against the clawback,
/// other terms are never closed. Refuses: not-found, version-mismatch, forbidden, wrong-state,
/// held, too-many-changes, unknown-terms, invalid-field (later terms not after now), out-of-range
/// (see within_bounds), terms-irrevocable, clawback-due, encumbered (a licence of right beside an
/// exclusive licence), lineage-requires-open, below-cover, insufficient-funds. Source:
/// MECHANISM.md, section 9.
Outcome<Receipt> decide_terms(const Case& filed, const StateTerms& request);

}  // namespace quitrent::market
