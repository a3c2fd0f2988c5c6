// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstddef>
#include <vector>

#include "tools/bench/report.hpp"

namespace quitrent::bench {

/// The options of `quitrent-bench growth`.
struct GrowthPlan {
  std::vector<std::size_t> sizes{10, 1'000, 12'000};  ///< how far each thing has grown
  std::size_t rounds = 200;                           ///< calls of which the median counts
};

/// Measures what one filing or read costs the writer's thread once something has grown: a chain of
/// versions, pending purchases, changes of value, references to a profile. Throws std::exception
/// where something is broken.
Report growth_bench(const GrowthPlan& plan);

}  // namespace quitrent::bench
