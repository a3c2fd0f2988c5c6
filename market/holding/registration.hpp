// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "market/rules.hpp"

namespace quitrent::market {

/// Registers an asset. Refuses: class-not-scheduled, invalid-field (expiry, or later terms, not
/// after now; see keeps_origins), unknown-terms, not-found (an origin), forbidden (a version of
/// another holder's asset), duplicate-identifier, terms-irrevocable (a withdrawn asset registered
/// again less open, or without what it promised: see keeps_promises), lineage-requires-open,
/// encumbered (a licence of right beside an exclusive licence that it inherits), out-of-range (see
/// within_bounds, lawful_origins, with_granted; more than 64 licences inherited), debt-outstanding,
/// below-cover, insufficient-funds (escrow and fee), arrears-outstanding.
Outcome<Receipt> decide_registration(const Case& filed, const RegisterAsset& request);

}  // namespace quitrent::market
