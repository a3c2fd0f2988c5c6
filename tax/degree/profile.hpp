// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "registry/title/terms.hpp"
#include "registry/vocabulary/share.hpp"

namespace quitrent::tax {

/// What a licence may keep from the public. The first five dimensions are core: where all core
/// dimensions with a weight are 0, the degree is 0 for any soft ones. Source: MECHANISM.md, section
/// 9.
enum class Dimension : std::uint8_t {
  access = 0,        ///< A: the form in which one studies and changes it
  use = 1,           ///< U: any purpose, commerce included
  modify = 2,        ///< M: making and sharing changed versions
  redistribute = 3,  ///< R: passing copies on
  royalty = 4,       ///< Y: users have to pay or to ask
  patents = 5,       ///< P: a grant of the patents that the use needs
  burden = 6,        ///< B: duties, such as notices
  enclosable = 7     ///< E: others may close works that derive from it
};

/// Every dimension, in the order of its number.
inline constexpr std::array<Dimension, 8> kDimensions{
    Dimension::access,  Dimension::use,     Dimension::modify, Dimension::redistribute,
    Dimension::royalty, Dimension::patents, Dimension::burden, Dimension::enclosable};

/// The letters of the dimensions in schedules and tables, in the order of their numbers.
inline constexpr std::string_view kDimensionLetters = "AUMRYPBE";

/// Whether a dimension is core, so that it decides whether the gate is open.
constexpr bool is_core(Dimension dimension) { return dimension <= Dimension::royalty; }

/// How closed a licence is, by dimension. Unit: 24ths, 0 (open) to 24 (all rights reserved).
struct Profile {
  OpennessLevels levels{};  ///< by the number of the dimension
  /// One level, 0…24.
  constexpr std::uint8_t level(Dimension dimension) const {
    return levels[static_cast<std::size_t>(dimension)];
  }
  /// Equal where all levels are.
  friend constexpr bool operator==(const Profile&, const Profile&) = default;
};

/// All rights reserved. Unit: 24ths.
inline constexpr std::uint8_t kClosedLevel = 24;

/// The profile of a licence that nobody has shown to be open: 24/24 in every dimension.
inline constexpr Profile kClosed{{24, 24, 24, 24, 24, 24, 24, 24}};

/// The weight of each dimension for a class, relative to the others; a weight of 0 leaves the
/// dimension out. They need not sum to 1, but at least one is not 0.
struct Weights {
  std::array<Share, kDimensions.size()> shares{};  ///< by the number of the dimension
  /// One weight.
  constexpr Share weight(Dimension dimension) const {
    return shares[static_cast<std::size_t>(dimension)];
  }
  /// Equal where all weights are.
  friend constexpr bool operator==(const Weights&, const Weights&) = default;
};

/// An exact number, in lowest terms; the denominator is above 0.
struct Fraction {
  std::int64_t numerator = 0;
  std::int64_t denominator = 1;
  /// Equal where the numbers are.
  friend constexpr bool operator==(const Fraction&, const Fraction&) = default;
};

/// The weighted mean of the levels, exact, 0 to 1: the degree without the open gate. Source:
/// MECHANISM.md, section 9.
Fraction raw_degree(const Profile& profile, const Weights& weights);

/// Whether the gate is open: every core dimension with a weight has level 0. Source: MECHANISM.md,
/// section 9.
bool is_open(const Profile& profile, const Weights& weights);

/// A fraction of 0 to 1 in ppm, rounded half up.
Share rounded(const Fraction& fraction);

/// The degree of a profile under weights: 0 where the gate is open, else the weighted mean of the
/// levels; exact, then rounded once, half up, to ppm. Source: MECHANISM.md, section 9.
Share profile_degree(const Profile& profile, const Weights& weights);

}  // namespace quitrent::tax
