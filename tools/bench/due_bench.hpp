// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstddef>
#include <filesystem>

#include "tools/bench/report.hpp"

namespace quitrent::bench {

/// The options of `quitrent-bench due`.
struct DuePlan {
  std::filesystem::path folder;        ///< where registers are kept; its disk is measured
  std::size_t lapsing = 100'000;       ///< assets that lapse in one second
  std::size_t levied = 1'000'000;      ///< assets that are levied at once
  std::size_t scheduled = 10'000'000;  ///< assets in the long queue
};

/// Measures time-driven changes: assets that lapse in one second, from delinquency to the commons,
/// through the engine; the cost of a change in a short and in a long queue; the levy of a whole
/// register; its queue computed anew. Throws std::exception where something is broken.
Report due_bench(const DuePlan& plan);

}  // namespace quitrent::bench
