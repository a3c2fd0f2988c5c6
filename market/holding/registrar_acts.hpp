// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "market/rules.hpp"

namespace quitrent::market {

/// Places a hold. Refuses: not-found, version-mismatch, wrong-state, invalid-field (not after now),
/// out-of-range (more than 180 days, or 16 holds already), hold-exhausted (see free_to_hold).
Outcome<Receipt> decide_hold(const Case& filed, const PlaceHold& request);

/// Lifts a hold. The deadlines that it moved come forward, none to less than 72 hours from now.
/// Refuses: not-found (asset, hold), version-mismatch, wrong-state (the hold of a rectification:
/// two ordered it, and the new holder has its 14 days).
Outcome<Receipt> decide_hold_lift(const Case& filed, const LiftHold& request);

/// Records evidence of title. Refuses: not-found, version-mismatch, wrong-state.
Outcome<Receipt> decide_evidence(const Case& filed, const RecordEvidence& request);

/// Strikes the asset, in whatever state but struck. Whoever bought it in the last three years gets
/// back from its seller what that seller got of the price; what is missing becomes the seller's
/// debt to the buyer. Source: MECHANISM.md, section 7. Refuses: not-found, version-mismatch,
/// wrong-state (struck already).
Outcome<Receipt> decide_strike(const Case& filed, const StrikeAsset& request);

/// Conveys title as a court ordered. A pending purchase is cancelled and every clock ends. The
/// displaced holder gets the escrow back; arrears and surcharge are its shortfall. A hold of 14
/// days begins, in which the new holder may state any value and pay in; at its end the cover is
/// due. Source: MECHANISM.md, section 7. Refuses: not-found (asset, holder), version-mismatch,
/// wrong-state, invalid-field (the new holder is no member, or already in title).
Outcome<Receipt> decide_rectification(const Case& filed, const RectifyTitle& request);

/// Changes the date of expiry. Refuses: not-found, version-mismatch, wrong-state, invalid-field
/// (not after now).
Outcome<Receipt> decide_expiry(const Case& filed, const ChangeExpiry& request);

}  // namespace quitrent::market
