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

/// A fact that explains a level: a licence that the licensee chooses, a commitment, or a rule.
struct DegreeFact {
  std::string of;        ///< its text: `MIT`, `GPL-2.0-only WITH …`, `source withheld`
  std::string evidence;  ///< the evidence for it, in words
  std::string basis;     ///< the clause that supports it; may be empty
  std::string anchors;   ///< who calls it open or free: `OSI,FSF`; may be empty
  std::vector<LicenceSource> sources;  ///< the sources that were read, with versions
  /// The text of a reference that the table does not know, where the terms state it.
  std::optional<Digest> document = {};
};

/// Why one dimension has its level.
struct LevelCause {
  std::uint8_t level = 0;           ///< in 24ths
  std::optional<std::size_t> fact;  ///< index of the first fact that causes it; nothing at level 0
};

/// A deprecated identifier in an expression.
struct DeprecatedUse {
  std::string id;
  std::string instead;  ///< the replacement that the list names; may be empty
};

/// The result that one operand of the outermost OR gives alone.
struct Alternative {
  std::string normal;
  Share degree;
  Share raw;
};

/// A degree with everything that leads to it. Source: MECHANISM.md, section 9.
struct DegreeExplanation {
  std::string normal;  ///< the terms in their normal form; empty for a trademark
  std::string branch;  ///< the chosen licences, joined with AND; each once
  Profile profile;     ///< what the chosen licences leave closed
  std::array<LevelCause, kDimensions.size()> causes;  ///< by dimension
  std::vector<DegreeFact> facts;                      ///< of the chosen licences, in their order
  Weights weights;                                    ///< the weights used
  bool open = false;                                  ///< whether the gate is open
  Fraction raw;                                       ///< exact
  Fraction degree;                                    ///< exact: 0 where the gate is open, else raw
  Share raw_ppm;                                      ///< rounded half up
  Share degree_ppm;                                   ///< rounded half up; the degree that is taxed
  std::vector<DeprecatedUse> deprecated;              ///< in the order of the text
  std::vector<Alternative>
      alternatives;  ///< the operands of the outermost OR, in order; else empty
};

/// An exact figure as text: `19/100`.
std::string fraction_text(const Fraction& fraction);

/// Warnings about terms, each a sentence without a full stop: the deprecated identifiers, in the
/// order of the text.
std::vector<std::string> warnings(const DegreeExplanation& explanation);

/// The present degree of terms, explained; later terms (`then`) are ignored. Refuses what levels_of
/// refuses. A trademark is closed, under even weights.
std::expected<DegreeExplanation, DegreeFault> explained_degree(
    const DegreeFacts& facts, const std::optional<Weights>& scheduled, AssetClass asset_class,
    const Terms& terms);

/// Terms whose openness levels are on record, at one second.
struct RecordedTerms {
  AssetClass asset_class = AssetClass::patent;
  Terms terms;
  std::vector<DatedOpennessLevels> choices;  ///< the choices of the licensee in that second
  Weights weights;                           ///< of that second
};

/// The degree of recorded terms, explained: levels, weights and figures are those on record.
/// `facts` are those by which the terms were judged; nothing: they are not known any more. Where
/// they are unknown, or give other levels than those on record, no branch, no facts, no
/// alternatives and no warnings are told, since nothing else says what caused the levels. A
/// trademark is closed.
DegreeExplanation recorded_degree(const RecordedTerms& recorded,
                                  const std::optional<DegreeFacts>& facts);

}  // namespace quitrent::tax
