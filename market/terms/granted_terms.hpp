// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "market/rules.hpp"
#include "registry/title/terms.hpp"

namespace quitrent::market {

// What was granted to the public stays granted, also where an asset is withdrawn and registered
// again. Source: MECHANISM.md, section 9, Opening.

/// Checks that stated terms keep what the terms before them promised for ever: they are none that
/// may be withdrawn, and a name of a licence stands for the same text. Whether the degree rises is
/// checked elsewhere. Refuses: terms-irrevocable.
Outcome<void> keeps_promises(const Terms& before, const Terms& stated);

/// The terms that are recorded where a holder states `stated` after `before`: of a work the choice
/// between the stated licence and the ones granted before, those of the dates up to `now` included.
/// Refuses: out-of-range (the expression would be too long).
Outcome<Terms> with_granted(const Terms& before, Terms stated, Instant now);

}  // namespace quitrent::market
