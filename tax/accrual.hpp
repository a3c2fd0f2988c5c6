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

/// D of MECHANISM.md, section 3: a tax of one micro-unit in units of µ · ppb · s.
inline constexpr std::int64_t kCarryLimit = 31'536'000 * std::int64_t{1'000'000'000};

/// A degree that holds from an instant on, published beforehand.
struct DegreeStep {
  Instant from = {};
  Share degree = {};
};

/// What tax is computed from.
struct Taxed {
  AssetClass asset_class = AssetClass::patent;
  Money assessment = {};               ///< 0 … 10^18 µ
  Share degree = {};                   ///< until the first step
  std::vector<DegreeStep> steps = {};  ///< later degrees by instant, ascending
};

/// How far the tax of an asset is settled, and with what.
struct AccrualState {
  Money escrow = {};       ///< prepaid tax, 0 or more
  Money arrears = {};      ///< due and unpaid, 0 or more
  std::int64_t carry = 0;  ///< remainder of the last levy, in [0, kCarryLimit)
  Instant levied_to = {};  ///< settled up to here
};

/// What a levy takes. Of the settlement: escrow -= paid, arrears += arrears, carry = carry,
/// levied_to = over.end.
struct Levy {
  Period over = {};        ///< from the settlement's `levied_to`; empty where that is not before
  Money paid = {};         ///< out of escrow, to be posted to revenue
  Money arrears = {};      ///< what is added to the arrears; they never pass the assessment by it
  std::int64_t carry = 0;  ///< the remainder now, in [0, kCarryLimit)
};

/// The tax from `settlement.levied_to` up to `to`:
///   n = carry + sum over segments and brackets of part x rate x seconds,
///   due = n div kCarryLimit, carry = n mod kCarryLimit,
/// paid out of escrow as far as it goes, the rest arrears up to the assessment; what would pass it
/// is no tax. The carry runs on all the same. Exact however far apart; splitting the time changes
/// neither totals nor carry. `to` before `levied_to` levies nothing. Source: MECHANISM.md, 3.
Levy levied(const ScheduleTimeline& timeline, const Taxed& taxed, const AccrualState& accrual_state,
            Instant to);

/// The effective rate of one bracket.
struct BracketRate {
  Money above;      ///< the part of the assessment above it, up to the next bracket
  AnnualRate rate;  ///< is charged at this rate
  /// Equal where both are.
  friend constexpr bool operator==(const BracketRate&, const BracketRate&) = default;
};

/// The effective rates in force at an instant, bracket by bracket, whatever the assessment; empty
/// where the class has no scale then. Part of the buyer's digest. Source: MECHANISM.md, 2 and 6.
std::vector<BracketRate> bracket_rates(const ScheduleTimeline& timeline, const Taxed& taxed,
                                       Instant at);

/// The average effective rate on the assessment at an instant, only shown, rounded down; 0 for an
/// assessment of 0.
AnnualRate average_rate(const ScheduleTimeline& timeline, const Taxed& taxed, Instant at);

/// The tax over a length of time at the rates of `at`, without carry, only shown, rounded down.
/// Held at the highest Money where it would pass it.
Money tax_over(const ScheduleTimeline& timeline, const Taxed& taxed, Duration length, Instant at);

}  // namespace quitrent::tax
