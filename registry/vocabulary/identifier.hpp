// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <array>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <optional>
#include <string>
#include <string_view>

#include "registry/vocabulary/instant.hpp"

namespace quitrent {

/// The 16 bytes of a UUID of version 7: milliseconds since 1970, then unpredictable bits.
struct Uuid {
  std::array<std::uint8_t, 16> bytes{};  ///< big-endian, as in RFC 9562
  /// Orders by bytes, therefore by time first.
  friend constexpr auto operator<=>(const Uuid&, const Uuid&) = default;
};

/// 16 random bytes that the engine draws for a filing and journals with it. Every identifier that
/// the filing makes derives from them, so a replay draws no random bytes. Source: DESIGN.md.
struct Seed {
  std::array<std::uint8_t, 16> bytes{};  ///< as drawn
  /// Equal where all bytes are.
  friend constexpr bool operator==(const Seed&, const Seed&) = default;
};

/// The n-th UUIDv7 of a filing of second `now`: a pure function of its arguments. It reveals
/// nothing about the seed; the seed protects the hidden part of the filing's entry from guessing.
Uuid derived_uuid(const Seed& seed, std::uint32_t nth, Instant now);

/// The UUIDv7 of a thing with a public number, of second `now`. It hides nothing.
Uuid numbered_uuid(std::uint64_t number, Instant now);

/// `prefix` and 26 characters of Crockford base32, lower case.
std::string uuid_text(std::string_view prefix, const Uuid& uuid);

/// Reads what uuid_text writes; nothing for another prefix, length, alphabet or case.
std::optional<Uuid> parse_uuid(std::string_view prefix, std::string_view text);

/// An identifier of one kind of thing. Identifiers of two kinds are two types. `Kind::prefix` names
/// the kind in text.
template <class Kind>
struct Identifier {
  Uuid uuid;  ///< unique in its kind
  /// The n-th identifier that a filing makes.
  static Identifier derived(const Seed& seed, std::uint32_t nth, Instant now) {
    return {derived_uuid(seed, nth, now)};
  }
  /// Orders by time of making, then at random.
  friend constexpr auto operator<=>(const Identifier&, const Identifier&) = default;
};

/// The kinds of identifiers, each with its prefix. Source: API.md, Conventions.
struct PartyKind {
  static constexpr std::string_view prefix = "pty_";  ///< of a party
};
struct AssetKind {
  static constexpr std::string_view prefix = "ast_";  ///< of an asset
};
struct PurchaseKind {
  static constexpr std::string_view prefix = "pur_";  ///< of a purchase
};
struct RecordedLicenceKind {
  static constexpr std::string_view prefix = "lic_";  ///< of a recorded licence
};
struct ScheduleKind {
  static constexpr std::string_view prefix = "sch_";  ///< of a tax schedule
};
struct LienKind {
  static constexpr std::string_view prefix = "lien_";  ///< of a lien
};
struct HoldKind {
  static constexpr std::string_view prefix = "hold_";  ///< of a registrar's hold
};
struct ContestKind {
  static constexpr std::string_view prefix = "con_";  ///< of a contest of a degree
};
struct ActIdKind {
  static constexpr std::string_view prefix = "act_";  ///< of an act of two persons
};
struct FindingKind {
  static constexpr std::string_view prefix = "fnd_";  ///< of a registrar's finding about terms
};
struct SimulationKind {
  static constexpr std::string_view prefix = "sim_";  ///< of a simulation of a schedule
};
struct EventKind {
  static constexpr std::string_view prefix = "evt_";  ///< of a public event
};

using PartyId = Identifier<PartyKind>;              ///< names a party
using AssetId = Identifier<AssetKind>;              ///< names an asset
using PurchaseId = Identifier<PurchaseKind>;        ///< names a purchase
using LicenceId = Identifier<RecordedLicenceKind>;  ///< names a recorded licence
using ScheduleId = Identifier<ScheduleKind>;        ///< names a tax schedule
using LienId = Identifier<LienKind>;                ///< names a lien
using HoldId = Identifier<HoldKind>;                ///< names a registrar's hold
using ContestId = Identifier<ContestKind>;          ///< names a contest
using FindingId = Identifier<FindingKind>;          ///< names a finding
using ActId = Identifier<ActIdKind>;                ///< names an act of two persons
using SimulationId = Identifier<SimulationKind>;    ///< names a simulation of a schedule
using EventId = Identifier<EventKind>;              ///< names a public event

/// Writes an identifier: prefix and 26 characters.
template <class Kind>
std::string to_text(const Identifier<Kind>& identifier) {
  return uuid_text(Kind::prefix, identifier.uuid);
}

/// Reads an identifier of the kind asked for; nothing for any other text.
template <class Kind>
std::optional<Identifier<Kind>> parse_identifier(std::string_view text) {
  const auto uuid = parse_uuid(Kind::prefix, text);
  if (!uuid) return std::nullopt;
  return Identifier<Kind>{*uuid};
}

/// Hashes an identifier for an unordered map by its last bytes; they are evenly distributed.
struct IdentifierHash {
  /// The last eight bytes.
  template <class Kind>
  std::size_t operator()(const Identifier<Kind>& identifier) const {
    std::uint64_t word = 0;
    std::memcpy(&word, identifier.uuid.bytes.data() + 8, sizeof word);
    return word;
  }
};

}  // namespace quitrent
