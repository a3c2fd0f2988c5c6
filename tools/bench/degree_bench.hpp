// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <filesystem>

#include "tools/bench/measure.hpp"
#include "tools/bench/report.hpp"

namespace quitrent::bench {

/// The options of `quitrent-bench degree`.
struct DegreePlan {
  std::filesystem::path assets;  ///< one JSON object a line, with `spdx` and `spdx_all_files`
  Seconds lasting{2};            ///< of each row
};

/// Measures the degrees of the licence expressions of real packages, in one thread. Throws
/// std::exception if the file cannot be read as DegreePlan says.
Report degree_bench(const DegreePlan& plan);

}  // namespace quitrent::bench
