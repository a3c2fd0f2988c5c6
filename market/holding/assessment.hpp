// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "market/rules.hpp"

namespace quitrent::market {

/// Changes the assessment. Under a hold it may only rise; after a rectification it may be any, and
/// cover is due when that hold ends. Source: MECHANISM.md, sections 5 and 7. Refuses: not-found,
/// version-mismatch, forbidden, wrong-state, held, too-many-changes, below-secured, below-cover.
Outcome<Receipt> decide_assessment(const Case& filed, const AssessAsset& request);

}  // namespace quitrent::market
