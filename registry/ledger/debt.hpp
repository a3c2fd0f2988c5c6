// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <compare>
#include <cstdint>
#include <string>

#include "registry/vocabulary/money.hpp"

namespace quitrent {

/// What a party owes the register: a shortfall of tax. Unit: µ, 0 or more, in 128 bits, so that no
/// number of assets makes it overflow. Source: MECHANISM.md, sections 1 and 6.
class Debt {
 public:
  /// Nothing owed.
  constexpr Debt() = default;
  /// high · 2^64 + low µ.
  static constexpr Debt from_words(std::uint64_t high, std::uint64_t low) { return {high, low}; }
  /// The upper and lower 64 bits of the amount.
  constexpr std::uint64_t high() const { return high_; }
  constexpr std::uint64_t low() const { return low_; }
  /// Whether anything is owed.
  constexpr bool outstanding() const { return high_ != 0 || low_ != 0; }
  /// Adds `more`, which is 0 or more.
  void grow(Money more);
  /// Adds another debt. The sum of all debts is far below 2^127 µ.
  void grow(const Debt& more);
  /// The lesser of this debt and `offered`, which is 0 or more.
  Money payable(Money offered) const;
  /// Subtracts `paid`, which is at most this debt.
  void shrink(Money paid);
  /// Orders by amount.
  friend constexpr auto operator<=>(const Debt&, const Debt&) = default;

 private:
  constexpr Debt(std::uint64_t high, std::uint64_t low) : high_{high}, low_{low} {}
  std::uint64_t high_ = 0;
  std::uint64_t low_ = 0;
};

/// Writes a debt in the form of money, with 2 to 6 decimals.
std::string to_text(const Debt& debt);

}  // namespace quitrent
