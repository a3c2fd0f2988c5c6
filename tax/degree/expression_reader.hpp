// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <expected>
#include <string_view>

#include "tax/degree/expression.hpp"

namespace quitrent::tax {

/// Reads a licence expression: the grammar of the annex of SPDX 3.0.1, and `NONE` or `NOASSERTION`
/// alone. Identifiers in either case; operators all upper or all lower case; references and NONE as
/// they are spelt. White space is the space, also at the ends. Refuses more than
/// kLongestExpression bytes and kDeepestExpression open parentheses. Takes time linear in the
/// length. Source: MECHANISM.md, section 9.
std::expected<Expression, ExpressionFault> read_expression(const LicenceTable& licences,
                                                           std::string_view text);

}  // namespace quitrent::tax
