// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <optional>
#include <span>

#include "tax/degree/expression.hpp"
#include "tax/degree/licences.hpp"

namespace quitrent::tax {

/// Whether a line is no terms of its own: an exception, a disclaimer, a notice, a grant of patents
/// alone, a family of licences.
bool is_part(const LicenceLine& line);

/// The lines of an expression that are no terms of their own, in the order of the text.
std::vector<const LicenceLine*> parts_of(const Expression& expression);

/// Why an expression cannot be new terms: the first line that is no terms of its own, and what to
/// write instead. Lines in `spared` are ignored, since recorded terms name them. Nothing where
/// there is no fault. Source: MECHANISM.md, section 9.
std::optional<ExpressionFault> part_fault(const LicenceTable& licences,
                                          const Expression& expression,
                                          std::span<const LicenceLine* const> spared);

}  // namespace quitrent::tax
