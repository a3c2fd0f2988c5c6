// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <span>

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

/// Up to `until` the tax was brought up to this degree by a clawback.
struct Settled {
  Instant until = {};
  Share degree = {};
  /// Equal where both are.
  friend bool operator==(const Settled&, const Settled&) = default;
};

/// What lower degrees than `degree` saved over these stretches: the tax at `degree` less the tax at
/// the degrees there were, under the rates of each second, the exact difference of both sums,
/// rounded down once. Stretches at `degree` or above count nothing. Carries and the ceiling of
/// arrears do not enter. Held at the highest Money. Source: MECHANISM.md, section 9.
Money clawback(const Calendar& calendar, AssetClass asset_class,
               std::span<const PastStretch> stretches, Share degree);

}  // namespace quitrent
