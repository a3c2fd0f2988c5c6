// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "market/filing.hpp"
#include "market/receipt.hpp"
#include "market/state/draft.hpp"
#include "registry/vocabulary/outcome.hpp"
#include "tax/degree/degree.hpp"

namespace quitrent::market {

/// The input of every rule besides its request.
struct Case {
  Draft& draft;
  Seed seed;                          ///< of the filing
  const tax::LicenceTable& licences;  ///< published facts about licences
  Ordinal by = 0;                     ///< ordinal of the filer
};

/// Who may make a call.
enum class Right { holder, anybody };

/// The ordinal of the asset that the filing names, if it exists, has the expected version, and the
/// filer has the right. Refuses: not-found, version-mismatch, forbidden.
Outcome<Ordinal> named_asset(const Case& filed, const AssetRef& ref, Right right);

/// The refusal `wrong-state`; `call` names the request.
std::unexpected<Refusal> wrong_state(const Asset& asset, std::string_view call);

/// The refusal `forbidden` for a registrar that holds, last held or contested the asset that it
/// would decide about.
std::unexpected<Refusal> in_own_matter();

/// Checks a call that requires an active asset. Refuses: wrong-state, held.
Outcome<void> active_and_free(const Case& filed, const Asset& asset, std::string_view call);

/// Checks that a registrar may act on the asset. Refuses: wrong-state where the asset has ended.
Outcome<void> live(const Asset& asset, std::string_view call);

/// Checks the size of particulars. Refuses: out-of-range (more than kMostReferences, or more than
/// kMostAssetBytes as the journal writes them). Source: README.md.
Outcome<void> within_bounds(const Particulars& particulars);

/// Checks that a holder may change the value or the terms of its asset now. Refuses:
/// too-many-changes (24 in the last 24 hours). Source: MECHANISM.md, section 1.
Outcome<void> free_to_change(const Case& filed, Ordinal asset);

/// The ordinal of a party, other than the filer, that a filing names. Refuses: not-found.
Outcome<Ordinal> named_party(const Case& filed, const PartyId& party, std::string pointer);

/// Refuses with `party-frozen` where the filer's account is frozen.
Outcome<void> free_to_pay(const Case& filed);

/// The refusal `below-secured` with the sum that liens secure.
std::unexpected<Refusal> below_secured(Money secured, std::string pointer);

/// Makes a refusal in one expression.
std::unexpected<Refusal> refused(RefusalCode code, std::string detail, std::string pointer = {});

/// The refusal `below-cover` with the least lawful escrow.
std::unexpected<Refusal> below_cover(Money minimum, std::string pointer = {});

/// The refusal `insufficient-funds` with the available cash.
std::unexpected<Refusal> insufficient_funds(Money available);

/// Refuses with `debt-outstanding` where the filer owes anything.
Outcome<void> free_of_debt(const Case& filed);

/// Checks that the filer may lessen what its creditors can collect: lower a value, grant rights,
/// change terms, give an asset away. Refuses: party-frozen, debt-outstanding. Source: MECHANISM.md,
/// section 4, Collection.
Outcome<void> free_to_dispose(const Case& filed);

/// Checks that the filer's cash suffices for a payment of `amount`, after which it still holds the
/// arrears and the surcharge of the filer's own delinquent assets, and of those in auction that it
/// held last. Refuses: insufficient-funds, arrears-outstanding. Source: MECHANISM.md, section 4,
/// Collection.
Outcome<void> free_to_spend(const Case& filed, Money amount);

}  // namespace quitrent::market
