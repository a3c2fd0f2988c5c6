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

#include "market/state/causes.hpp"
#include "registry/ledger/account.hpp"
#include "registry/ledger/party_debts.hpp"
#include "registry/title/conveyance.hpp"
#include "registry/title/encumbrance.hpp"
#include "registry/title/evidence.hpp"
#include "registry/title/party.hpp"

namespace quitrent::market {

// Events are facts: what a filing or the passing of time made true. Each carries what it leaves
// behind, so that to apply one is to put it in place, and cannot fail. Each answers subjects() with
// the assets that it names, each of which has another history or another next change from now on;
// none where it concerns the whole register or no asset.

/// The tax that a change settled first, from the last levy on. Source: MECHANISM.md, section 3.
struct LevyFact {
  Period over = {};    ///< seconds that were settled
  Money paid = {};     ///< from escrow to revenue
  Money arrears = {};  ///< due and unpaid
};

/// Public: an asset enters the register. Title begins with `holder`.
struct AssetRegistered {
  AssetId id;
  AssetClass asset_class = AssetClass::patent;
  Share degree;        ///< now; it follows from the levels of the particulars
  Instant expires_at;  ///< kEndOfTime: never
  std::shared_ptr<const Particulars> particulars;
  NamedParty holder;
  AssetStatus status;
  std::shared_ptr<const Encumbrances> encumbrances = {};  ///< licences of a withdrawn forerunner
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

/// What a creditor got of a price.
struct LienPayment {
  LienId lien;
  PartyId creditor;
  Money paid;  ///< at most what the lien secured
  /// Equal where all fields are.
  friend bool operator==(const LienPayment&, const LienPayment&) = default;
};

/// Where the price of a sale went, first to last. Source: MECHANISM.md, section 6.
struct Waterfall {
  Money price = {};                     ///< what the buyer paid for title
  Money arrears = {};                   ///< to revenue
  Money surcharge = {};                 ///< to revenue
  std::vector<LienPayment> liens = {};  ///< by priority
  Money seller = {};                    ///< to the holder before
  Money refund = {};                    ///< escrow returned to the holder before
};

/// Public: title passed, or ended.
struct AssetConveyed {
  AssetId asset;
  std::optional<PurchaseId> purchase;  ///< with cause purchase or auction
  Conveyance conveyance;               ///< the new link of the chain
  NamedParty from;                     ///< in title before
  LevyFact levy;
  Waterfall waterfall;
  AssetStatus status;
  EncumbranceChange change = {};             ///< of what stands against it
  std::optional<LicenceId> grant_back = {};  ///< the licence that the seller kept; it was added
  std::string reference = {};                ///< of the registrar; with strike and rectification
  std::optional<Digest> document = {};       ///< likewise
  std::vector<AssetId> subjects() const { return {asset}; }
};

/// Public: a schedule is published; the first one founds the register.
struct SchedulePublished {
  ScheduleId id;
  std::string toml;   ///< the schedule as it was handed in
  Instant effective;  ///< first second in which it is in force
  std::vector<AssetId> subjects() const { return {}; }
};

/// Public: what stands against an asset changed.
struct EncumbrancesChanged {
  AssetId asset;
  EncumbranceCause cause = EncumbranceCause::licence_recorded;
  Uuid subject;                   ///< which licence, lien or hold
  EncumbranceChange change = {};  ///< of what stands against it
  AssetStatus status;             ///< a hold moves deadlines
  std::vector<AssetId> subjects() const { return {asset}; }
};

/// Public: a registrar recorded evidence of title, or another date of expiry.
struct RegistrarNoted {
  AssetId asset;
  RegistrarNote note = RegistrarNote::evidence;
  std::string reference;  ///< 1 to 200 characters
  std::optional<Digest> document = {};
  Instant expires_at;  ///< from now on; with note evidence as it was
  AssetStatus status;
  std::vector<AssetId> subjects() const { return {asset}; }
};

/// One asset of a purchase that waits for the end of its notice, at what was agreed.
struct PendingItem {
  AssetId asset;
  PartyId seller;    ///< in title, or last in title, when the purchase was filed
  Money price;       ///< locked
  Money assessment;  ///< of the buyer, from the close on
  Money escrow;      ///< of the buyer, held until the close
};

/// A purchase that waits for the end of its notice. Source: MECHANISM.md, section 6.
struct PendingPurchase {
  PurchaseId id;
  NamedParty buyer;
  Instant begun_at;
  Instant closes_at;  ///< by itself; moved by holds on any of its assets
  std::vector<PendingItem> items;
};

/// Public: a purchase begins to wait, waits for another second, closes or comes to nothing.
struct PurchaseChanged {
  std::uint32_t number = 0;  ///< among purchases that ever waited, from 1
  PurchaseStatus status = PurchaseStatus::pending;
  PendingPurchase purchase;
  std::vector<AssetId> subjects() const;
};

/// Public: the register was down, which counts as a hold on every asset. Journalled at the second
/// at which it went down, so before all that fell due meanwhile. Source: MECHANISM.md, section 7.
struct OutageRecorded {
  Period down;
  std::vector<AssetId> subjects() const { return {}; }
};

/// Public: the tax of every asset was settled up to a second. What each asset paid follows from
/// what was published before, and is not written down: see the README. Source: MECHANISM.md, 3.
struct RegisterLevied {
  Instant at;
  std::array<Money, kAssetClasses.size()> paid = {};     ///< in all, by class
  std::array<Money, kAssetClasses.size()> arrears = {};  ///< likewise
  std::vector<AssetId> subjects() const { return {}; }
};

/// What one beneficiary got.
struct ApportionedShare {
  std::string to;  ///< its name
  Money amount;
};

/// Public: revenue went to its beneficiaries. Source: MECHANISM.md, section 8.
struct RevenueApportioned {
  Money amount;
  std::vector<ApportionedShare> shares;  ///< in the order of the schedule; they sum to `amount`
  std::vector<AssetId> subjects() const { return {}; }
};

/// Public: the public terms of an asset are others from now on, or leave something else closed.
struct TermsChanged {
  AssetId asset;
  TermsCause cause = TermsCause::opening;
  Instant at;
  std::shared_ptr<const Particulars> particulars;
  Share degree;       ///< from now on, until weights or later terms change it
  Money clawback;     ///< with cause withdrawal paid, with cause finding added to the arrears
  LevyFact levy;      ///< under the terms before
  Authority because;  ///< of a registrar; with cause finding
  AssetStatus status;
  std::vector<AssetId> subjects() const { return {asset}; }
};

/// Public: a registrar recorded what a licence that no list knows leaves closed. What this makes of
/// assets follows as events of their own.
struct ProfileRecorded {
  RecordedProfile profile;
  std::vector<AssetId> subjects() const { return {}; }
};

/// Public: somebody contests the degree of an asset.
struct ContestFiled {
  Contest contest;
  std::vector<AssetId> subjects() const { return {contest.asset}; }
};

/// Public: a registrar decided a contest. A finding that follows from it is an event of its own.
struct ContestDecided {
  Contest contest;
  ContestOutcome outcome = ContestOutcome::rejected;
  Authority because;   ///< of the registrar
  std::string reason;  ///< 1 to 2'000 bytes
  Instant decided_at;
  std::vector<AssetId> subjects() const { return {contest.asset}; }
};

/// Public: entries of this register were lost, and its operator went on without them. Source:
/// API.md, Program.
struct LossAccepted {
  std::uint64_t after = 0;  ///< sequence of the last entry that is left; 0: none was
  /// The latest entry that something beside the journal named; not after `after` where what is left
  /// has other entries in its place.
  std::uint64_t named = 0;
  std::vector<AssetId> subjects() const { return {}; }
};

/// Public: what the register is from its founding on, and for ever. A register that an earlier
/// program founded says so at its first start under a later one.
struct RegisterFounded {
  RegisterKind kind = RegisterKind::real;
  Digest key_check;  ///< tells another register's secret; see EngineCalls::keyed_digest
  std::vector<AssetId> subjects() const { return {}; }
};

/// Private: somebody may take part from now on.
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

/// Private: what a party owes from now on for the shortfall of one asset.
struct DebtChanged {
  std::uint32_t party = 0;                  ///< ordinal
  std::optional<std::uint32_t> asset = {};  ///< ordinal; nothing: of several, in one sum
  Debt debt;
  std::vector<AssetId> subjects() const { return {}; }
};

/// Private: an operator froze a party's account, or freed it.
struct PartyFrozen {
  std::uint32_t party = 0;  ///< ordinal
  bool frozen = false;      ///< from now on
  std::string reference;    ///< 1 to 200 characters
  std::vector<AssetId> subjects() const { return {}; }
};

/// A fact that everybody may read.
using PublicEvent =
    std::variant<AssetRegistered, AssetStatusChanged, AssetConveyed, SchedulePublished,
                 EncumbrancesChanged, RegistrarNoted, PurchaseChanged, OutageRecorded,
                 RegisterLevied, RevenueApportioned, TermsChanged, ProfileRecorded, ContestFiled,
                 ContestDecided, LossAccepted, RegisterFounded>;

/// A fact about cash, keys or persons.
using PrivateEvent = std::variant<PartyRegistered, MoneyPosted, DebtChanged, PartyFrozen>;

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

/// One fact; the public ones first.
using Event = event_detail::Joined<PublicEvent, PrivateEvent>::Type;

/// Calls `for_public` with a public fact, `for_private` with a private one. Each takes every kind
/// of its side: a new kind that one of them does not know does not compile.
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

/// The subjects() of whichever kind it is.
inline std::vector<AssetId> subjects(const Event& event) {
  return std::visit([](const auto& fact) { return fact.subjects(); }, event);
}

}  // namespace quitrent::market
