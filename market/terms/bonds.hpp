// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "market/rules.hpp"
#include "market/state/draft.hpp"

namespace quitrent::market {

// The bonds of contests. Source: MECHANISM.md, section 9.

/// The bond of a contest about an asset: 1% of the assessment, rounded up, from 1 to 100 units; of
/// an asset that has ended, of its last assessment.
Money bond_of(const Asset& asset);

/// Checks that the filer can put up a bond. Refuses: party-frozen, debt-outstanding,
/// insufficient-funds.
Outcome<void> bond_payable(const Case& filed, Money bond);

/// Takes the bond of a contest from its party's cash.
void take_bond(Draft& draft, const Contest& contest);

/// Pays the bond of a contest that is decided: to revenue where it is frivolous, else back to its
/// party, whose debts come first.
void pay_out_bond(Draft& draft, const Contest& contest, ContestOutcome outcome);

/// Pays the bond of a contest back that lapses without a decision, and records that it lapsed.
void return_bond(Draft& draft, const Contest& contest);

}  // namespace quitrent::market
