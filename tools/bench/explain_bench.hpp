// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstddef>

#include "tools/bench/report.hpp"

namespace quitrent::bench {

/// The options of `quitrent-bench explain`.
struct ExplainPlan {
  std::size_t rounds = 2'001;  ///< measurements of each kind; the median counts
};

/// Measures in one thread how long the explanation of the tax of one asset of a register takes,
/// with two terms, three brackets and two dates: its slices, and its slices as JSON, with and
/// without reading the schedule first.
Report explain_bench(const ExplainPlan& plan);

}  // namespace quitrent::bench
