// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "market/rules.hpp"

namespace quitrent::market {

/// Places a hold. Refuses: not-found, version-mismatch, wrong-state, invalid-field (not after now),
/// out-of-range (more than 180 days, or 16 holds already), hold-exhausted (see free_to_hold).
Outcome<Receipt> decide_hold(const Case& filed, const PlaceHold& request);

/// Lifts a hold. Refuses: not-found (asset, hold), version-mismatch.
Outcome<Receipt> decide_hold_lift(const Case& filed, const LiftHold& request);

/// Records evidence of title. Refuses: not-found, version-mismatch, wrong-state.
Outcome<Receipt> decide_evidence(const Case& filed, const RecordEvidence& request);

/// Strikes the asset. Refuses: not-found, version-mismatch, wrong-state.
Outcome<Receipt> decide_strike(const Case& filed, const StrikeAsset& request);

/// Conveys title as a court ordered. Escrow, arrears and clocks stay with the asset. An asset in
/// auction becomes delinquent and gets a new grace. Refuses: not-found (asset, holder),
/// version-mismatch, wrong-state, invalid-field (the new holder is no member, or already in title).
Outcome<Receipt> decide_rectification(const Case& filed, const RectifyTitle& request);

/// Changes the date of expiry. Refuses: not-found, version-mismatch, wrong-state, invalid-field
/// (not after now).
Outcome<Receipt> decide_expiry(const Case& filed, const ChangeExpiry& request);

}  // namespace quitrent::market
