// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <expected>
#include <string>
#include <string_view>

namespace quitrent {

/// Why a text is not read as a decimal, in order of precedence.
enum class DecimalFault {
  not_decimal,        ///< neither digits nor digits, a point and digits
  negative,           ///< a decimal with a minus sign before it
  too_many_decimals,  ///< finer than the smallest unit
  out_of_range        ///< does not fit into 64 bits, or is above its limit
};

/// The text of `fault` for a person, without a full stop.
std::string_view explanation(DecimalFault fault);

/// Reads an unsigned decimal such as `1250.5` as a count of 10^-decimals; nothing is ever rounded.
/// A sign, an exponent, white space or a point without digits is refused. `decimals` is 0…9.
std::expected<std::int64_t, DecimalFault> parse_decimal(std::string_view text, int decimals);

/// Writes a count of 10^-decimals as a decimal with at least `least` places and no trailing zeros
/// after them.
std::string format_decimal(std::int64_t count, int decimals, int least);

}  // namespace quitrent
