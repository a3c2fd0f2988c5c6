// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "market/rules.hpp"

namespace quitrent::market {

/// Changes the assessment. Refuses: not-found, version-mismatch, forbidden, wrong-state, held,
/// too-many-changes, below-secured, below-cover.
Outcome<Receipt> decide_assessment(const Case& filed, const AssessAsset& request);

}  // namespace quitrent::market
