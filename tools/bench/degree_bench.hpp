// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <filesystem>

#include "tools/bench/measure.hpp"
#include "tools/bench/report.hpp"

namespace quitrent::bench {

/// What `quitrent-bench degree` was told.
struct DegreePlan {
  std::filesystem::path assets;  ///< one JSON object a line, with `spdx` and `spdx_all_files`
  Seconds lasting{2};            ///< of each row
};

/// Degrees of the licence expressions of real packages, in one thread. Throws std::exception where
/// the file is not what it should be.
Report degree_bench(const DegreePlan& plan);

}  // namespace quitrent::bench
