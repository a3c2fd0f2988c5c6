// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "registry/title/encumbrance.hpp"
#include "registry/title/terms.hpp"
#include "registry/vocabulary/digest.hpp"
#include "registry/vocabulary/identifier.hpp"
#include "registry/vocabulary/instant.hpp"
#include "registry/vocabulary/money.hpp"
#include "registry/vocabulary/share.hpp"

namespace quitrent {

/// The position of a row in the order of registration, from 0. The order of due changes rests on
/// it.
using Ordinal = std::uint32_t;

/// Where an asset stands. Live: up to auction; terminal: from commons. `pending` is only shown: it
/// lies over one of the other live states, see shown_state(). Source: MECHANISM.md, 7.
enum class AssetState : std::uint8_t {
  active = 0,
  pending = 1,
  delinquent = 2,
  auction = 3,
  commons = 4,
  expired = 5,
  withdrawn = 6,
  struck = 7
};
/// Every state, in the order of its number.
inline constexpr std::array<AssetState, 8> kAssetStates{
    AssetState::active,  AssetState::pending, AssetState::delinquent, AssetState::auction,
    AssetState::commons, AssetState::expired, AssetState::withdrawn,  AssetState::struck};
/// The state as it stands in JSON.
std::string_view to_text(AssetState state);
/// Reads a state; nothing for an unknown word.
std::optional<AssetState> parse_asset_state(std::string_view text);
/// Whether the asset has come to an end that nothing follows.
constexpr bool is_terminal(AssetState state) { return state >= AssetState::commons; }

/// How well the holder's claim is shown. Source: MECHANISM.md, 11.
enum class TitleEvidence : std::uint8_t { claimed = 0, confirmed = 1 };
/// The evidence as it stands in JSON.
std::string_view to_text(TitleEvidence evidence);

/// A name under which the world knows an asset, such as patent US2190483. Unique in the register.
struct ExternalIdentifier {
  std::string scheme;  ///< 1 to 120 characters; a known one as in external_identifier.hpp
  std::string value;   ///< 1 to 120 characters, in its canonical form where the scheme has one
  /// Equal where both are.
  friend bool operator==(const ExternalIdentifier&, const ExternalIdentifier&) = default;
};

/// What an asset came out of, and how.
struct Origin {
  AssetId asset;
  Relation relation = Relation::derived;
  /// Equal where both are.
  friend bool operator==(const Origin&, const Origin&) = default;
};

/// The most that an asset may state that it came out of.
inline constexpr std::size_t kMostOrigins = 16;

/// The most bytes that an asset may keep: its particulars (name, identifiers, terms, what they
/// leave closed, origins) as the journal writes them. See market/README.md.
inline constexpr std::size_t kMostAssetBytes = 16 * 1024;

/// What seldom changes about an asset; shared between copies of its row.
struct Particulars {
  std::string name = {};                             ///< 1 to 200 characters
  std::vector<ExternalIdentifier> identifiers = {};  ///< at most 8
  Terms terms = {};                                  ///< public terms, as they are now
  /// What the terms leave closed, by instant: a promise of later terms is in it, and so are the
  /// earlier levels of an auction, which a redemption still has to pay for. The first hold from
  /// ever on. None: all is closed.
  std::vector<DatedOpennessLevels> levels = {};
  std::vector<Origin> derived_from = {};  ///< at most kMostOrigins, no asset twice
  /// Equal where all fields are.
  friend bool operator==(const Particulars&, const Particulars&) = default;
};

/// The figures of an asset that filings and time change, all as of `levied_to`. Source:
/// MECHANISM.md, sections 3 and 4.
struct AssetStatus {
  AssetState state = AssetState::active;  ///< never `pending`
  std::uint32_t pending = 0;              ///< number of the purchase under way, from 1; 0: none
  Money assessment;                       ///< 1 µ … 10^18 µ; what it is taxed on and sold for
  Money escrow;                           ///< prepaid tax; equals the asset's escrow account
  Money arrears;                          ///< tax due and unpaid; at most the assessment
  Money arisen;                           ///< all arrears that arose in this delinquency
  Money surcharge_paid;                   ///< of the surcharge on `arisen`
  Share late_surcharge;                   ///< the surcharge in force when this delinquency began
  std::int64_t carry = 0;                 ///< remainder of the last levy, in [0, 31'536'000 · 10^9)
  Instant levied_to;                      ///< tax is settled up to here
  Instant funded_until = kEndOfTime;  ///< first second that the escrow cannot pay; kEndOfTime: none
  Instant delinquent_at;              ///< first delinquent second; only in state delinquent
  Instant forecloses_at;     ///< end of grace, held time included; only in state delinquent
  Instant auction_ends_at;   ///< held time included; only in state auction
  Duration auction_length;   ///< in force when the auction opened; only in state auction
  Instant notice_ends_at;    ///< of this asset's own notice; only while pending
  Instant no_notice_before;  ///< purchases before it close at once: a notice ended lately
  Instant withdraws_at = kEndOfTime;  ///< end of a notice of withdrawal; kEndOfTime: none runs
  std::uint32_t version = 0;          ///< counts changes by holder, registrar or time
  /// Equal where all fields are.
  friend bool operator==(const AssetStatus&, const AssetStatus&) = default;
};

/// The state that the register shows: `pending` while a purchase is under way.
constexpr AssetState shown_state(const AssetStatus& status) {
  return status.pending != 0 ? AssetState::pending : status.state;
}

/// One asset of the register: the row that lives in memory.
struct Asset {
  AssetId id;
  Ordinal holder = 0;  ///< party in title; counts only where `has_holder()`
  AssetClass asset_class = AssetClass::patent;
  TitleEvidence title_evidence = TitleEvidence::claimed;
  Instant registered_at;
  Instant taxed_alike_since;        ///< since when assessment and terms stand as they are
  Instant held_since;               ///< when the holder, or the last one, came into title
  Instant conveyed_at;              ///< the second of the newest link of the chain of title
  Instant expires_at = kEndOfTime;  ///< kEndOfTime: never
  std::uint32_t conveyances = 0;    ///< links of the chain of title
  /// Where the walk to its origins goes on past versions that state nothing but the version before:
  /// the ordinal, from 1, of the newest earlier version that states more; 0: nowhere. Derived.
  std::uint32_t origins_at = 0;
  Digest chain;  ///< digest of the chain of title, see chain_link
  AssetStatus status;
  std::shared_ptr<const Particulars> particulars;
  std::shared_ptr<const Encumbrances> encumbrances;  ///< null: none

  /// Whether somebody is in title: states active and delinquent.
  bool has_holder() const { return status.state <= AssetState::delinquent; }
  /// Whether it has a last day.
  bool expires() const { return expires_at < kEndOfTime; }
};

}  // namespace quitrent
