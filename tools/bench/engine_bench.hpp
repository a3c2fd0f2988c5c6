// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstddef>
#include <filesystem>
#include <vector>

#include "api/engine/engine.hpp"
#include "tools/bench/measure.hpp"
#include "tools/bench/report.hpp"
#include "tools/bench/sample_register.hpp"

namespace quitrent::bench {

/// The options of `quitrent-bench engine`.
struct EnginePlan {
  std::filesystem::path folder;  ///< where registers are kept; its disk is measured
  RegisterSize size;
  std::vector<std::size_t> clients{1, 8, 64, 512};
  Seconds lasting{5};  ///< of each row
  Sequence snapshot_every = api::EngineLimits{}.snapshot_every;
};

/// Measures durable purchases through the engine by clients in this process, the memory of an asset
/// and the time to start. Throws std::exception where something is broken.
Report engine_bench(const EnginePlan& plan);

}  // namespace quitrent::bench
