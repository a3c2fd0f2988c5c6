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

/// The position of a row in the order of registration, from 0. The order of due changes depends on
/// it.
using Ordinal = std::uint32_t;

/// The state of an asset. Live states: up to auction; terminal states: from commons. `pending` is
/// only shown: it covers another live state, see shown_state(). Source: MECHANISM.md, section 7.
enum class AssetState : std::uint8_t {
  active = 0,
  pending = 1,
  delinquent = 2,
  auction = 3,
  commons = 4,
  expired = 5,
  withdrawn = 6,
  struck = 7,
  surrendered = 8
};
/// Every state, in the order of its number.
inline constexpr std::array<AssetState, 9> kAssetStates{
    AssetState::active,    AssetState::pending, AssetState::delinquent,
    AssetState::auction,   AssetState::commons, AssetState::expired,
    AssetState::withdrawn, AssetState::struck,  AssetState::surrendered};
/// The state as it stands in JSON.
std::string_view to_text(AssetState state);
/// Reads a state; nothing for any other text.
std::optional<AssetState> parse_asset_state(std::string_view text);
/// Whether the state is terminal: no other state follows.
constexpr bool is_terminal(AssetState state) { return state >= AssetState::commons; }
/// Whether an asset in this state lets its identifiers be registered again; those of a withdrawn
/// asset by its last holder only. Source: MECHANISM.md, section 7.
constexpr bool frees_identifiers(AssetState state) {
  return state == AssetState::struck || state == AssetState::withdrawn ||
         state == AssetState::surrendered;
}

/// Whether a registrar has recorded evidence of the holder's claim. Source: MECHANISM.md, section
/// 11.
enum class TitleEvidence : std::uint8_t { claimed = 0, confirmed = 1 };
/// The evidence as it stands in JSON.
std::string_view to_text(TitleEvidence evidence);

/// A public number or name of an asset, such as patent US2190483. Unique in the register.
struct ExternalIdentifier {
  std::string scheme;  ///< 1 to 120 characters; a known one has the form of external_identifier.hpp
  std::string value;   ///< 1 to 120 characters, in its canonical form where the scheme has one
  /// Equal where both are.
  friend bool operator==(const ExternalIdentifier&, const ExternalIdentifier&) = default;
};

/// The most bytes of an asset's particulars (name, identifiers, terms, openness levels, origins) as
/// the journal writes them. See market/README.md.
inline constexpr std::size_t kMostAssetBytes = 16 * 1024;

/// The facts about an asset that seldom change. Copies of its row share them.
struct Particulars {
  std::string name = {};                             ///< 1 to 200 characters
  std::vector<ExternalIdentifier> identifiers = {};  ///< at most 8
  Terms terms = {};                                  ///< the present public terms
  /// The openness levels of the terms, by instant. They include the levels of later terms that the
  /// holder has promised, and the earlier levels of an asset in auction, since a redemption must
  /// still pay for them. The first levels also apply to all time before. Empty: all is closed.
  std::vector<DatedOpennessLevels> levels = {};
  std::vector<Origin> derived_from = {};  ///< at most kMostOrigins, no asset twice
  /// Equal where all fields are.
  friend bool operator==(const Particulars&, const Particulars&) = default;
};

/// The figures of an asset that filings and time change, all as of `levied_to`. Source:
/// MECHANISM.md, sections 3 and 4.
struct AssetStatus {
  AssetState state = AssetState::active;  ///< never `pending`
  std::uint32_t pending = 0;              ///< number of the pending purchase, from 1; 0: none
  Money assessment;                       ///< 1 µ … 10^18 µ; the tax base and the price
  Money escrow;                           ///< prepaid tax; equals the asset's escrow account
  Money arrears;                          ///< tax due and unpaid; at most the assessment
  Money arisen;                           ///< all arrears that arose in this delinquency
  Money surcharge_paid;                   ///< the paid part of the surcharge on `arisen`
  Share late_surcharge;                   ///< the share in force when this delinquency began
  std::int64_t carry = 0;                 ///< remainder of the last levy, see tax::kCarryLimit
  Instant levied_to;                      ///< tax is levied up to here
  Instant funded_until = kEndOfTime;  ///< first second that the escrow cannot pay; kEndOfTime: none
  Instant delinquent_at;              ///< first delinquent second; only in state delinquent
  Instant forecloses_at;     ///< end of grace, held time included; only in state delinquent
  Instant auction_ends_at;   ///< held time included; only in state auction
  Duration auction_length;   ///< in force when the auction opened; only in state auction
  Instant notice_ends_at;    ///< of this asset's own notice; only while pending
  Instant no_notice_before;  ///< a purchase before it closes at once
  Instant withdraws_at = kEndOfTime;  ///< end of the withdrawal notice; kEndOfTime: none
  std::uint32_t version = 0;          ///< counts changes by holder, registrar or time
  /// Equal where all fields are.
  friend bool operator==(const AssetStatus&, const AssetStatus&) = default;
};

/// Whether tax of an asset in this state is overdue; in an auction the last holder owes it.
constexpr bool is_overdue(AssetState state) {
  return state == AssetState::delinquent || state == AssetState::auction;
}

/// The state that the register shows: `pending` while a purchase is pending.
constexpr AssetState shown_state(const AssetStatus& status) {
  return status.pending != 0 ? AssetState::pending : status.state;
}

/// One asset of the register: the row in memory.
struct Asset {
  AssetId id;
  Ordinal holder = 0;  ///< party in title; without `has_holder()`, who was in title last
  AssetClass asset_class = AssetClass::patent;
  TitleEvidence title_evidence = TitleEvidence::claimed;
  Instant registered_at;
  Instant taxed_alike_since;        ///< when the assessment or the terms changed last
  Instant held_since;               ///< when the present or last holder came into title
  Instant conveyed_at;              ///< the second of the newest link of the chain of title
  Instant expires_at = kEndOfTime;  ///< kEndOfTime: never
  std::uint32_t conveyances = 0;    ///< the number of links in the chain of title
  Digest chain;                     ///< digest of the chain of title, see chain_link
  AssetStatus status;
  std::shared_ptr<const Particulars> particulars;
  std::shared_ptr<const Encumbrances> encumbrances;  ///< null: none

  /// Whether somebody is in title: states active and delinquent.
  bool has_holder() const { return status.state <= AssetState::delinquent; }
  /// Whether it expires at some instant.
  bool expires() const { return expires_at < kEndOfTime; }
};

}  // namespace quitrent
