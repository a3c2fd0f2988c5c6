// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <variant>
#include <vector>

#include "market/state/act_events.hpp"
#include "market/state/causes.hpp"
#include "market/state/schedule_events.hpp"
#include "registry/ledger/account.hpp"
#include "registry/ledger/party_debts.hpp"
#include "registry/title/conveyance.hpp"
#include "registry/title/encumbrance.hpp"
#include "registry/title/evidence.hpp"
#include "registry/title/finding.hpp"
#include "registry/title/party.hpp"
#include "tax/degree/degree_basis.hpp"

namespace quitrent::market {

// Events are facts: the results of a filing or of the passing of time. Each holds the values that
// it leaves, so applying it only sets them and cannot fail. subjects() names the assets whose
// history or next change the event changes; it is empty for an event about the whole register or
// about no asset.

/// The levy that a change begins with, from the previous levy on. Source: MECHANISM.md, section 3.
struct LevyFact {
  Period over = {};    ///< seconds that are levied
  Money paid = {};     ///< from escrow to revenue
  Money arrears = {};  ///< due and unpaid
};

/// Public: an asset is registered. `holder` is the first holder.
struct AssetRegistered {
  AssetId id;
  AssetClass asset_class = AssetClass::patent;
  Share degree;        ///< at this second; it follows from the levels of the particulars
  Instant expires_at;  ///< kEndOfTime: never
  std::shared_ptr<const Particulars> particulars;
  NamedParty holder;
  AssetStatus status;
  std::shared_ptr<const Encumbrances> encumbrances = {};  ///< licences of a withdrawn predecessor
  std::vector<AssetId> subjects() const { return {id}; }
};

/// Public: the figures of an asset changed.
struct AssetStatusChanged {
  AssetId asset;
  AssetStatusCause cause = AssetStatusCause::levy;
  LevyFact levy;
  Money amount;  ///< see the cause; 0 where it has none
  AssetStatus status;
  std::vector<AssetId> subjects() const { return {asset}; }
};

/// The part of a price that a creditor received.
struct LienPayment {
  LienId lien;
  PartyId creditor;
  Money paid;  ///< at most the sum that the lien secured
  /// Equal where all fields are.
  friend bool operator==(const LienPayment&, const LienPayment&) = default;
};

/// How the price of a sale was paid out, in this order. Source: MECHANISM.md, section 6.
struct Waterfall {
  Money price = {};                     ///< the price that the buyer paid for title
  Money arrears = {};                   ///< to revenue
  Money surcharge = {};                 ///< to revenue
  std::vector<LienPayment> liens = {};  ///< by priority
  Money seller = {};                    ///< the rest of the price, to the previous holder
  Money refund = {};                    ///< escrow returned to the previous holder
};

/// Public: title was conveyed or ended.
struct AssetConveyed {
  AssetId asset;
  std::optional<PurchaseId> purchase;  ///< where the cause is purchase or auction
  Conveyance conveyance;               ///< the new link of the chain
  NamedParty from;                     ///< the previous holder
  LevyFact levy;
  Waterfall waterfall;
  AssetStatus status;
  EncumbranceChange change = {};  ///< of the asset's encumbrances
  std::optional<LicenceId> grant_back =
      {};                               ///< the licence that the seller keeps; `change` adds it
  std::string reference = {};           ///< of the registrar, for strike and rectification
  std::optional<Digest> document = {};  ///< of the registrar, for strike and rectification
  std::vector<AssetId> subjects() const { return {asset}; }
};

/// Public: a schedule is published; the first one founds the register.
struct SchedulePublished {
  ScheduleId id;
  std::string toml;   ///< the schedule as it was filed
  Instant effective;  ///< first second in which it is in force
  std::vector<AssetId> subjects() const { return {}; }
};

/// Public: the encumbrances of an asset changed.
struct EncumbrancesChanged {
  AssetId asset;
  EncumbranceCause cause = EncumbranceCause::licence_recorded;
  Uuid subject;                   ///< id of the licence, lien or hold
  EncumbranceChange change = {};  ///< of the asset's encumbrances
  AssetStatus status;             ///< a hold changes its deadlines
  Authority because = {};         ///< of a registrar who ends a licence or a lien by order
  std::vector<AssetId> subjects() const { return {asset}; }
};

/// Public: a registrar recorded evidence of title, or a new date of expiry.
struct RegistrarNoted {
  AssetId asset;
  RegistrarNote note = RegistrarNote::evidence;
  std::string reference;  ///< 1 to 200 characters
  std::optional<Digest> document = {};
  Instant expires_at;  ///< from now on; unchanged where the note is evidence
  AssetStatus status;
  std::vector<AssetId> subjects() const { return {asset}; }
};

/// One asset of a pending purchase, with the agreed values.
struct PendingItem {
  AssetId asset;
  PartyId seller;    ///< present or last holder when the purchase was filed
  Money price;       ///< locked
  Money assessment;  ///< stated by the buyer; in force from the close on
  Money escrow;      ///< of the buyer, reserved until the close
};

/// A purchase that is pending until the end of its notice. Source: MECHANISM.md, section 6.
struct PendingPurchase {
  PurchaseId id;
  NamedParty buyer;
  Instant begun_at;
  Instant closes_at;  ///< holds on any of its assets move this second
  std::vector<PendingItem> items;
};

/// Public: a purchase becomes pending, gets another closing second, closes or is cancelled.
struct PurchaseChanged {
  std::uint32_t number = 0;  ///< among all purchases that ever were pending, from 1
  PurchaseStatus status = PurchaseStatus::pending;
  PendingPurchase purchase;
  std::vector<AssetId> subjects() const;
};

/// Public: the register was down, which counts as a hold on every asset. Journalled at the second
/// at which it went down, therefore before everything that fell due meanwhile. Source:
/// MECHANISM.md, section 7.
struct OutageRecorded {
  Period down;
  std::vector<AssetId> subjects() const { return {}; }
};

/// Public: the tax of every asset was levied up to a second. The levy of each asset follows from
/// earlier public events and is not recorded: see the README. Source: MECHANISM.md, section 3.
struct RegisterLevied {
  Instant at;
  std::array<Money, kAssetClasses.size()> paid = {};     ///< sums by class
  std::array<Money, kAssetClasses.size()> arrears = {};  ///< sums by class
  std::vector<AssetId> subjects() const { return {}; }
};

/// The amount that one beneficiary received.
struct ApportionedShare {
  std::string to;  ///< its name
  Money amount;
};

/// Public: revenue was apportioned to its beneficiaries. Source: MECHANISM.md, section 8.
struct RevenueApportioned {
  Money amount;
  std::vector<ApportionedShare> shares;  ///< in the order of the schedule; they sum to `amount`
  std::vector<AssetId> subjects() const { return {}; }
};

/// Public: the public terms of an asset, or their openness levels, change from now on.
struct TermsChanged {
  AssetId asset;
  TermsCause cause = TermsCause::opening;
  Instant at;
  std::shared_ptr<const Particulars> particulars;
  Share degree;       ///< from now on, until new weights or later terms change it
  Money clawback;     ///< cause withdrawal: paid; cause finding: owed in all, without surcharge
  LevyFact levy;      ///< under the previous terms
  Authority because;  ///< of a registrar, where the cause is finding
  AssetStatus status;
  /// Cause finding: who owes what, and when. Nothing in an event of an earlier program, which added
  /// the clawback to the arrears at once.
  std::optional<Finding> finding = {};
  std::vector<AssetId> subjects() const { return {asset}; }
};

/// Public: what is owed because of a finding changed, fell due or is void. Source: MECHANISM.md,
/// section 9.
struct FindingChanged {
  AssetId asset;
  FindingId finding;
  FindingOutcome outcome = FindingOutcome::pending;
  Instant at;
  /// Outcome pending: all parts from now on; due: the parts that are owed now; void: none.
  std::vector<FindingPart> parts;
  Money arrears;  ///< outcome due: what of them was added to the arrears
  LevyFact levy;
  AssetStatus status;
  /// Outcome pending: the levels of the terms that stand again if the finding is void, where a new
  /// profile changed them. Nothing: unchanged.
  std::optional<std::vector<DatedOpennessLevels>> levels_before = {};
  std::vector<AssetId> subjects() const { return {asset}; }
};

/// Public: a registrar recorded the openness levels of a licence that is not in the list. Events of
/// their own tell the effects on assets.
struct ProfileRecorded {
  RecordedProfile profile;
  std::vector<AssetId> subjects() const { return {}; }
};

/// Public: a recorded profile was considered for the assets of a slice; events of the same entry
/// tell the effects. A profile that many assets name takes effect slice by slice, all at the second
/// of its recording and before anything else of that second or a later one is decided.
struct ProfileConsidered {
  LicenceDocument profile;  ///< the reference of the profile and its text
  Instant recorded_at;      ///< of the profile
  std::uint32_t next = 0;   ///< so many assets, in the order of registration, are considered
  std::uint32_t end = 0;    ///< assets to consider in all; `next` equals it in the last slice
  std::vector<AssetId> subjects() const { return {}; }
};

/// Public: a party contests the degree of an asset.
struct ContestFiled {
  Contest contest;
  std::vector<AssetId> subjects() const { return {contest.asset}; }
};

/// Public: a registrar decided a contest. A finding that follows is a separate event.
struct ContestDecided {
  Contest contest;
  ContestOutcome outcome = ContestOutcome::rejected;
  Authority because;   ///< of the registrar
  std::string reason;  ///< 1 to 2'000 bytes
  Instant decided_at;
  std::vector<AssetId> subjects() const { return {contest.asset}; }
};

/// Public: a contest changed without a decision, and its bond went back to its party.
struct ContestChanged {
  Contest contest;  ///< from now on, without a bond
  ContestChange change = ContestChange::lapsed;
  Instant at;
  std::vector<AssetId> subjects() const { return {contest.asset}; }
};

/// Public: entries of this register were lost, and its operator continued without them. Source:
/// API.md, Program.
struct LossAccepted {
  std::uint64_t after = 0;  ///< sequence of the last remaining entry; 0: none remained
  /// The sequence of the latest entry that a file beside the journal names. It is not above `after`
  /// where the remaining journal has other entries at these sequences.
  std::uint64_t named = 0;
  std::vector<AssetId> subjects() const { return {}; }
};

/// Public: what the register is from its founding on, permanently. A register that an earlier
/// program founded records this at its first start under a later program.
struct RegisterFounded {
  RegisterKind kind = RegisterKind::real;
  Digest key_check;  ///< detects the secret of another register; see EngineCalls::keyed_digest
  std::vector<AssetId> subjects() const { return {}; }
};

/// Public: what degrees follow from besides schedules and recorded profiles, from now on. It stands
/// in the founding entry, and again where a program with another licence table or other default
/// weights starts the register. What was decided before stays as it is. A register that an earlier
/// program founded records this at its first start. Source: MECHANISM.md, section 10.
struct DegreeBasisRecorded {
  tax::DegreeBasis basis;
  std::vector<AssetId> subjects() const { return {}; }
};

/// Private: a party is registered.
struct PartyRegistered {
  PartyId id;
  std::string name;
  Roles roles;
  Digest key;  ///< keyed hash of the API key
  std::vector<AssetId> subjects() const { return {}; }
};

/// Private: money moved.
struct MoneyPosted {
  Posting posting;
  std::vector<AssetId> subjects() const { return {}; }
};

/// Private: the debt of a party for the shortfall of one asset changed.
struct DebtChanged {
  std::uint32_t party = 0;                     ///< ordinal
  std::optional<std::uint32_t> asset = {};     ///< ordinal; nothing: the sum for several assets
  std::optional<std::uint32_t> creditor = {};  ///< ordinal of a party; nothing: the treasury
  Debt debt = {};
  std::vector<AssetId> subjects() const { return {}; }
};

/// Private: an operator froze or unfroze a party's account.
struct PartyFrozen {
  std::uint32_t party = 0;  ///< ordinal
  bool frozen = false;      ///< from now on
  std::string reference;    ///< 1 to 200 characters
  std::vector<AssetId> subjects() const { return {}; }
};

/// An event that everybody may read.
using PublicEvent =
    std::variant<AssetRegistered, AssetStatusChanged, AssetConveyed, SchedulePublished,
                 EncumbrancesChanged, RegistrarNoted, PurchaseChanged, OutageRecorded,
                 RegisterLevied, RevenueApportioned, TermsChanged, ProfileRecorded, ContestFiled,
                 ContestDecided, LossAccepted, RegisterFounded, ActProposed, ActEnded,
                 CharterRecorded, HeldTimeEnded, FindingChanged, ContestChanged,
                 DegreeBasisRecorded, ProfileConsidered, ScheduleProposed, ScheduleDecided>;

/// An event about cash, keys or persons.
using PrivateEvent = std::variant<PartyRegistered, MoneyPosted, DebtChanged, PartyFrozen,
                                  CreditProposed, CreditCounted>;

namespace event_detail {

template <class First, class Second>
struct Joined;
template <class... First, class... Second>
struct Joined<std::variant<First...>, std::variant<Second...>> {
  using Type = std::variant<First..., Second...>;
};

template <class Kind, class Kinds>
inline constexpr bool kIsOneOf = false;
template <class Kind, class... Kinds>
inline constexpr bool kIsOneOf<Kind, std::variant<Kinds...>> = (std::is_same_v<Kind, Kinds> || ...);

}  // namespace event_detail

/// One event; the public kinds come first.
using Event = event_detail::Joined<PublicEvent, PrivateEvent>::Type;

/// Calls `for_public` with a public event and `for_private` with a private one. Each must accept
/// every kind of its side: a missing kind does not compile.
template <class ForPublic, class ForPrivate>
constexpr decltype(auto) visit_event(const Event& event, const ForPublic& for_public,
                                     const ForPrivate& for_private) {
  return std::visit(
      [&]<class Kind>(const Kind& fact) -> decltype(auto) {
        if constexpr (event_detail::kIsOneOf<Kind, PublicEvent>) {
          return for_public(fact);
        } else {
          return for_private(fact);
        }
      },
      event);
}

/// Whether everybody may read the event.
constexpr bool is_public(const Event& event) {
  return visit_event(
      event, [](const auto& /*fact*/) { return true; }, [](const auto& /*fact*/) { return false; });
}

/// The subjects() of the event.
inline std::vector<AssetId> subjects(const Event& event) {
  return std::visit([](const auto& fact) { return fact.subjects(); }, event);
}

}  // namespace quitrent::market
