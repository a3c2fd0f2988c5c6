// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "market/draft.hpp"
#include "market/filing.hpp"
#include "market/receipt.hpp"
#include "registry/vocabulary/outcome.hpp"

namespace quitrent {

// One rule a request: checks all that takes the books, then records the facts in the draft and
// answers with the receipt. On a refusal the draft is thrown away. `by` is the place of the party
// that files.

/// What every rule gets besides its request.
struct Case {
  Draft& draft;
  Seed seed;       ///< of the filing
  Ordinal by = 0;  ///< who files
};

/// market/cash.cpp: parties and their cash.
/// Publishes the founding schedule and registers the first operator.
Outcome<Receipt> judge(const Case& filed, const FoundRegister& request);
/// Registers a party and its key.
Outcome<Receipt> judge(const Case& filed, const RegisterParty& request);
/// Credits cash. Refuses: out-of-range where the register would hold more than 9·10^18 µ, not-found
/// (party), duplicate-reference.
Outcome<Receipt> judge(const Case& filed, const CreditCash& request);
/// Pays cash out. Refuses: debt-outstanding, insufficient-funds.
Outcome<Receipt> judge(const Case& filed, const WithdrawCash& request);

/// market/holding.cpp: what a holder, or a member for a holder, does with an asset.
/// Registers an asset. Refuses: class-not-scheduled, invalid-field (expiry not after now),
/// duplicate-identifier, debt-outstanding, below-cover, insufficient-funds.
Outcome<Receipt> judge(const Case& filed, const RegisterAsset& request);
/// Changes the assessment. Refuses: not-found, version-mismatch, forbidden, wrong-state,
/// below-cover.
Outcome<Receipt> judge(const Case& filed, const AssessAsset& request);
/// Pays arrears, surcharge, then escrow. Refuses: not-found, version-mismatch, wrong-state,
/// insufficient-funds.
Outcome<Receipt> judge(const Case& filed, const DepositEscrow& request);
/// Takes out of escrow. Refuses: not-found, version-mismatch, forbidden, wrong-state, below-cover.
Outcome<Receipt> judge(const Case& filed, const WithdrawEscrow& request);

/// market/purchase.cpp: compulsory purchase.
/// Buys one asset or a basket. Refuses: not-found; per item not-for-sale, own-asset,
/// price-above-maximum, terms-changed; then for the whole debt-outstanding, below-cover,
/// insufficient-funds. Source: MECHANISM.md, section 6.
Outcome<Receipt> judge(const Case& filed, const PurchaseAssets& request);

/// A refusal in one expression.
std::unexpected<Refusal> refused(RefusalCode code, std::string detail, std::string pointer = {});

/// The refusal `below-cover` with the least escrow that is lawful.
std::unexpected<Refusal> below_cover(Money minimum, std::string pointer = {});

/// The refusal `insufficient-funds` with what is at hand.
std::unexpected<Refusal> insufficient_funds(Money available);

/// Refuses with `debt-outstanding` where the party owes anything.
Outcome<void> free_of_debt(const Case& filed);

}  // namespace quitrent
