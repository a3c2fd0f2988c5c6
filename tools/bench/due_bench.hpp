// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstddef>
#include <filesystem>

#include "tools/bench/report.hpp"

namespace quitrent::bench {

/// What `quitrent-bench due` was told.
struct DuePlan {
  std::filesystem::path folder;  ///< where registers are kept; the disk that is measured
  std::size_t lapsing = 100'000;
  std::size_t levied = 1'000'000;
  std::size_t scheduled = 10'000'000;
};

/// What time brings about: assets that lapse in one second are taken to the commons through the
/// engine; the cost of a change in a short and in a long queue; the levy of a whole register and
/// the reckoning of its queue. Throws std::exception where something is broken.
Report due_bench(const DuePlan& plan);

}  // namespace quitrent::bench
