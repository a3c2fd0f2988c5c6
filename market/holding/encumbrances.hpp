// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "market/rules.hpp"

namespace quitrent::market {

/// Records a licence. Refuses: not-found (asset, licensee), version-mismatch, forbidden,
/// wrong-state, held, invalid-field (it would end before it begins), out-of-range (more than 64),
/// encumbered (an exclusive licence beside a licence of right), party-frozen, debt-outstanding.
Outcome<Receipt> decide_licence(const Case& filed, const RecordLicence& request);

/// Ends a licence at the request of its licensee, or of a registrar on the order of a court, in
/// any state and under a hold too. Source: MECHANISM.md, section 7. Refuses: not-found,
/// version-mismatch, forbidden, wrong-state, held.
Outcome<Receipt> decide_licence_end(const Case& filed, const EndLicence& request);

/// Records a lien; this makes a notice of withdrawal void. Refuses: not-found (asset, creditor),
/// version-mismatch, forbidden, wrong-state, held, invalid-field (to oneself, or
/// ended before it begins), party-frozen,
/// debt-outstanding, out-of-range (more than 16), below-secured.
Outcome<Receipt> decide_lien(const Case& filed, const RecordLien& request);

/// Ends a lien at the request of its creditor, or of a registrar on the order of a court, in any
/// state and under a hold too. Refuses: not-found, version-mismatch, forbidden,
/// wrong-state, held.
Outcome<Receipt> decide_lien_release(const Case& filed, const ReleaseLien& request);

}  // namespace quitrent::market
