// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstddef>
#include <filesystem>

#include "tools/bench/measure.hpp"
#include "tools/bench/report.hpp"
#include "tools/bench/sample_register.hpp"

namespace quitrent::bench {

/// The options of `quitrent-bench live`.
struct LivePlan {
  std::filesystem::path folder;
  RegisterSize size = {};
  std::size_t rounds = 5;        ///< simulations; the median counts
  Seconds lasting = Seconds{4};  ///< how long filings are measured without a simulation
};

/// Measures how long a simulation of a register that runs takes, and how long a filing takes
/// meanwhile. Beside it stand the same filings alone, and beside a busy thread that has nothing to
/// do with the register: on few processors the system makes filings wait for any busy thread. What
/// they wait for the simulation itself is a slice of its copy. One client files.
Report live_bench(const LivePlan& plan);

}  // namespace quitrent::bench
