// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstddef>
#include <filesystem>

#include "tools/bench/report.hpp"

namespace quitrent::bench {

/// The options of `quitrent-bench simulate`.
struct SimulatePlan {
  std::size_t assets = 1'000'000;   ///< taxed by both programs
  std::size_t many = 10'000'000;    ///< in the large reform; 0: none
  std::filesystem::path yardstick;  ///< numpy_bench.py of the yardsticks of policy
  std::size_t rounds = 7;           ///< the median counts
};

/// Measures the tax of a whole register on one core, beside numpy's exact integers in the same run
/// where python3 has numpy; else says on standard error that it has not. The whole units, the
/// micro-units and numpy must give one checksum. Throws std::runtime_error where they differ.
Report simulate_bench(const SimulatePlan& plan);

}  // namespace quitrent::bench
