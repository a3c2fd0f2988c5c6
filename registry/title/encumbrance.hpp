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

/// What stands against an asset at most. Source: MECHANISM.md, section 1.
inline constexpr std::size_t kMostLicences = 64;
inline constexpr std::size_t kMostLiens = 16;
/// The most holds that may stand against an asset at once.
inline constexpr std::size_t kMostHolds = 16;

/// Whether the licensee alone may use the asset.
enum class Exclusivity : std::uint8_t { non_exclusive = 0, exclusive = 1 };
/// The exclusivity in words.
constexpr std::string_view to_text(Exclusivity symbol) {
  switch (symbol) {
    case Exclusivity::non_exclusive:
      return "non-exclusive";
    case Exclusivity::exclusive:
      return "exclusive";
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

/// A licence that the register shows to whoever may buy the asset.
struct RecordedLicence {
  LicenceId id;
  std::optional<PartyId> licensee = {};  ///< nothing: somebody who is no party of the register
  std::string licensee_name = {};        ///< 1 to 200 characters
  Exclusivity exclusivity = Exclusivity::non_exclusive;
  LicenceOrigin origin = LicenceOrigin::holder;
  std::string scope = {};  ///< 1 to 200 characters
  Instant recorded_at = {};
  Instant ends_at = kEndOfTime;  ///< first second after it; kEndOfTime: none
  std::optional<Digest> document = {};
  /// Equal where all fields are.
  friend bool operator==(const RecordedLicence&, const RecordedLicence&) = default;
};

/// A claim of a creditor on the price of the asset. Liens are paid in the order in which they
/// stand.
struct Lien {
  LienId id;
  NamedParty creditor = {};
  Money secured = {};  ///< 1 µ or more
  Instant recorded_at = {};
  std::optional<Digest> document = {};
  /// Equal where all fields are.
  friend bool operator==(const Lien&, const Lien&) = default;
};

/// A registrar's order that nothing but deposit and redemption happen to the asset for a time.
struct Hold {
  HoldId id;
  std::string reference = {};  ///< 1 to 200 characters
  Instant recorded_at = {};
  Instant ends_at = {};  ///< first second after it
  std::optional<Digest> document = {};
  /// Equal where all fields are.
  friend bool operator==(const Hold&, const Hold&) = default;
};

/// What stands against an asset besides its tax, each list in the order of recording.
struct Encumbrances {
  std::vector<RecordedLicence> licences = {};  ///< those whose time has run out included
  std::vector<Lien> liens = {};
  std::vector<Hold> holds = {};
  /// Whether there is nothing at all.
  bool empty() const { return licences.empty() && liens.empty() && holds.empty(); }
  /// Equal where all lists are.
  friend bool operator==(const Encumbrances&, const Encumbrances&) = default;
};

/// How what stands against an asset changed: what a fact says instead of all that stands.
struct EncumbranceChange {
  bool licences_end = false;      ///< all of them
  bool liens_end = false;         ///< likewise
  bool holds_end = false;         ///< likewise
  bool exclusivity_ends = false;  ///< every licence that goes on is non-exclusive
  /// Licences whose time had run out by then are forgotten; 1970: none.
  Instant run_out_by = {};
  std::vector<LicenceId> ended_licences = {};  ///< these, beside those above
  std::vector<LienId> ended_liens = {};        ///< likewise
  std::vector<HoldId> ended_holds = {};        ///< likewise
  Encumbrances added = {};                     ///< behind those that go on
  /// Equal where all fields are.
  friend bool operator==(const EncumbranceChange&, const EncumbranceChange&) = default;
};

/// What stands once `change` has happened to `before`, which may be null; null: nothing.
std::shared_ptr<const Encumbrances> encumbrances_after(
    const std::shared_ptr<const Encumbrances>& before, const EncumbranceChange& change);

// Of an asset's encumbrances, which may be null.

/// What its liens secure in all.
Money secured_sum(const Encumbrances* encumbrances);
/// Whether an exclusive licence is in force at `now`.
bool is_exclusively_licensed(const Encumbrances* encumbrances, Instant now);
/// When its last hold ends; nothing where none stands.
std::optional<Instant> last_hold_end(const Encumbrances* encumbrances);
/// When its first hold ends; nothing where none stands.
std::optional<Instant> first_hold_end(const Encumbrances* encumbrances);

}  // namespace quitrent
