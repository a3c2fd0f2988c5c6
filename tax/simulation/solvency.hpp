// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

#include "registry/vocabulary/instant.hpp"
#include "tax/schedule_timeline.hpp"
#include "tax/simulation/register_columns.hpp"
#include "tax/simulation/tax_sum.hpp"

namespace quitrent::tax {

/// The two timelines that a simulation compares.
struct ComparedTimelines {
  std::shared_ptr<const ScheduleTimeline> baseline;
  std::shared_ptr<const ScheduleTimeline> reform;
};

/// Which assets become delinquent within a time, if nobody pays anything in.
struct Delinquencies {
  Duration within = {};
  std::uint64_t baseline = 0;             ///< assets under the baseline
  std::uint64_t reform = 0;               ///< assets under the reform
  std::uint64_t newly = 0;                ///< under the reform and not under the baseline
  TaxSum newly_assessed = {};             ///< their assessments
  std::vector<std::size_t> largest = {};  ///< at most ten of them, by assessment, in the columns
};

/// Counts the assets whose funded_until() is at most `within` after `from`. An asset that is
/// delinquent already is not counted. Source: MECHANISM.md, section 4.
Delinquencies delinquencies(const RegisterColumns& assets, const ComparedTimelines& timelines,
                            Instant from, Duration within);

/// The covers of all assets, as they are required after an act of the holder, and what the escrows
/// of today lack.
struct Covers {
  Instant at = {};                   ///< the second for which they are computed
  TaxSum baseline = {};              ///< sum of the covers under the baseline
  TaxSum reform = {};                ///< under the reform
  std::uint64_t short_baseline = 0;  ///< assets whose escrow is below the cover
  std::uint64_t short_reform = 0;    ///< the same under the reform
  TaxSum missing_baseline = {};      ///< what these escrows lack
  TaxSum missing_reform = {};        ///< the same under the reform
};

/// The covers at `at`. Assets that have expired by then have none. Source: MECHANISM.md, section 4.
Covers covers(const RegisterColumns& assets, const ComparedTimelines& timelines, Instant at);

}  // namespace quitrent::tax
