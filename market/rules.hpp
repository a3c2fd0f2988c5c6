// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "market/filing.hpp"
#include "market/receipt.hpp"
#include "market/state/draft.hpp"
#include "registry/vocabulary/outcome.hpp"
#include "tax/degree/degree.hpp"

namespace quitrent::market {

/// What every rule gets besides its request.
struct Case {
  Draft& draft;
  Seed seed;                          ///< of the filing
  const tax::LicenceTable& licences;  ///< published facts about licences
  Ordinal by = 0;                     ///< who files
};

/// Whose call it is.
enum class Right { holder, anybody };

/// The ordinal of the asset that the filing names, once it exists, has the version that the caller
/// expects and is the caller's to change. Refuses: not-found, version-mismatch, forbidden.
Outcome<Ordinal> named_asset(const Case& filed, const AssetRef& ref, Right right);

/// The refusal `wrong-state`; `call` names what was asked for.
std::unexpected<Refusal> wrong_state(const Asset& asset, std::string_view call);

/// The refusal `forbidden` to a registrar that holds, or last held, or contested what it would
/// judge.
std::unexpected<Refusal> in_own_matter();

/// Lets a call pass that takes an active asset. Refuses: wrong-state, held.
Outcome<void> active_and_free(const Case& filed, const Asset& asset, std::string_view call);

/// Lets a registrar's act pass. Refuses: wrong-state where the asset has come to its end.
Outcome<void> live(const Asset& asset, std::string_view call);

/// Lets particulars pass that an asset may keep. Refuses: out-of-range (more than kMostReferences,
/// or more than kMostAssetBytes as the journal writes them). Source: README.md.
Outcome<void> within_bounds(const Particulars& particulars);

/// Lets a holder change the value or the terms of its asset. Refuses: too-many-changes (24 in the
/// last 24 hours). Source: MECHANISM.md, section 1.
Outcome<void> free_to_change(const Case& filed, Ordinal asset);

/// The ordinal of a party that a filing names besides its own. Refuses: not-found.
Outcome<Ordinal> named_party(const Case& filed, const PartyId& party, std::string pointer);

/// Refuses with `party-frozen` where the filer's account is frozen.
Outcome<void> free_to_pay(const Case& filed);

/// The refusal `below-secured` with what liens secure.
std::unexpected<Refusal> below_secured(Money secured, std::string pointer);

/// A refusal in one expression.
std::unexpected<Refusal> refused(RefusalCode code, std::string detail, std::string pointer = {});

/// The refusal `below-cover` with the least escrow that is lawful.
std::unexpected<Refusal> below_cover(Money minimum, std::string pointer = {});

/// The refusal `insufficient-funds` with what is at hand.
std::unexpected<Refusal> insufficient_funds(Money available);

/// Refuses with `debt-outstanding` where the party owes anything.
Outcome<void> free_of_debt(const Case& filed);

}  // namespace quitrent::market
