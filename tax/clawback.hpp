// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <span>
#include <vector>

#include "registry/vocabulary/instant.hpp"
#include "registry/vocabulary/money.hpp"
#include "registry/vocabulary/share.hpp"
#include "tax/accrual.hpp"

namespace quitrent::tax {

/// How far back a clawback reaches: 3 years. Source: MECHANISM.md, section 9.
inline constexpr Duration kClawbackReach = Duration::from_seconds(3 * kYear.seconds());

/// A interval of an asset's past in which it was taxed on one assessment at one degree.
struct PastInterval {
  Period over = {};
  Money assessment = {};
  Share degree = {};
  /// Equal where all fields are.
  friend bool operator==(const PastInterval&, const PastInterval&) = default;
};

/// Up to `until` the tax was brought up, by a clawback, to what these levels would have cost; or,
/// where the assessment was too low for all of it, only by `part`.
struct ClawedBack {
  Instant until = {};
  std::vector<DatedOpennessLevels> levels = {};  ///< the choices of terms, from kBeginningOfTime on
  Money part = {};                               ///< 0: all of it
  /// Equal where all fields are.
  friend bool operator==(const ClawedBack&, const ClawedBack&) = default;
};

/// A interval of the past and the degree that it should have been taxed at.
struct Undertaxed {
  PastInterval taxed = {};
  Share degree = {};
};

/// What lower degrees saved: the tax at the degree that each interval should have had less the tax
/// at the one that it had, under the rates of each second, the exact difference of both sums,
/// rounded down once. Intervals that had their degree, or a higher one, count nothing. Carries and
/// the ceiling of arrears do not enter. Held at the highest Money. Source: MECHANISM.md, section 9.
Money clawback(const ScheduleTimeline& timeline, AssetClass asset_class,
               std::span<const Undertaxed> intervals);

}  // namespace quitrent::tax
