// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <compare>
#include <cstdint>
#include <expected>
#include <string>
#include <string_view>

#include "registry/vocabulary/decimal.hpp"

namespace quitrent {

/// Cash in the register's one currency. Unit: micro-units (1 unit = 1'000'000); negative means
/// owed. `+` and `-` throw std::overflow_error; they never wrap. Source: MECHANISM.md, section 1.
class Money {
 public:
  /// Nothing.
  constexpr Money() = default;
  /// An amount in micro-units; every int64 is lawful.
  static constexpr Money from_micro(std::int64_t micro) { return Money{micro}; }
  /// The amount in micro-units.
  constexpr std::int64_t micro() const { return micro_; }
  /// Orders by amount.
  friend constexpr auto operator<=>(const Money&, const Money&) = default;
  /// The exact sum; throws std::overflow_error.
  friend Money operator+(Money left, Money right);
  /// The exact difference; throws std::overflow_error.
  friend Money operator-(Money left, Money right);
  /// The amount with the opposite sign; throws std::overflow_error for the smallest int64.
  friend Money operator-(Money amount) { return Money{} - amount; }
  /// Adds exactly; throws std::overflow_error and changes nothing.
  Money& operator+=(Money more) { return *this = *this + more; }
  /// Subtracts exactly; throws std::overflow_error and changes nothing.
  Money& operator-=(Money less) { return *this = *this - less; }

 private:
  explicit constexpr Money(std::int64_t micro) : micro_{micro} {}
  std::int64_t micro_ = 0;
};

/// The highest assessment: 10^18 µ. Source: MECHANISM.md, section 1.
inline constexpr Money kHighestAssessment = Money::from_micro(1'000'000'000'000'000'000);
/// The most that all accounts but the bank may hold together: 9·10^18 µ. Source: MECHANISM.md,
/// section 1.
inline constexpr Money kRegisterCapacity = Money::from_micro(9'000'000'000'000'000'000);

/// Reads an amount of zero or more with at most 6 decimals, such as `1250.00`. Refuses any other
/// text.
std::expected<Money, DecimalFault> parse_money(std::string_view text);

/// Writes an amount with 2 to 6 decimals and no trailing zeros after the second: `1250.00`,
/// `6.849315`.
std::string to_text(Money amount);

/// The sum, or the highest Money if the sum is above it. For figures that are only shown.
Money saturating_add(Money left, Money right);

/// The lesser of two amounts.
constexpr Money least(Money left, Money right) { return left < right ? left : right; }
/// The greater of two amounts.
constexpr Money greatest(Money left, Money right) { return left < right ? right : left; }

}  // namespace quitrent
