// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string_view>
#include <vector>

#include "tax/degree/expression.hpp"
#include "tax/degree/licences.hpp"
#include "tax/degree/profile.hpp"

namespace quitrent::tax {

/// The profile that a registrar has recorded for a reference; nothing where none has. May be empty.
using RecordedProfiles = std::function<std::optional<Profile>(std::string_view reference)>;

/// What is asked about licences that keep derivatives from being enclosed: what they leave closed,
/// or, as if all of them were closed, what a licensee can do without.
enum class ShareAlike : std::uint8_t { as_it_is, closed };

/// What a degree rests on beside the terms.
struct DegreeFacts {
  const LicenceTable& licences;
  RecordedProfiles recorded = {};
  ShareAlike share_alike = ShareAlike::as_it_is;
};

/// Whether everyone can have the form in which one would study and change a work.
enum class SourceForm : std::uint8_t { open, withheld };

/// Why a licence of an expression leaves what it leaves closed.
enum class ProfileGround : std::uint8_t {
  listed,    ///< its line of the table
  recorded,  ///< a registrar recorded it
  unknown,   ///< a reference that nobody has shown to be open
  absent,    ///< `NONE`
  unsaid,    ///< `NOASSERTION`
};

/// One licence that a licensee picks, and what it leaves closed.
struct Pick {
  const ExpressionNode* node = nullptr;  ///< where it stands
  const LicenceLine* line = nullptr;     ///< the version that is picked; null for unknown ones
  ProfileGround ground = ProfileGround::listed;
  Profile licence;  ///< of the licence alone
  Profile profile;  ///< with what stands behind WITH
};

/// What an expression leaves closed for a licensee that picks well: of all that its ORs allow, what
/// has the least degree under the weights, then the least raw degree, then the least levels in the
/// order of the dimensions. Equals the least over the disjunctive normal form without expanding it.
/// Access is closed where the source is withheld. Source: MECHANISM.md, section 9.
Profile least_profile(const DegreeFacts& facts, const Expression& expression,
                      const Weights& weights, SourceForm source);

/// Everything among which the licensee picks: no two of which one is within the other. What
/// least_profile chooses is among them whatever the weights. Never empty.
std::vector<Profile> choices(const DegreeFacts& facts, const Expression& expression,
                             SourceForm source);

/// What the licensee picks to get a profile of least_profile: the first operand of each OR that
/// does not go beyond it, in the order of the text.
std::vector<Pick> picked(const DegreeFacts& facts, const Expression& expression,
                         const Profile& profile);

}  // namespace quitrent::tax
