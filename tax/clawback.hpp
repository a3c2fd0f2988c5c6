// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <span>
#include <vector>

#include "registry/title/asset.hpp"
#include "registry/vocabulary/instant.hpp"
#include "registry/vocabulary/money.hpp"
#include "registry/vocabulary/share.hpp"
#include "tax/accrual.hpp"

namespace quitrent::tax {

/// How far back a clawback reaches: 3 years. Source: MECHANISM.md, section 9.
inline constexpr Duration kClawbackReach = Duration::from_seconds(3 * kYear.seconds());

/// An interval of an asset's past in which one party held it and it was taxed on one assessment at
/// one degree.
struct PastInterval {
  Period over = {};
  Money assessment = {};
  Share degree = {};
  Ordinal holder = 0;  ///< the party in title
  /// Equal where all fields are.
  friend bool operator==(const PastInterval&, const PastInterval&) = default;
};

/// An interval of the past, with the class under whose rates it was taxed, and the degree at which
/// it should have been taxed.
struct Undertaxed {
  AssetClass asset_class = {};
  PastInterval taxed = {};
  Share degree = {};
};

/// The tax that lower degrees saved: the tax at the degree that each interval should have had,
/// minus the tax at the degree that it had, under the rates of its class in each second. The
/// difference of both sums is exact and rounded down once; at most the highest Money. An interval
/// whose own degree was at least as high adds nothing. Carries and the limit of arrears have no
/// effect. Source: MECHANISM.md, section 9.
Money clawback(const ScheduleTimeline& timeline, std::span<const Undertaxed> intervals);

}  // namespace quitrent::tax
