// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstddef>
#include <filesystem>
#include <vector>

#include "tools/bench/measure.hpp"
#include "tools/bench/report.hpp"

namespace quitrent::bench {

/// The options of `quitrent-bench http`.
struct HttpPlan {
  std::filesystem::path folder;   ///< where the register is kept
  std::filesystem::path program;  ///< path of `quitrent`
  std::vector<std::size_t> connections{8, 64};
  Seconds lasting{4};      ///< of each measurement
  std::size_t rounds = 3;  ///< measurements of which the median counts
};

/// Measures durable purchases and reads through HTTP, beside a bare echo of the same library.
/// Throws std::exception where something is broken or not installed.
Report http_bench(const HttpPlan& plan);

}  // namespace quitrent::bench
