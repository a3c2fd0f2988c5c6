// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <filesystem>
#include <vector>

#include "api/engine/engine.hpp"
#include "tools/bench/measure.hpp"
#include "tools/bench/report.hpp"
#include "tools/bench/sample_register.hpp"

namespace quitrent::bench {

/// What `quitrent-bench engine` was told.
struct EnginePlan {
  std::filesystem::path folder;  ///< where registers are kept; the disk that is measured
  RegisterSize size;
  std::vector<std::size_t> clients{1, 8, 64, 512};
  Seconds lasting{5};  ///< of each row
  Sequence snapshot_every = EngineLimits{}.snapshot_every;
};

/// Durable purchases through the engine by clients in this process, the memory of an asset and the
/// time to start. Throws std::exception where something is broken.
Report engine_bench(const EnginePlan& plan);

/// What `quitrent-bench http` was told.
struct HttpPlan {
  std::filesystem::path folder;   ///< where the register is kept
  std::filesystem::path program;  ///< quitrent
  std::vector<std::size_t> connections{8, 64};
  Seconds lasting{4};      ///< of each measurement
  std::size_t rounds = 3;  ///< the median of so many counts
};

/// Durable purchases and reads through HTTP beside a bare echo of the same library. Throws
/// std::exception where something is broken or not installed.
Report http_bench(const HttpPlan& plan);

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

/// What `quitrent-bench degree` was told.
struct DegreePlan {
  std::filesystem::path assets;  ///< one JSON object a line, with `spdx` and `spdx_all_files`
  Seconds lasting{2};            ///< of each row
};

/// Degrees of the licence expressions of real packages, in one thread. Throws std::exception where
/// the file is not what it should be.
Report degree_bench(const DegreePlan& plan);

/// What `quitrent-bench growth` was told.
struct GrowthPlan {
  std::vector<std::size_t> sizes{10, 1'000, 12'000};  ///< how far each thing has grown
  std::size_t rounds = 200;                           ///< the median of so many counts
};

/// What one filing or look costs the writer's thread once something has grown: versions in a chain,
/// purchases that wait, changes of value, references to a profile. Throws std::exception where
/// something is broken.
Report growth_bench(const GrowthPlan& plan);

/// Serves the bare echo on 127.0.0.1 until SIGTERM; prints its address as the server does. Answers
/// with the exit code.
int serve_echo();

}  // namespace quitrent::bench
