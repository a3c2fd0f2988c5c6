// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "market/draft.hpp"
#include "market/filing.hpp"
#include "market/receipt.hpp"
#include "registry/vocabulary/outcome.hpp"
#include "tax/degree/degree.hpp"

namespace quitrent {

// One rule a request: checks all that takes the books, then records the facts in the draft and
// answers with the receipt. On a refusal the draft is thrown away. `by` is the place of the party
// that files.

/// What every rule gets besides its request.
struct Case {
  Draft& draft;
  Seed seed;                     ///< of the filing
  const LicenceTable& licences;  ///< published facts about licences
  Ordinal by = 0;                ///< who files
};

/// market/cash.cpp: parties and their cash.
/// Publishes the founding schedule, says what the register is and registers the first operator.
Outcome<Receipt> judge(const Case& filed, const FoundRegister& request);
/// Publishes a schedule. Refuses: invalid-field (another currency, or none stated that takes effect
/// after now and after every schedule before it).
Outcome<Receipt> judge(const Case& filed, const PublishSchedule& request);
/// Registers a party and its key.
Outcome<Receipt> judge(const Case& filed, const RegisterParty& request);
/// Credits cash. Refuses: out-of-range where the register would hold more than 9·10^18 µ, not-found
/// (party), duplicate-reference.
Outcome<Receipt> judge(const Case& filed, const CreditCash& request);
/// Pays cash out. Refuses: party-frozen, debt-outstanding, insufficient-funds.
Outcome<Receipt> judge(const Case& filed, const WithdrawCash& request);
/// Freezes an account or frees it. Refuses: not-found.
Outcome<Receipt> judge(const Case& filed, const FreezeParty& request);
/// Pays a beneficiary out. Refuses: not-found, insufficient-funds.
Outcome<Receipt> judge(const Case& filed, const PayBeneficiary& request);

/// market/holding.cpp: what a holder, or a member for a holder, does with an asset.
/// Registers an asset. Refuses: class-not-scheduled, invalid-field (expiry, or later terms, not
/// after now), unknown-terms, not-found (what it came out of), forbidden (a version of somebody
/// else's asset), duplicate-identifier, terms-irrevocable (a withdrawn asset comes back less open),
/// lineage-requires-open, encumbered (a licence of right beside an exclusive licence that it
/// inherits), out-of-range (see within_bounds, lawful_origins; more than 64 licences inherited),
/// debt-outstanding, below-cover, insufficient-funds (escrow and fee).
Outcome<Receipt> judge(const Case& filed, const RegisterAsset& request);
/// Changes the assessment. Refuses: not-found, version-mismatch, forbidden, wrong-state, held,
/// too-many-changes, below-secured, below-cover.
Outcome<Receipt> judge(const Case& filed, const AssessAsset& request);
/// Pays arrears, surcharge, then escrow. Refuses: not-found, version-mismatch, wrong-state,
/// party-frozen (into the escrow of somebody else), out-of-range (less than the schedule's least
/// deposit and than what cures), insufficient-funds.
Outcome<Receipt> judge(const Case& filed, const DepositEscrow& request);
/// Takes out of escrow. Refuses: not-found, version-mismatch, forbidden, wrong-state, held,
/// below-cover.
Outcome<Receipt> judge(const Case& filed, const WithdrawEscrow& request);

/// market/encumbering.cpp: what stands against an asset.
/// Records a licence. Refuses: not-found (asset, licensee), version-mismatch, forbidden,
/// wrong-state, held, invalid-field (it would end before it begins), out-of-range (more than 64),
/// encumbered (an exclusive licence beside a licence of right).
Outcome<Receipt> judge(const Case& filed, const RecordLicence& request);
/// Ends a licence by its licensee. Refuses: not-found, version-mismatch, forbidden, wrong-state,
/// held.
Outcome<Receipt> judge(const Case& filed, const EndLicence& request);
/// Records a lien; a notice of withdrawal is void by it. Refuses: not-found (asset, creditor),
/// version-mismatch, forbidden, wrong-state, held, invalid-field (to oneself), party-frozen,
/// debt-outstanding, out-of-range (more than 16), below-secured.
Outcome<Receipt> judge(const Case& filed, const RecordLien& request);
/// Ends a lien by its creditor. Refuses: not-found, version-mismatch, forbidden, wrong-state, held.
Outcome<Receipt> judge(const Case& filed, const ReleaseLien& request);

/// market/registrar.cpp: what registrars do to any live asset, held or not.
/// Places a hold. Refuses: not-found, version-mismatch, wrong-state, invalid-field (not after now),
/// out-of-range (more than 180 days, or 16 holds stand already).
Outcome<Receipt> judge(const Case& filed, const PlaceHold& request);
/// Lifts a hold. Refuses: not-found (asset, hold), version-mismatch.
Outcome<Receipt> judge(const Case& filed, const LiftHold& request);
/// Records evidence of title. Refuses: not-found, version-mismatch, wrong-state.
Outcome<Receipt> judge(const Case& filed, const RecordEvidence& request);
/// Removes the asset. Refuses: not-found, version-mismatch, wrong-state.
Outcome<Receipt> judge(const Case& filed, const StrikeAsset& request);
/// Conveys title as a court ordered. Escrow, arrears and clocks stay with the asset; one that is
/// auctioned is delinquent from now on, under a grace of its own. Refuses: not-found (asset,
/// holder), version-mismatch, wrong-state, invalid-field (no member, or in title already).
Outcome<Receipt> judge(const Case& filed, const RectifyTitle& request);
/// Changes the date of expiry. Refuses: not-found, version-mismatch, wrong-state, invalid-field
/// (not after now).
Outcome<Receipt> judge(const Case& filed, const ChangeExpiry& request);

/// market/terms.cpp: what the public may do with an asset.
/// Changes the public terms: opening at once; a commitment is taken back against the clawback,
/// other terms are never closed. Refuses: not-found, version-mismatch, forbidden, wrong-state,
/// held, too-many-changes, unknown-terms, invalid-field (later terms not after now), out-of-range
/// (see within_bounds), terms-irrevocable, clawback-due, encumbered (a licence of right beside an
/// exclusive licence), lineage-requires-open, below-cover, insufficient-funds. Source:
/// MECHANISM.md, section 9.
Outcome<Receipt> judge(const Case& filed, const StateTerms& request);

/// market/evidence.cpp: what registrars find out about terms.
/// Puts true terms in the place of false ones; what the lower degree saved becomes arrears.
/// Refuses: not-found, version-mismatch, wrong-state, forbidden (own asset), unknown-terms,
/// invalid-field (source withheld of what is no work), out-of-range (see within_bounds), encumbered
/// (a licence of right beside an exclusive licence).
Outcome<Receipt> judge(const Case& filed, const RecordFinding& request);
/// Records what a `LicenseRef-` leaves closed, for every asset whose terms name it. Refuses:
/// invalid-field (no such reference, or one that the table knows), forbidden (for an asset of one's
/// own).
Outcome<Receipt> judge(const Case& filed, const RecordProfile& request);

/// market/contest.cpp: objections to a degree.
/// Files a contest. Refuses: not-found, version-mismatch, wrong-state, contest-pending (by the same
/// party), out-of-range (more than 64 that are not decided).
Outcome<Receipt> judge(const Case& filed, const ContestDegree& request);
/// Decides a contest. Refuses: not-found (asset, contest), version-mismatch, forbidden (own contest
/// or asset).
Outcome<Receipt> judge(const Case& filed, const DecideContest& request);

/// market/ending.cpp: how a holder parts with title, or has it back.
/// Gives the asset to all. Refuses: not-found, version-mismatch, forbidden, wrong-state, held,
/// encumbered.
Outcome<Receipt> judge(const Case& filed, const DedicateAsset& request);
/// Begins the notice of withdrawal. Refuses: not-found, version-mismatch, forbidden, wrong-state,
/// held, encumbered.
Outcome<Receipt> judge(const Case& filed, const WithdrawAsset& request);
/// Takes an auctioned asset back. Refuses: not-found, version-mismatch, forbidden, wrong-state,
/// below-secured, insufficient-funds.
Outcome<Receipt> judge(const Case& filed, const RedeemAsset& request);

/// market/purchase.cpp: compulsory purchase.
/// Buys one asset or a basket, at once or after its notice. Refuses: not-found; per item
/// not-for-sale, own-asset, held, purchase-pending, price-above-maximum, terms-changed; then for
/// the whole party-frozen, debt-outstanding, below-cover, insufficient-funds, and not-for-sale
/// where a basket that waits would lock an asset whose last notice ended lately. Source:
/// MECHANISM.md, section 6.
Outcome<Receipt> judge(const Case& filed, const PurchaseAssets& request);

// market/admission.cpp: what several rules ask first.

/// Whose call it is.
enum class Right { holder, anybody };

/// The place of the asset that the filing names, once it exists, has the version that the caller
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

/// What a degree rests on: the table, and what registrars have recorded by now.
DegreeFacts facts_of(const Case& filed);

/// What terms leave closed from now on. Refuses: unknown-terms (also where the class takes another
/// form), invalid-field (later terms not after now). Pointers begin with `/terms`.
Outcome<std::vector<DatedLevels>> readable_levels(const Case& filed, AssetClass asset_class,
                                                  const Terms& terms);

/// The same of terms that somebody states now: unknown-terms also where later terms are less open.
/// Pointers begin with `/terms`.
Outcome<std::vector<DatedLevels>> lawful_levels(const Case& filed, AssetClass asset_class,
                                                const Terms& terms);

/// What terms of an asset of the register leave closed. What is on record stays as it is, also
/// where the table that it was read by was exchanged. Refuses what lawful_levels refuses.
Outcome<std::vector<DatedLevels>> stated_levels(const Case& filed, const Asset& row,
                                                const Terms& terms);

/// Lets particulars pass that an asset may keep. Refuses: out-of-range (more than kMostReferences,
/// or more than kMostAssetBytes as the journal writes them). Source: README.md.
Outcome<void> within_bounds(const Particulars& particulars);

/// Lets a holder change the value or the terms of its asset. Refuses: too-many-changes (24 in the
/// last 24 hours). Source: MECHANISM.md, section 1.
Outcome<void> free_to_change(const Case& filed, Ordinal asset);

/// Lets terms pass that may stand beside the licences of an asset. Refuses: encumbered (a licence
/// of right beside an exclusive licence).
Outcome<void> without_exclusive_licence(const Case& filed, const Asset& row, const Terms& terms);

/// Lets what an asset states about its origins pass. Refuses: not-found, forbidden, out-of-range
/// (more than kMostAncestors must be looked at for them).
Outcome<void> lawful_origins(const Case& filed, const Particulars& particulars);

/// Lets an asset with these particulars stand beside what it came out of. Refuses:
/// lineage-requires-open where a share-alike parent is more open. Source: MECHANISM.md, section 9.
Outcome<void> open_as_its_origins(const Case& filed, AssetClass asset_class,
                                  const Particulars& particulars);

/// What it saved an asset, in the reach of a clawback before now, that it had not the degree that
/// these levels, as they are now, would have had under the weights of each second; less what was
/// clawed back before.
Money clawback_of(const Draft& draft, Ordinal ordinal, std::span<const DatedLevels> levels);

/// The place of a party that a filing names besides its own. Refuses: not-found.
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

}  // namespace quitrent
