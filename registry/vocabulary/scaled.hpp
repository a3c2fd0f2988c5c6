// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>

#include "registry/vocabulary/money.hpp"

namespace quitrent {

/// How a quotient becomes a whole number.
enum class Rounding {
  down,    ///< towards zero
  up,      ///< away from zero
  half_up  ///< to the nearest, a half away from zero
};

/// `amount` x `numerator` / `denominator`, exact in 128 bits and rounded once. Amount and numerator
/// are 0 or more, the denominator is 1 or more. Throws std::overflow_error where the result does
/// not fit into Money.
Money scaled(Money amount, std::int64_t numerator, std::int64_t denominator, Rounding rounding);

}  // namespace quitrent
