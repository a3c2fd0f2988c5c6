// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "registry/title/terms.hpp"
#include "registry/vocabulary/instant.hpp"
#include "registry/vocabulary/money.hpp"
#include "registry/vocabulary/rate.hpp"
#include "tax/schedule_timeline.hpp"
#include "tax/simulation/register_columns.hpp"
#include "tax/simulation/solvency.hpp"
#include "tax/simulation/tax_sum.hpp"

namespace quitrent::tax {

/// The average rate on an assessment, at degree 1.
struct RatePoint {
  Money assessment = {};
  AnnualRate baseline = {};  ///< rounded down
  AnnualRate reform = {};    ///< rounded down
};

/// The average rate over the assessment for one class.
struct RateCurve {
  AssetClass asset_class = AssetClass::patent;
  std::vector<RatePoint> points = {};  ///< 100 to 1,000,000,000 units, ascending
};

/// The curves of all classes that occur among the terms, at an instant.
std::vector<RateCurve> rate_curves(const std::vector<TaxedTerms>& terms,
                                   const ComparedTimelines& timelines, Instant at);

/// The revenue if every rate of the reform is multiplied.
struct RevenuePoint {
  std::int64_t multiplier_ppm = 0;  ///< of every base of the reform
  AnnualRate highest = {};          ///< the highest base then
  TaxSum revenue = {};              ///< tax of the period; assessments stay as they are
};

/// The bounds of a revenue curve.
struct RevenueCurvePlan {
  Period over = {};
  AnnualRate cap = {};  ///< the highest base that the charter allows
};

/// The revenue over a multiplier of the rates of the last schedule of `reform`: eleven points from
/// 0 to the multiplier at which its highest base in force at the end of the period reaches the cap,
/// and the multiplier 1; ascending. Each base is rounded down to ppb. Only the multiplier 1 where
/// all bases are 0.
std::vector<RevenuePoint> revenue_curve(const RegisterColumns& assets,
                                        const std::shared_ptr<const ScheduleTimeline>& reform,
                                        const RevenueCurvePlan& plan);

}  // namespace quitrent::tax
