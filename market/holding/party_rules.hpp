// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "market/rules.hpp"

namespace quitrent::market {

/// Registers a party and its key. Refuses: roles-exclude (a member that is registrar, policy or
/// operator too). Parties of older journals keep such roles.
Outcome<Receipt> decide_party(const Case& filed, const RegisterParty& request);

/// Credits cash, whatever a charter says about who may. Refuses: out-of-range (the register would
/// hold more than 9·10^18 µ), not-found (party), duplicate-reference.
Outcome<Receipt> decide_credit(const Case& filed, const CreditCash& request);

/// Pays cash out to the bank. Refuses: party-frozen, debt-outstanding, insufficient-funds,
/// arrears-outstanding.
Outcome<Receipt> decide_cash_withdrawal(const Case& filed, const WithdrawCash& request);

/// Freezes or unfreezes an account. A freeze cancels the pending purchases of its party. Refuses:
/// not-found. Source: MECHANISM.md, section 6.
Outcome<Receipt> decide_freeze(const Case& filed, const FreezeParty& request);

/// Pays a beneficiary's money out to the bank. Refuses: not-found, insufficient-funds.
Outcome<Receipt> decide_beneficiary_payment(const Case& filed, const PayBeneficiary& request);

}  // namespace quitrent::market
