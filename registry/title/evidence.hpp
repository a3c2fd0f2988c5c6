// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "registry/title/asset.hpp"
#include "registry/title/party.hpp"
#include "registry/vocabulary/digest.hpp"
#include "registry/vocabulary/identifier.hpp"
#include "registry/vocabulary/instant.hpp"

namespace quitrent {

/// The authority for a registrar's act.
struct Authority {
  std::string reference = {};  ///< 1 to 200 characters
  std::optional<Digest> document = {};
};

/// For which terms a recorded profile counts. Source: MECHANISM.md, section 9.
enum class ProfileReach : std::uint8_t {
  document = 0,  ///< terms that state the reference and the document
  /// Recorded by an earlier program: also terms of that time that name the reference without a
  /// document. At most one profile of a reference has this reach.
  name = 1
};
/// The reach in words.
constexpr std::string_view to_text(ProfileReach symbol) {
  switch (symbol) {
    case ProfileReach::document:
      return "document";
    case ProfileReach::name:
      return "name";
  }
  return {};
}

/// The openness levels that a registrar recorded for a licence that is not in the list.
struct RecordedProfile {
  std::string reference;                ///< `LicenseRef-...`, as the expression spells it
  OpennessLevels levels{};              ///< 0 to 24 in each dimension
  std::string reason;                   ///< 1 to 200 characters
  std::optional<Digest> document = {};  ///< digest of the licence's text; nothing: reach name
  Instant recorded_at = {};
  ProfileReach reach = ProfileReach::document;
  /// Equal where all fields are.
  friend bool operator==(const RecordedProfile&, const RecordedProfile&) = default;
};

/// An objection of a party to the degree of an asset, or to a finding about it, until a registrar
/// decides it.
struct Contest {
  ContestId id;
  AssetId asset;
  NamedParty by;
  std::string reason;  ///< 1 to 2'000 bytes
  Instant filed_at;
  std::optional<FindingId> finding = {};  ///< the contested finding; nothing: the degree
  Money bond = {};                        ///< held of the party's money until it is decided
  /// Equal where all fields are.
  friend bool operator==(const Contest&, const Contest&) = default;
};

/// How a registrar decided a contest. Only a frivolous one costs its bond.
enum class ContestOutcome : std::uint8_t { upheld = 0, rejected = 1, frivolous = 2 };
/// The outcome as it stands in JSON.
constexpr std::string_view to_text(ContestOutcome symbol) {
  switch (symbol) {
    case ContestOutcome::upheld:
      return "upheld";
    case ContestOutcome::rejected:
      return "rejected";
    case ContestOutcome::frivolous:
      return "frivolous";
  }
  return {};
}
/// Reads an outcome; nothing for any other text.
std::optional<ContestOutcome> parse_contest_outcome(std::string_view text);

}  // namespace quitrent
