// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "market/rules.hpp"

namespace quitrent::market {

/// Publishes the founding schedule, records what the register is, what its degrees follow from and
/// what its charter says about acts of two, and registers the first operator.
Outcome<Receipt> decide_founding(const Case& filed, const FoundRegister& request);

/// Publishes a schedule. Refuses: invalid-field (another currency; no `effective`, or one that is
/// not after now and after every earlier schedule).
Outcome<Receipt> decide_schedule(const Case& filed, const PublishSchedule& request);

}  // namespace quitrent::market
