// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "registry/vocabulary/rate.hpp"
#include "registry/vocabulary/share.hpp"

namespace quitrent::tax {

struct DocumentValue;
class Faults;

/// How many assumptions a range has: low, middle, high.
inline constexpr std::size_t kAssumptions = 3;

/// What holders are assumed to do in a simulation. Every list is low, middle, high. They are no
/// part of the law and no measurements of a register; tax/simulation/README.md gives their sources.
struct BehaviourParameters {
  /// i: the yearly rate at which holders discount; above 0.
  std::array<AnnualRate, kAssumptions> discount{AnnualRate::from_ppb(30'000'000),
                                                AnnualRate::from_ppb(50'000'000),
                                                AnnualRate::from_ppb(80'000'000)};
  /// e: the share of assets that turn to open terms for each percentage point by which their yearly
  /// rate rises.
  std::array<Share, kAssumptions> opening{Share::from_ppm(0), Share::from_ppm(5'000),
                                          Share::from_ppm(20'000)};
  /// L: the yearly purchases for each asset under the baseline; at most 1.
  AnnualRate turnover = AnnualRate::from_ppb(25'000'000);
  /// h: how much purchases grow where the price falls: 1 is in proportion. Unit: ppm, 0 to 100.
  std::array<std::int64_t, kAssumptions> response_ppm{0, 1'000'000, 2'000'000};
  /// Equal where all values are.
  friend bool operator==(const BehaviourParameters&, const BehaviourParameters&) = default;
};

/// Sets one value from its text: `discount`, `opening` and `response` have three values with commas
/// between them, `turnover` one. Answers with what it must be where the text is wrong, such as
/// `must be one rate, such as "2.5%"`, and changes nothing. Requires one of these keys.
std::optional<std::string> set_behaviour(BehaviourParameters& parameters, std::string_view key,
                                         std::string_view text);

/// Reads the table `behaviour` of a schedule; the defaults where there is none.
BehaviourParameters read_behaviour(const DocumentValue* table, Faults& faults);

}  // namespace quitrent::tax
