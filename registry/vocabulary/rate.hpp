// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <compare>
#include <cstdint>
#include <expected>
#include <string>
#include <string_view>

#include "registry/vocabulary/decimal.hpp"

namespace quitrent {

/// A yearly rate of tax. Unit: parts per billion per year of 31'536'000 s, 0 or more.
/// Source: MECHANISM.md, section 1.
class AnnualRate {
 public:
  /// No tax.
  constexpr AnnualRate() = default;
  /// A rate in parts per billion a year; the caller ensures 0 or more.
  static constexpr AnnualRate from_ppb(std::int64_t ppb) { return AnnualRate{ppb}; }
  /// The rate in parts per billion a year.
  constexpr std::int64_t ppb() const { return ppb_; }
  /// Orders by rate.
  friend constexpr auto operator<=>(const AnnualRate&, const AnnualRate&) = default;

 private:
  explicit constexpr AnnualRate(std::int64_t ppb) : ppb_{ppb} {}
  std::int64_t ppb_ = 0;
};

/// Reads percent text such as `2.5%`, at most 7 decimals, exactly. Refuses any other text.
std::expected<AnnualRate, DecimalFault> parse_percent(std::string_view text);

/// Writes a rate as a fraction of 1 without trailing zeros: `0.025`, `0`.
std::string to_text(AnnualRate rate);

}  // namespace quitrent
