// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <compare>
#include <cstdint>
#include <expected>
#include <string>
#include <string_view>

#include "registry/vocabulary/decimal.hpp"

namespace quitrent {

/// A part of 1: a degree, a multiplier, a share of revenue. Unit: parts per million, 0…1'000'000.
/// Source: MECHANISM.md, section 1.
class Share {
 public:
  /// No part: 0.
  constexpr Share() = default;
  /// A share in parts per million; the caller ensures 0…1'000'000.
  static constexpr Share from_ppm(std::int32_t ppm) { return Share{ppm}; }
  /// The share in parts per million.
  constexpr std::int32_t ppm() const { return ppm_; }
  /// Orders by size.
  friend constexpr auto operator<=>(const Share&, const Share&) = default;

 private:
  explicit constexpr Share(std::int32_t ppm) : ppm_{ppm} {}
  std::int32_t ppm_ = 0;
};

/// The whole: 1'000'000 ppm.
inline constexpr Share kWhole = Share::from_ppm(1'000'000);

/// Reads a decimal of 0 to 1 with at most 6 decimals, such as `0.287234`. Refuses any other text.
std::expected<Share, DecimalFault> parse_share(std::string_view text);

/// Reads percent text of 0% to 100% with at most 4 decimals, such as `40%`. Refuses any other text.
std::expected<Share, DecimalFault> parse_percent_share(std::string_view text);

/// Writes a share with exactly six decimals: `0.287234`, `1.000000`.
std::string to_text(Share share);

}  // namespace quitrent
