// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <array>
#include <cstddef>
#include <expected>
#include <optional>
#include <string>
#include <vector>

#include "registry/title/terms.hpp"
#include "tax/degree/degree.hpp"
#include "tax/degree/evaluation.hpp"
#include "tax/degree/licences.hpp"
#include "tax/degree/profile.hpp"

namespace quitrent::tax {

/// A fact that a level rests on: a licence that the licensee picks, a commitment, or a rule.
struct DegreeFact {
  std::string of;        ///< as it is written: `MIT`, `GPL-2.0-only WITH …`, `source withheld`
  std::string evidence;  ///< how it is known, in words
  std::string basis;     ///< the clause it rests on; may be empty
  std::string anchors;   ///< who calls it open or free: `OSI,FSF`; may be empty
  std::vector<LicenceSource> sources;  ///< what was read, with its version
};

/// Why one dimension has its level.
struct LevelCause {
  std::uint8_t level = 0;           ///< in 24ths
  std::optional<std::size_t> fact;  ///< the first of the facts that brings it; nothing at level 0
};

/// An identifier that the list advises against.
struct DeprecatedUse {
  std::string id;
  std::string instead;  ///< what the list gives in its stead; may be empty
};

/// What one operand of the outermost OR would give on its own.
struct Alternative {
  std::string normal;
  Share degree;
  Share raw;
};

/// A degree with everything that it follows from. Source: MECHANISM.md, section 9.
struct DegreeExplanation {
  std::string normal;  ///< the terms in their normal form; empty for a trademark
  std::string branch;  ///< what the licensee picks, with AND between; each once
  Profile profile;     ///< what that leaves closed
  std::array<LevelCause, kDimensions.size()> causes;  ///< by dimension
  std::vector<DegreeFact> facts;                      ///< of what is picked, in its order
  Weights weights;                                    ///< that were taken
  bool open = false;                                  ///< whether the gate is open
  Fraction raw;                                       ///< exact
  Fraction degree;                                    ///< exact: 0 where the gate is open, else raw
  Share raw_ppm;                                      ///< rounded half up
  Share degree_ppm;                                   ///< rounded half up; what is taxed
  std::vector<DeprecatedUse> deprecated;              ///< in the order of the text
  std::vector<Alternative> alternatives;              ///< of an OR, in its order; else empty
};

/// An exact figure as text: `19/100`.
std::string fraction_text(const Fraction& fraction);

/// What to mind about terms, a sentence each without a full stop: the identifiers that the list
/// advises against, in the order of the text.
std::vector<std::string> warnings(const DegreeExplanation& told);

/// The degree of terms as they are now, explained; later terms (`then`) are left aside. Refuses
/// what levels_of refuses. A trademark is closed under even weights.
std::expected<DegreeExplanation, DegreeFault> explained_degree(
    const DegreeFacts& facts, const std::optional<Weights>& scheduled, AssetClass asset_class,
    const Terms& terms);

}  // namespace quitrent::tax
