// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <span>
#include <vector>

#include "registry/vocabulary/instant.hpp"
#include "registry/vocabulary/money.hpp"
#include "registry/vocabulary/share.hpp"
#include "tax/accrual.hpp"

namespace quitrent {

/// How far back a clawback reaches: 3 years. Source: MECHANISM.md, section 9.
inline constexpr Duration kClawbackReach = Duration::from_seconds(3 * kYear.seconds());

/// A stretch of an asset's past in which it was taxed on one assessment at one degree.
struct PastStretch {
  Period over = {};
  Money assessment = {};
  Share degree = {};
  /// Equal where all fields are.
  friend bool operator==(const PastStretch&, const PastStretch&) = default;
};

/// Up to `until` the tax was brought up, by a clawback, to what these levels would have cost; or,
/// where the assessment was too low for all of it, only by `part`.
struct Settled {
  Instant until = {};
  std::vector<DatedLevels> levels = {};  ///< the choices of terms, from kBeginningOfTime on
  Money part = {};                       ///< 0: all of it
  /// Equal where all fields are.
  friend bool operator==(const Settled&, const Settled&) = default;
};

/// A stretch of the past and the degree that it should have been taxed at.
struct Undertaxed {
  PastStretch taxed = {};
  Share degree = {};
};

/// What lower degrees saved: the tax at the degree that each stretch should have had less the tax
/// at the one that it had, under the rates of each second, the exact difference of both sums,
/// rounded down once. Stretches that had their degree, or a higher one, count nothing. Carries and
/// the ceiling of arrears do not enter. Held at the highest Money. Source: MECHANISM.md, section 9.
Money clawback(const Calendar& calendar, AssetClass asset_class,
               std::span<const Undertaxed> stretches);

}  // namespace quitrent
