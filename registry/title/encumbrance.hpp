// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "registry/title/party.hpp"
#include "registry/vocabulary/digest.hpp"
#include "registry/vocabulary/identifier.hpp"
#include "registry/vocabulary/instant.hpp"
#include "registry/vocabulary/money.hpp"

namespace quitrent {

/// The most licences and liens of one asset. Source: MECHANISM.md, section 1.
inline constexpr std::size_t kMostLicences = 64;
inline constexpr std::size_t kMostLiens = 16;
/// The most holds of one asset at once.
inline constexpr std::size_t kMostHolds = 16;

/// Whether the licensee alone may use the asset.
/// A personal licence is not exclusive either, and carries no right to sublicense.
enum class Exclusivity : std::uint8_t { non_exclusive = 0, exclusive = 1, personal = 2 };
/// The exclusivity in words.
constexpr std::string_view to_text(Exclusivity symbol) {
  switch (symbol) {
    case Exclusivity::non_exclusive:
      return "non-exclusive";
    case Exclusivity::exclusive:
      return "exclusive";
    case Exclusivity::personal:
      return "personal";
  }
  return {};
}

/// Who granted a licence: the holder, or the register to a seller. Source: MECHANISM.md, section 6.
enum class LicenceOrigin : std::uint8_t { holder = 0, grant_back = 1 };
/// The origin as it stands in JSON.
constexpr std::string_view to_text(LicenceOrigin symbol) {
  switch (symbol) {
    case LicenceOrigin::holder:
      return "holder";
    case LicenceOrigin::grant_back:
      return "grant-back";
  }
  return {};
}

/// A licence of the asset that the register shows to possible buyers.
struct RecordedLicence {
  LicenceId id;
  std::optional<PartyId> licensee = {};  ///< nothing: the licensee is no party of the register
  std::string licensee_name = {};        ///< 1 to 200 characters
  Exclusivity exclusivity = Exclusivity::non_exclusive;
  LicenceOrigin origin = LicenceOrigin::holder;
  std::string scope = {};  ///< 1 to 200 characters
  Instant recorded_at = {};
  Instant ends_at = kEndOfTime;  ///< first second after the licence; kEndOfTime: none
  std::optional<Digest> document = {};
  /// Equal where all fields are.
  friend bool operator==(const RecordedLicence&, const RecordedLicence&) = default;
};

/// A claim of a creditor on the price of the asset. Liens are paid in the order of the list.
struct Lien {
  LienId id;
  NamedParty creditor = {};
  Money secured = {};  ///< 1 µ or more
  Instant recorded_at = {};
  Instant ends_at = kEndOfTime;  ///< first second in which it secures nothing; kEndOfTime: none
  std::optional<Digest> document = {};
  /// Equal where all fields are.
  friend bool operator==(const Lien&, const Lien&) = default;
};

/// A registrar's order: until it ends, the asset may only be deposited for and redeemed.
struct Hold {
  HoldId id;
  std::string reference = {};  ///< 1 to 200 characters
  Instant recorded_at = {};
  Instant ends_at = {};  ///< first second after the hold
  std::optional<Digest> document = {};
  /// Equal where all fields are.
  friend bool operator==(const Hold&, const Hold&) = default;
};

/// The encumbrances and holds of an asset, each list in the order of recording.
struct Encumbrances {
  std::vector<RecordedLicence> licences = {};  ///< licences that have ended by time are included
  std::vector<Lien> liens = {};
  std::vector<Hold> holds = {};
  /// Whether all lists are empty.
  bool empty() const { return licences.empty() && liens.empty() && holds.empty(); }
  /// Equal where all lists are.
  friend bool operator==(const Encumbrances&, const Encumbrances&) = default;
};

/// A change of an asset's encumbrances. An event holds the change, not all encumbrances.
struct EncumbranceChange {
  bool licences_end = false;      ///< all licences end
  bool liens_end = false;         ///< all liens end
  bool holds_end = false;         ///< all holds end
  bool exclusivity_ends = false;  ///< every remaining licence becomes non-exclusive
  /// Licences that a holder recorded after this instant become personal; kEndOfTime: none.
  Instant personal_after = kEndOfTime;
  /// Licences and liens that ended by time at or before this instant are removed; 1970: none.
  Instant run_out_by = {};
  std::vector<LicenceId> ended_licences = {};  ///< these licences end too
  std::vector<LienId> ended_liens = {};        ///< these liens end too
  std::vector<HoldId> ended_holds = {};        ///< these holds end too
  Encumbrances added = {};                     ///< added behind the remaining ones
  /// Equal where all fields are.
  friend bool operator==(const EncumbranceChange&, const EncumbranceChange&) = default;
};

/// The encumbrances after `change` is applied to `before`. Null means none, in both.
std::shared_ptr<const Encumbrances> encumbrances_after(
    const std::shared_ptr<const Encumbrances>& before, const EncumbranceChange& change);

// These functions answer for an asset's encumbrances; null means none.

/// Licences and liens that a holder recorded less than this before a purchase are young. Source:
/// MECHANISM.md, section 6.
inline constexpr Duration kYoung = Duration::from_days(365);

/// The sum that the liens secure at `now`.
Money secured_sum(const Encumbrances* encumbrances, Instant now);
/// Whether an exclusive licence is in force at `now`.
bool is_exclusively_licensed(const Encumbrances* encumbrances, Instant now);
/// The end of the hold that ends last; nothing if there is no hold.
std::optional<Instant> last_hold_end(const Encumbrances* encumbrances);
/// The end of the hold that ends first; nothing if there is no hold.
std::optional<Instant> first_hold_end(const Encumbrances* encumbrances);

}  // namespace quitrent
