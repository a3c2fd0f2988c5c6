// SPDX-License-Identifier: EUPL-1.2
#include "registry/vocabulary/money.hpp"

#include <limits>
#include <stdexcept>

namespace quitrent {

Money operator+(Money left, Money right) {
  std::int64_t sum = 0;
  if (__builtin_add_overflow(left.micro_, right.micro_, &sum)) {
    throw std::overflow_error("the sum of two amounts leaves the range of money");
  }
  return Money{sum};
}

Money operator-(Money left, Money right) {
  std::int64_t difference = 0;
  if (__builtin_sub_overflow(left.micro_, right.micro_, &difference)) {
    throw std::overflow_error("the difference of two amounts leaves the range of money");
  }
  return Money{difference};
}

Money saturating_add(Money left, Money right) {
  std::int64_t sum = 0;
  if (!__builtin_add_overflow(left.micro(), right.micro(), &sum)) return Money::from_micro(sum);
  return Money::from_micro(std::numeric_limits<std::int64_t>::max());
}

std::expected<Money, DecimalFault> parse_money(std::string_view text) {
  const auto micro = parse_decimal(text, 6);
  if (!micro) return std::unexpected(micro.error());
  return Money::from_micro(*micro);
}

std::string to_text(Money amount) { return format_decimal(amount.micro(), 6, 2); }

}  // namespace quitrent
