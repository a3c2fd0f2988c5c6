// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "market/event.hpp"
#include "registry/title/act.hpp"
#include "registry/title/asset.hpp"
#include "registry/title/encumbrance.hpp"
#include "registry/title/evidence.hpp"
#include "registry/title/party.hpp"
#include "registry/vocabulary/digest.hpp"
#include "registry/vocabulary/identifier.hpp"
#include "registry/vocabulary/money.hpp"
#include "registry/vocabulary/outcome.hpp"
#include "registry/vocabulary/rate.hpp"
#include "tax/schedule/charter.hpp"

namespace quitrent::market {

// The requests to the register. The HTTP interface has checked their shape (lengths, ranges,
// unknown words). `decide` checks everything that depends on the books.

/// The first filing of every register: its schedule, and its first operator.
struct FoundRegister {
  std::string schedule_toml;     ///< already read without a fault
  std::string operator_name;     ///< 1 to 200 characters
  Digest operator_key;           ///< keyed hash
  RegisterFounded founded = {};  ///< what the register is permanently
  /// Its charter; nothing: the defaults, without recording them.
  std::optional<tax::Charter> charter = {};
  /// What its degrees follow from; nothing: unrecorded_weights() weigh, without recording it.
  std::optional<tax::DegreeBasis> basis = {};
};

/// A schedule that succeeds the earlier ones. Its check against the charter, its proposal and its
/// approval precede this filing.
struct PublishSchedule {
  std::string toml;  ///< already read without a fault; states when it takes effect
};

/// By a policy officer: proposes a schedule, which another one may approve.
struct ProposeSchedule {
  std::string toml;  ///< already read without a fault
  /// What the simulation that the proposer saw predicts; nothing: the proposer names none. A
  /// refusal: the simulation that it names is none of this schedule.
  Outcome<std::optional<Prediction>> prediction = std::nullopt;
  /// The digest of the schedule that the proposer compared it with; nothing: whichever is the last.
  std::optional<Digest> baseline = {};
};

/// The most rates that a schedule may change: whoever approves it types each of them.
inline constexpr std::size_t kMostChangedRates = 500;

/// A rate of a bracket, as whoever approves a schedule types it.
struct TypedRate {
  AssetClass asset_class = AssetClass::patent;
  Instant from;  ///< first second in which it applies
  Money above;   ///< the bracket
  AnnualRate rate;
};

/// By another policy officer: approves a schedule.
struct ApproveSchedule {
  ScheduleId schedule;
  Digest digest;                 ///< of the text that the person read
  std::vector<TypedRate> rates;  ///< every rate that it changes
};

/// By its proposer or another policy officer: withdraws a schedule that is not approved.
struct WithdrawSchedule {
  ScheduleId schedule;
};

/// By an operator: registers a party.
struct RegisterParty {
  std::string name;  ///< 1 to 200 characters
  Roles roles;       ///< not empty
  Digest key;        ///< keyed hash of the API key that the party will use
};

/// By an operator: money comes in from the bank. A reference is valid once in the whole register.
struct CreditCash {
  PartyId party;
  Money amount;           ///< 1 µ or more
  std::string reference;  ///< 1 to 200 characters
};

/// By the party itself: money goes out to the bank.
struct WithdrawCash {
  Money amount;           ///< 1 µ or more
  std::string reference;  ///< at most 200 characters, may be empty
};

/// By the member who becomes holder: registers an asset.
struct RegisterAsset {
  AssetClass asset_class = AssetClass::patent;
  std::shared_ptr<const Particulars> particulars;  ///< terms in normal form, of the class's form
  Money assessment;                                ///< 1 µ … 10^18 µ
  Money escrow;                                    ///< 0 or more
  Instant expires_at = kEndOfTime;                 ///< kEndOfTime: never
};

/// The asset that a filing is about, and the version that the caller expects.
struct AssetRef {
  AssetId id;
  std::optional<std::uint32_t> expected_version = {};
};

/// By the holder: a new assessment, 1 µ … 10^18 µ.
struct AssessAsset {
  AssetRef asset;
  Money assessment;
};

/// By any member: a payment into an asset's escrow, from the member's own cash; 1 µ or more.
struct DepositEscrow {
  AssetRef asset;
  Money amount;
};

/// By the holder: a payment out of the escrow, down to the cover; 1 µ or more.
struct WithdrawEscrow {
  AssetRef asset;
  Money amount;
};

/// One asset of a purchase and the buyer's values for it.
struct PurchaseItem {
  AssetId asset;
  Money max_price;   ///< 0 or more
  Money assessment;  ///< the buyer's own, 1 µ … 10^18 µ
  Money escrow;      ///< 0 or more
  std::optional<Digest> expected_terms;
};

/// By a member: a compulsory purchase of one asset or a basket, all or nothing.
struct PurchaseAssets {
  std::vector<PurchaseItem> items;  ///< 1 to 100, no asset twice
};

/// Whether to freeze or unfreeze an account.
enum class Freeze : std::uint8_t { off = 0, on = 1 };

/// By an operator: freezes or unfreezes a party. A frozen party can neither withdraw money nor buy.
struct FreezeParty {
  PartyId party;
  Freeze freeze = Freeze::on;
  std::string reference;  ///< 1 to 200 characters
};

/// By an operator: a beneficiary's money goes out to the bank.
struct PayBeneficiary {
  std::string beneficiary;
  Money amount;           ///< 1 µ or more
  std::string reference;  ///< at most 200 characters, may be empty
};

/// By the holder: a licence that the register shows from now on.
struct RecordLicence {
  AssetRef asset;
  std::optional<PartyId> licensee;  ///< nothing: `licensee_name` names it
  std::string licensee_name;        ///< 1 to 200 characters where `licensee` is nothing, else empty
  Exclusivity exclusivity = Exclusivity::non_exclusive;
  std::string scope;             ///< 1 to 200 characters
  Instant ends_at = kEndOfTime;  ///< kEndOfTime: no end
  std::optional<Digest> document;
};

/// By the licensee, or by a registrar on the order of a court: the licence ends.
struct EndLicence {
  AssetRef asset;
  LicenceId licence;
  std::optional<Authority> by_order = {};  ///< of a registrar; nothing: by the licensee
};

/// By the holder: a creditor's claim on the price.
struct RecordLien {
  AssetRef asset;
  PartyId creditor;
  Money secured;  ///< 1 µ or more
  std::optional<Digest> document;
  Instant ends_at = kEndOfTime;  ///< kEndOfTime: no end
};

/// By the creditor, or by a registrar on the order of a court: the lien ends.
struct ReleaseLien {
  AssetRef asset;
  LienId lien;
  std::optional<Authority> by_order = {};  ///< of a registrar; nothing: by the creditor
};

/// Whether a hold stays within the time for which registrars, each alone, may hold an asset.
enum class HoldLimit : std::uint8_t { by_one = 0, beyond = 1 };

/// By a registrar: until `ends_at`, the asset may only be deposited for and redeemed.
struct PlaceHold {
  AssetRef asset;
  std::string reference;  ///< 1 to 200 characters
  Instant ends_at;
  std::optional<Digest> document;
  HoldLimit limit = HoldLimit::by_one;  ///< beyond: filed as an act of two
};

/// By a registrar: a hold ends before its stated end.
struct LiftHold {
  AssetRef asset;
  HoldId hold;
};

/// By the holder: dedicates the asset to the commons.
struct DedicateAsset {
  AssetRef asset;
};

/// By the former holder, during the auction: takes title back.
struct RedeemAsset {
  AssetRef asset;
  std::optional<Money> assessment;  ///< nothing: unchanged
};

/// By the holder: the asset leaves the register at the end of a notice.
struct WithdrawAsset {
  AssetRef asset;
};

/// By a registrar: records evidence of the holder's claim.
struct RecordEvidence {
  AssetRef asset;
  Authority authority;
};

/// By a registrar: removes an asset whose registrant had no right.
struct StrikeAsset {
  AssetRef asset;
  Authority authority;
};

/// By a registrar, by order of a court: conveys title to `holder`.
struct RectifyTitle {
  AssetRef asset;
  PartyId holder;
  Authority authority;
};

/// By a registrar: changes the second of expiry.
struct ChangeExpiry {
  AssetRef asset;
  Instant expires_at;
  Authority authority;
};

/// By the holder: states other public terms.
struct StateTerms {
  AssetRef asset;
  Terms terms;                           ///< of the form of the class, in normal form
  std::optional<Money> accept_clawback;  ///< the most that the clawback may cost
};

/// By a registrar: the recorded terms are false, or an origin is not stated. One of
/// `source_withheld`, `terms` and `origins` says something.
struct RecordFinding {
  AssetRef asset;
  std::optional<bool> source_withheld;  ///< of a work: the true state of the source
  std::optional<Terms> terms;           ///< the true terms, in normal form
  Authority authority;
  std::vector<Origin> origins = {};  ///< that were not stated; no asset twice
};

/// By a registrar: the openness levels of a licence that is not in the list, for one text.
struct RecordProfile {
  std::string reference;    ///< `LicenseRef-...`, not one of the licence table
  OpennessLevels levels{};  ///< 0 to 24 in each dimension
  std::string reason;       ///< 1 to 200 characters
  Digest document;          ///< of the licence's text
};

/// By any party: contests the degree of an asset, or a finding about it, against a bond.
struct ContestDegree {
  AssetRef asset;
  std::string reason;                     ///< 1 to 2'000 bytes
  std::optional<FindingId> finding = {};  ///< by a party that owes; nothing: the degree
};

/// By a registrar: decides a contest.
struct DecideContest {
  AssetRef asset;
  ContestId contest;
  ContestOutcome outcome = ContestOutcome::rejected;
  std::string reason;  ///< 1 to 2'000 bytes
  Authority authority;
  /// Outcome upheld: the finding that the decision carries, in the same step; as in RecordFinding.
  std::optional<bool> source_withheld = {};
  std::optional<Terms> terms = {};
  std::vector<Origin> origins = {};
};

/// By another person with the same role: approves an act of two, which is then decided.
struct ApproveAct {
  ActId act;
  Digest digest;  ///< of the act that the person read
};

/// By the proposer or another person with the same role: withdraws an act of two.
struct WithdrawAct {
  ActId act;
};

/// Only in the sandbox: sets the clock to `to`, after everything due by then has happened.
struct MoveClock {
  Instant to;  ///< not before now
};

/// One request to the register, with the party that files it and the seed, the only input that is
/// not pure.
struct Filing {
  /// The kinds of requests.
  using Request =
      std::variant<FoundRegister, PublishSchedule, RegisterParty, CreditCash, WithdrawCash,
                   RegisterAsset, AssessAsset, DepositEscrow, WithdrawEscrow, PurchaseAssets,
                   FreezeParty, PayBeneficiary, RecordLicence, EndLicence, RecordLien, ReleaseLien,
                   PlaceHold, LiftHold, DedicateAsset, RedeemAsset, WithdrawAsset, RecordEvidence,
                   StrikeAsset, RectifyTitle, ChangeExpiry, StateTerms, RecordFinding,
                   RecordProfile, ContestDegree, DecideContest, ApproveAct, WithdrawAct,
                   ProposeSchedule, ApproveSchedule, WithdrawSchedule, MoveClock>;
  PartyId by;  ///< the filer; no meaning for FoundRegister and MoveClock
  Seed seed;   ///< drawn by the engine
  Request request;
};

}  // namespace quitrent::market
