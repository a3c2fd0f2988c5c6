// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <array>

#include "registry/title/terms.hpp"
#include "registry/vocabulary/digest.hpp"
#include "tax/degree/licences.hpp"
#include "tax/degree/profile.hpp"

namespace quitrent::tax {

/// The weights of every class, by its number, where no schedule states others. Those of a trademark
/// are even: it has no terms.
using DefaultWeights = std::array<Weights, kAssetClasses.size()>;

/// What the degrees of a register follow from, besides its schedules and the profiles that its
/// registrars recorded. Source: MECHANISM.md, sections 9 and 10.
struct DegreeBasis {
  /// SHA-256 of the text of the licence table by which the program judges the terms of filings.
  Digest licences;
  /// The digest_of() the default weights that the program carries. They count in the registers that
  /// it founds.
  Digest carried_weights;
  /// The default weights of the register, for its past and its future, whatever program reads it.
  /// Only a schedule states others.
  DefaultWeights weights{};
  /// Equal where all are.
  friend bool operator==(const DegreeBasis&, const DegreeBasis&) = default;
};

/// The default weights that a table states.
DefaultWeights default_weights(const LicenceTable& licences);

/// The default weights of a register whose journal states none: those that every program carried
/// until journals stated them. They never change, whatever the built-in table says later.
const DefaultWeights& unrecorded_weights();

/// SHA-256 of the weights as the lines of a licence table state them, one line for each class but
/// trademark in the order of kAssetClasses: `weights`, class and eight weights in ppm, with tabs
/// between them and a line feed at the end.
Digest digest_of(const DefaultWeights& weights);

/// The basis of a register that a program with this table founds; `digest` is that of the table.
DegreeBasis founding_basis(const LicenceTable& licences, const Digest& digest);

}  // namespace quitrent::tax
