// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "market/rules.hpp"

namespace quitrent::market {

/// Pays the arrears, then the surcharge, then into the escrow. Refuses: not-found,
/// version-mismatch, wrong-state, party-frozen (into the escrow of another holder's asset),
/// out-of-range (less than the schedule's least deposit and less than what cures),
/// insufficient-funds, arrears-outstanding.
Outcome<Receipt> decide_deposit(const Case& filed, const DepositEscrow& request);

/// Pays out of the escrow. Refuses: not-found, version-mismatch, forbidden, wrong-state, held,
/// below-cover.
Outcome<Receipt> decide_escrow_withdrawal(const Case& filed, const WithdrawEscrow& request);

}  // namespace quitrent::market
