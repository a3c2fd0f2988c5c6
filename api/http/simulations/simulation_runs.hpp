// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <exception>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "api/engine/engine.hpp"
#include "api/http/protocol/limits.hpp"
#include "api/http/simulations/simulation_report.hpp"
#include "registry/vocabulary/digest.hpp"
#include "registry/vocabulary/identifier.hpp"
#include "registry/vocabulary/instant.hpp"
#include "tax/schedule/schedule_fault.hpp"

namespace quitrent::api {

/// A simulation that somebody asks for.
struct SimulationAsk {
  std::string toml = {};             ///< a schedule that was read without a fault
  std::optional<Instant> from = {};  ///< see CopyPlan
  std::optional<Instant> to = {};    ///< after `from`; else 365 days after it
};

/// How far a simulation is.
enum class SimulationState : std::uint8_t { running, done, failed };

/// Why a simulation failed.
enum class SimulationFailure : std::uint8_t {
  impossible,  ///< what is asked cannot be simulated
  ended,       ///< the register ended meanwhile
  broken       ///< the machine failed
};

/// A simulation. What follows from the ask does not change; the rest is known once it has ended.
struct SimulationRun {
  SimulationId id = {};
  SimulationAsk ask = {};
  Digest digest = {};        ///< of the text of the reform
  std::string version = {};  ///< of the program

  std::atomic<std::uint32_t> progress_ppm{0};
  /// Set last, so whoever reads `done` or `failed` may read what follows.
  std::atomic<SimulationState> state{SimulationState::running};
  SimulationFailure failure = SimulationFailure::impossible;  ///< failed
  std::string why = {};                                       ///< failed: one clause
  std::vector<tax::ScheduleFault> faults = {};  ///< impossible: of the schedule, by position
  std::exception_ptr cause = {};                ///< broken
  SimulationReport report = {};                 ///< done
  Instant effective = {};                       ///< done: the reform's first second
  Digest register_digest = {};                  ///< done: of the chain after it
  Digest baseline_digest = {};                  ///< done: of the text of the baseline
  Digest result_digest = {};                    ///< done: of `result` as compact JSON
};

/// The simulations of a register. One thread of the lowest priority computes them, one after the
/// other; the newest are kept in memory. Thread-safe.
class SimulationRuns {
 public:
  /// The most that are kept.
  static constexpr std::size_t kMostKept = 32;

  SimulationRuns() = default;
  SimulationRuns(const SimulationRuns&) = delete;
  SimulationRuns& operator=(const SimulationRuns&) = delete;
  /// Ends the thread; a simulation in work is given up.
  ~SimulationRuns();

  /// Begins a simulation of the engine's register. The calling thread waits for it as long as the
  /// limits say: the answer may still be running. The engine must outlive this object. Throws
  /// Overloaded where too many wait.
  std::shared_ptr<const SimulationRun> begin(Engine& engine, std::unique_ptr<SimulationRun> run,
                                             const HttpLimits& limits);
  /// The simulation with this identifier; null where it is not known (any more).
  std::shared_ptr<const SimulationRun> find(const SimulationId& id) const;

 private:
  void work(const std::stop_token& stop);

  mutable std::mutex lock_;
  std::condition_variable_any filled_;
  std::condition_variable ended_;
  std::deque<std::shared_ptr<SimulationRun>> kept_;  // the newest last
  std::deque<std::pair<Engine*, std::shared_ptr<SimulationRun>>> waiting_;
  std::jthread thread_;  // begins with the first simulation
};

}  // namespace quitrent::api
