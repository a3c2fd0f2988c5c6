// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <vector>

#include "registry/title/terms.hpp"
#include "registry/vocabulary/instant.hpp"
#include "registry/vocabulary/money.hpp"
#include "registry/vocabulary/rate.hpp"
#include "registry/vocabulary/share.hpp"
#include "tax/schedule_timeline.hpp"

namespace quitrent::tax {

/// D of MECHANISM.md, section 3: a tax of one micro-unit. Unit: µ · ppb · s.
inline constexpr std::int64_t kCarryLimit = 31'536'000 * std::int64_t{1'000'000'000};

/// A degree that applies from an instant on and is published in advance.
struct DegreeStep {
  Instant from = {};
  Share degree = {};
};

/// What the tax of an asset is computed from.
struct Taxed {
  AssetClass asset_class = AssetClass::patent;
  Money assessment = {};               ///< 0 … 10^18 µ
  Share degree = {};                   ///< until the first step
  std::vector<DegreeStep> steps = {};  ///< later degrees by instant, ascending
};

/// Up to which second the tax of an asset is levied, and its sums at that second.
struct AccrualState {
  Money escrow = {};       ///< prepaid tax, 0 or more
  Money arrears = {};      ///< due and unpaid, 0 or more
  std::int64_t carry = 0;  ///< remainder of the last levy, in [0, kCarryLimit)
  Instant levied_to = {};  ///< tax is levied up to here
};

/// The result of a levy. The caller applies it to the AccrualState: escrow -= paid, arrears +=
/// arrears, carry = carry, levied_to = over.end.
struct Levy {
  Period over = {};        ///< from `levied_to`; empty where `to` is not after it
  Money paid = {};         ///< out of escrow, to be posted to revenue
  Money arrears = {};      ///< added to the arrears; they never pass the assessment by it
  std::int64_t carry = 0;  ///< the remainder now, in [0, kCarryLimit)
};

/// The tax from `accrual_state.levied_to` up to `to`:
///   n = carry + sum over segments and brackets of part x rate x seconds,
///   due = n div kCarryLimit, carry = n mod kCarryLimit,
/// The escrow pays as much as it can. The rest becomes arrears, up to the assessment; what would
/// pass the assessment is no tax, but the carry still changes. The result is exact for any length
/// of time; splitting the time changes neither totals nor carry. Where `to` is before `levied_to`,
/// nothing is levied. Source: MECHANISM.md, section 3.
Levy levied(const ScheduleTimeline& timeline, const Taxed& taxed, const AccrualState& accrual_state,
            Instant to);

/// The effective rate of one bracket.
struct BracketRate {
  Money above;      ///< the bracket: the part of the assessment above this
  AnnualRate rate;  ///< the rate of that part, up to the next bracket
  /// Equal where both are.
  friend constexpr bool operator==(const BracketRate&, const BracketRate&) = default;
};

/// The effective rates of all brackets at an instant; they do not depend on the assessment. Empty
/// where the class has no scale then. Part of the buyer's digest. Source: MECHANISM.md, sections 2
/// and 6.
std::vector<BracketRate> bracket_rates(const ScheduleTimeline& timeline, const Taxed& taxed,
                                       Instant at);

/// The average effective rate on the assessment at an instant, rounded down; 0 for an assessment of
/// 0. Only shown.
AnnualRate average_rate(const ScheduleTimeline& timeline, const Taxed& taxed, Instant at);

/// The tax over a length of time at the rates of `at`, without carry, rounded down; at most the
/// highest Money. Only shown.
Money tax_over(const ScheduleTimeline& timeline, const Taxed& taxed, Duration length, Instant at);

}  // namespace quitrent::tax
