// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <forward_list>
#include <functional>
#include <optional>
#include <ranges>
#include <span>
#include <vector>

#include "registry/title/terms.hpp"
#include "tax/degree/expression.hpp"
#include "tax/degree/licences.hpp"
#include "tax/degree/profile.hpp"

namespace quitrent::tax {

/// The profile that a registrar has recorded for a reference and its text; nothing where there is
/// none. The function may be empty.
using RecordedProfiles = std::function<std::optional<Profile>(const LicenceDocument& document)>;

/// How share-alike licences, which forbid derivatives to be enclosed, are evaluated: by their
/// profiles, or as wholly closed. The second shows what a licensee can reach without them.
enum class ShareAlike : std::uint8_t { as_it_is, closed };

/// The facts of a degree besides the terms.
struct DegreeFacts {
  const LicenceTable& licences;
  RecordedProfiles recorded = {};
  ShareAlike share_alike = ShareAlike::as_it_is;
  /// Of the terms: which texts their references stand for. A recorded profile counts for no other
  /// reference. Functions that take terms use the documents of those.
  std::ranges::subrange<std::forward_list<LicenceDocument>::const_iterator> documents = {};
};

/// Whether everyone can get the form in which one studies and changes a work.
enum class SourceForm : std::uint8_t { open, withheld };

/// Why a licence in an expression has its profile.
enum class ProfileGround : std::uint8_t {
  listed,    ///< the table has a line for it
  recorded,  ///< a registrar recorded it
  unknown,   ///< a reference without any profile for its text: closed
  absent,    ///< `NONE`: no licence
  unsaid,    ///< `NOASSERTION`: nothing stated
};

/// One licence that a licensee chooses, and what it leaves closed.
struct Pick {
  const ExpressionNode* node = nullptr;  ///< its node in the expression
  const LicenceLine* line = nullptr;     ///< the chosen version; null for an unknown licence
  ProfileGround ground = ProfileGround::listed;
  Profile licence;  ///< of the licence alone
  Profile profile;  ///< together with the addition after WITH
};

/// What an expression leaves closed for a licensee that chooses best: of all choices that its ORs
/// allow, the one with the least degree under the weights, then the least raw degree, then the
/// least levels in the order of the dimensions. Equals the least over the disjunctive normal form,
/// without expanding it. Access is closed where the source is withheld. Source: MECHANISM.md,
/// section 9.
Profile least_profile(const DegreeFacts& facts, const Expression& expression,
                      const Weights& weights, SourceForm source);

/// Of the profiles among which the licensee can choose, at least one, the one that it does choose,
/// by the order of least_profile.
Profile chosen(std::span<const Profile> profiles, const Weights& weights);

/// All profiles among which the licensee can choose; a profile is left out where another one is at
/// most as closed in every dimension. The choice of least_profile is among them for any weights.
/// Never empty.
std::vector<Profile> choices(const DegreeFacts& facts, const Expression& expression,
                             SourceForm source);

/// The licences that the licensee chooses to reach a profile of least_profile: of each OR the first
/// operand whose profile is within it, in the order of the text.
std::vector<Pick> picked(const DegreeFacts& facts, const Expression& expression,
                         const Profile& profile);

}  // namespace quitrent::tax
