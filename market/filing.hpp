// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "market/event.hpp"
#include "registry/title/asset.hpp"
#include "registry/title/encumbrance.hpp"
#include "registry/title/evidence.hpp"
#include "registry/title/party.hpp"
#include "registry/vocabulary/digest.hpp"
#include "registry/vocabulary/identifier.hpp"
#include "registry/vocabulary/money.hpp"

namespace quitrent::market {

// What can be asked of the register. Shape (lengths, ranges, unknown words) was checked by the
// HTTP interface; `decide` checks all that takes the books.

/// The first filing of every register: its schedule, and its first operator.
struct FoundRegister {
  std::string schedule_toml;     ///< read without fault before
  std::string operator_name;     ///< 1 to 200 characters
  Digest operator_key;           ///< keyed hash
  RegisterFounded founded = {};  ///< what the register is for ever
};

/// A schedule that follows the others. What the charter says about it, and who proposed and who
/// approved it, is settled before it is filed.
struct PublishSchedule {
  std::string toml;  ///< read without fault before; states when it takes effect
};

/// By an operator: somebody new.
struct RegisterParty {
  std::string name;  ///< 1 to 200 characters
  Roles roles;       ///< not empty
  Digest key;        ///< keyed hash of the API key that the party will use
};

/// By an operator: money in from the bank. A reference counts once in the whole register.
struct CreditCash {
  PartyId party;
  Money amount;           ///< 1 µ or more
  std::string reference;  ///< 1 to 200 characters
};

/// By the party itself: money out to the bank.
struct WithdrawCash {
  Money amount;           ///< 1 µ or more
  std::string reference;  ///< at most 200 characters, may be empty
};

/// By the member who becomes holder.
struct RegisterAsset {
  AssetClass asset_class = AssetClass::patent;
  std::shared_ptr<const Particulars> particulars;  ///< terms in normal form, of the class's form
  Money assessment;                                ///< 1 µ … 10^18 µ
  Money escrow;                                    ///< 0 or more
  Instant expires_at = kEndOfTime;                 ///< kEndOfTime: never
};

/// What a filing about one asset names: which, and the version that the caller expects.
struct AssetRef {
  AssetId id;
  std::optional<std::uint32_t> expected_version = {};
};

/// By the holder: a new assessment, 1 µ … 10^18 µ.
struct AssessAsset {
  AssetRef asset;
  Money assessment;
};

/// By any member: into an asset's escrow, from the member's own cash; 1 µ or more.
struct DepositEscrow {
  AssetRef asset;
  Money amount;
};

/// By the holder: out of escrow, down to the cover; 1 µ or more.
struct WithdrawEscrow {
  AssetRef asset;
  Money amount;
};

/// One asset of a purchase and what the buyer says about it.
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

/// Whether an account is frozen or freed.
enum class Freeze : std::uint8_t { off = 0, on = 1 };

/// By an operator: a frozen party can neither pay out nor buy.
struct FreezeParty {
  PartyId party;
  Freeze freeze = Freeze::on;
  std::string reference;  ///< 1 to 200 characters
};

/// By an operator: a beneficiary's money out to the bank.
struct PayBeneficiary {
  std::string beneficiary;
  Money amount;           ///< 1 µ or more
  std::string reference;  ///< at most 200 characters, may be empty
};

/// By the holder: a licence that the register shows from now on.
struct RecordLicence {
  AssetRef asset;
  std::optional<PartyId> licensee;  ///< nothing: `licensee_name` says who
  std::string licensee_name;        ///< 1 to 200 characters where `licensee` is nothing, else empty
  Exclusivity exclusivity = Exclusivity::non_exclusive;
  std::string scope;             ///< 1 to 200 characters
  Instant ends_at = kEndOfTime;  ///< kEndOfTime: none
  std::optional<Digest> document;
};

/// By the licensee: the licence ends.
struct EndLicence {
  AssetRef asset;
  LicenceId licence;
};

/// By the holder: a creditor's claim on the price.
struct RecordLien {
  AssetRef asset;
  PartyId creditor;
  Money secured;  ///< 1 µ or more
  std::optional<Digest> document;
};

/// By the creditor: the lien ends.
struct ReleaseLien {
  AssetRef asset;
  LienId lien;
};

/// By a registrar: nothing but deposit and redemption happen to the asset until `ends_at`.
struct PlaceHold {
  AssetRef asset;
  std::string reference;  ///< 1 to 200 characters
  Instant ends_at;
  std::optional<Digest> document;
};

/// By a registrar: a hold ends before its time.
struct LiftHold {
  AssetRef asset;
  HoldId hold;
};

/// By the holder: the asset is everybody's from now on.
struct DedicateAsset {
  AssetRef asset;
};

/// By the former holder, while the asset is auctioned: title comes back.
struct RedeemAsset {
  AssetRef asset;
  std::optional<Money> assessment;  ///< nothing: as before
};

/// By the holder: the asset leaves the register at the end of a notice.
struct WithdrawAsset {
  AssetRef asset;
};

/// By a registrar: the claim to title is shown.
struct RecordEvidence {
  AssetRef asset;
  Authority authority;
};

/// By a registrar: the registrant had no right.
struct StrikeAsset {
  AssetRef asset;
  Authority authority;
};

/// By a registrar, by order of a court: title passes to `holder`.
struct RectifyTitle {
  AssetRef asset;
  PartyId holder;
  Authority authority;
};

/// By a registrar: the asset expires at another second.
struct ChangeExpiry {
  AssetRef asset;
  Instant expires_at;
  Authority authority;
};

/// By the holder: other public terms.
struct StateTerms {
  AssetRef asset;
  Terms terms;                           ///< of the form that the class takes, normal
  std::optional<Money> accept_clawback;  ///< the most that a commitment taken back may cost
};

/// By a registrar: the terms on record are false. One of both is there.
struct RecordFinding {
  AssetRef asset;
  std::optional<bool> source_withheld;  ///< of a work: what the source truly is
  std::optional<Terms> terms;           ///< what the terms truly are, normal
  Authority authority;
};

/// By a registrar: what a licence that no list knows leaves closed.
struct RecordProfile {
  std::string reference;    ///< `LicenseRef-...`, none that the licence table knows
  OpennessLevels levels{};  ///< 0 to 24 in each dimension
  std::string reason;       ///< 1 to 200 characters
  std::optional<Digest> document;
};

/// By any party: the degree of an asset is wrong.
struct ContestDegree {
  AssetRef asset;
  std::string reason;  ///< 1 to 2'000 bytes
};

/// By a registrar: what becomes of a contest.
struct DecideContest {
  AssetRef asset;
  ContestId contest;
  ContestOutcome outcome = ContestOutcome::rejected;
  std::string reason;  ///< 1 to 2'000 bytes
  Authority authority;
};

/// Of the sandbox: the clock stands at `to` from now on, once all that is due by then has happened.
struct MoveClock {
  Instant to;  ///< not before now
};

/// One request to the register, by whom, with what is not pure: the seed.
struct Filing {
  /// Which request.
  using Request =
      std::variant<FoundRegister, PublishSchedule, RegisterParty, CreditCash, WithdrawCash,
                   RegisterAsset, AssessAsset, DepositEscrow, WithdrawEscrow, PurchaseAssets,
                   FreezeParty, PayBeneficiary, RecordLicence, EndLicence, RecordLien, ReleaseLien,
                   PlaceHold, LiftHold, DedicateAsset, RedeemAsset, WithdrawAsset, RecordEvidence,
                   StrikeAsset, RectifyTitle, ChangeExpiry, StateTerms, RecordFinding,
                   RecordProfile, ContestDegree, DecideContest, MoveClock>;
  PartyId by;  ///< who asks; counts for all but FoundRegister and MoveClock
  Seed seed;   ///< drawn by the engine
  Request request;
};

}  // namespace quitrent::market
