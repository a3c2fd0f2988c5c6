// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <memory>
#include <vector>

#include "market/draft.hpp"

namespace quitrent {

/// The particulars of an asset under other terms.
std::shared_ptr<const Particulars> restated(const Asset& asset, Terms terms,
                                            std::vector<DatedLevels> levels);

/// Records that the terms of an asset, levied to the draft's second, changed. `changed` says why
/// and to what; asset, instant, degree, levy and standing, a new version and forecast, are filled
/// in.
void record_terms(Draft& draft, const LevelledAsset& asset, TermsChanged changed);

/// The day of the next dated terms has come.
void begin_dated_terms(Draft& draft, Ordinal ordinal);

}  // namespace quitrent
