// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <expected>
#include <string_view>

#include "tax/degree/expression.hpp"

namespace quitrent::tax {

/// Reads a licence expression: the grammar of the annex of SPDX 3.0.1, or `NONE` or `NOASSERTION`
/// alone. Identifiers are read in either case, operators in all capitals or all small letters,
/// references and NONE exactly as spelled. Only the space is white space; it may stand at both
/// ends. Refuses more than kLongestExpression bytes and kDeepestExpression open parentheses. Takes
/// time linear in the length. Source: MECHANISM.md, section 9.
std::expected<Expression, ExpressionFault> read_expression(const LicenceTable& licences,
                                                           std::string_view text);

}  // namespace quitrent::tax
