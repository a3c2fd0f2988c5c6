// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "market/rules.hpp"

namespace quitrent::market {

/// Publishes the founding schedule, says what the register is and registers the first operator.
Outcome<Receipt> decide_founding(const Case& filed, const FoundRegister& request);

/// Publishes a schedule. Refuses: invalid-field (another currency, or none stated that takes effect
/// after now and after every schedule before it).
Outcome<Receipt> decide_schedule(const Case& filed, const PublishSchedule& request);

}  // namespace quitrent::market
