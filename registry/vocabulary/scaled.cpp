// SPDX-License-Identifier: EUPL-1.2
#include "registry/vocabulary/scaled.hpp"

#include <limits>
#include <stdexcept>

#include <boost/multiprecision/cpp_int.hpp>

#include "registry/vocabulary/ensure.hpp"

namespace quitrent {

Money scaled(Money amount, std::int64_t numerator, std::int64_t denominator, Rounding rounding) {
  using boost::multiprecision::checked_int128_t;
  ensure(amount.micro() >= 0 && numerator >= 0 && denominator > 0, "scaled takes no negatives");
  // Two factors below 2^63 make a product below 2^126; an addend below 2^63 still fits.
  checked_int128_t product = checked_int128_t{amount.micro()} * numerator;
  if (rounding == Rounding::up) product += denominator - 1;
  if (rounding == Rounding::half_up) product += denominator / 2;
  const checked_int128_t quotient = product / denominator;
  if (quotient > std::numeric_limits<std::int64_t>::max()) {
    throw std::overflow_error("a scaled amount leaves the range of money");
  }
  return Money::from_micro(static_cast<std::int64_t>(quotient));
}

}  // namespace quitrent
