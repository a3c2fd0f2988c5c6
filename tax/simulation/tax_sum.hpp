// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <compare>
#include <cstdint>
#include <string>

#include "registry/vocabulary/money.hpp"

namespace quitrent::tax {

/// A signed integer of 128 bits.
__extension__ using Int128 = __int128;

/// The sum of taxes or assessments of many assets. Unit: µ, in 128 bits, so that no number of
/// assets makes it overflow.
class TaxSum {
 public:
  /// Nothing.
  constexpr TaxSum() = default;
  /// The sum of one amount.
  constexpr explicit TaxSum(Money amount) : micro_{amount.micro()} {}
  /// A sum in micro-units.
  static constexpr TaxSum from_micro(Int128 micro) {
    TaxSum sum;
    sum.micro_ = micro;
    return sum;
  }
  /// The sum in micro-units.
  constexpr Int128 micro() const { return micro_; }
  /// Adds an amount.
  constexpr TaxSum& operator+=(Money more) {
    micro_ += more.micro();
    return *this;
  }
  /// Adds another sum.
  constexpr TaxSum& operator+=(const TaxSum& more) {
    micro_ += more.micro_;
    return *this;
  }
  /// The difference of two sums.
  friend constexpr TaxSum operator-(const TaxSum& left, const TaxSum& right) {
    return from_micro(left.micro_ - right.micro_);
  }
  /// Orders by amount.
  friend constexpr auto operator<=>(const TaxSum&, const TaxSum&) = default;

 private:
  Int128 micro_ = 0;
};

/// Writes a sum in the form of money, with 2 to 6 decimals: `-1250.00`.
std::string to_text(const TaxSum& sum);

/// `part` of `whole` in parts per million, towards zero; 0 where `whole` is 0. Only shown.
std::int64_t ppm_of(const TaxSum& part, const TaxSum& whole);

}  // namespace quitrent::tax
