// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstddef>
#include <vector>

#include "tools/bench/report.hpp"

namespace quitrent::bench {

/// What `quitrent-bench growth` was told.
struct GrowthPlan {
  std::vector<std::size_t> sizes{10, 1'000, 12'000};  ///< how far each thing has grown
  std::size_t rounds = 200;                           ///< the median of so many counts
};

/// What one filing or look costs the writer's thread once something has grown: versions in a chain,
/// purchases that wait, changes of value, references to a profile. Throws std::exception where
/// something is broken.
Report growth_bench(const GrowthPlan& plan);

}  // namespace quitrent::bench
