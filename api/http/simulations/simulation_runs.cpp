// SPDX-License-Identifier: EUPL-1.2
#include "api/http/simulations/simulation_runs.hpp"

#include <algorithm>
#include <expected>
#include <functional>
#include <sys/resource.h>
#include <unistd.h>
#include <utility>

#include "api/http/simulations/register_copy.hpp"
#include "api/http/simulations/simulation_answer.hpp"
#include "registry/vocabulary/decimal.hpp"
#include "registry/vocabulary/sha256.hpp"
#include "tax/schedule/schedule.hpp"
#include "tax/simulation/simulation.hpp"

namespace quitrent::api {
namespace {

/// The part of the progress that the copy takes.
constexpr std::uint32_t kCopyPpm = 500'000;
constexpr std::uint32_t kWholePpm = 1'000'000;
/// The lowest priority that the system has.
constexpr int kLowestPriority = 19;

/// The simulation is given up, since the register ends.
struct GivenUp {};

/// The simulation cannot be made; a sentence without a full stop.
struct CannotSimulate {
  std::string why;
};

/// Where the run stands, and whether it goes on.
class Progress {
 public:
  Progress(SimulationRun& run, const std::stop_token& stop) : run_{run}, stop_{stop} {}
  void at(std::uint32_t ppm) const {
    run_.progress_ppm = ppm;
    if (stop_.stop_requested()) throw GivenUp{};
  }

 private:
  SimulationRun& run_;
  const std::stop_token& stop_;
};

RegisterCopy copied_for(Engine& engine, const SimulationRun& run, const Progress& progress) {
  const auto read = tax::read_new_schedule(run.ask.toml);
  return copied_register(engine, {.from = run.ask.from,
                                  .effective = read ? read->effective : std::nullopt,
                                  .advanced = [&progress](Ordinal done, Ordinal all) {
                                    const std::uint64_t part =
                                        std::uint64_t{kCopyPpm} * done / std::max(all, 1U);
                                    progress.at(static_cast<std::uint32_t>(part));
                                  }});
}

Provenance provenance_of(const SimulationRun& run, const RegisterCopy& copy,
                         const tax::Schedule& reform) {
  Provenance provenance;
  provenance.sequence = copy.head.sequence;
  provenance.register_at = to_text(copy.head.at);
  provenance.register_digest = to_text(copy.head.digest);
  provenance.baseline_title = tax::schedule_at(*copy.timeline, copy.effective).schedule.title;
  provenance.baseline_digest = to_text(sha256(copy.baseline_toml));
  provenance.reform_title = reform.title;
  provenance.reform_digest = to_text(run.digest);
  provenance.reform_effective = to_text(copy.effective);
  provenance.cap = format_decimal(copy.cap.ppb(), 7, 0) + '%';
  provenance.program = "quitrent " + run.version;
  return provenance;
}

/// Fills in what the simulation finds.
void compute_simulation(Engine& engine, SimulationRun& run, const Progress& progress) {
  const RegisterCopy copy = copied_for(engine, run, progress);
  auto reform = tax::read_new_schedule(run.ask.toml, copy.effective);
  if (!reform) {
    run.faults = std::move(reform.error());
    throw CannotSimulate{run.faults.front().what};
  }
  if (reform->currency != copy.timeline->currency()) {
    throw CannotSimulate{"its currency is " + reform->currency + ", and the register's is " +
                         std::string{copy.timeline->currency()}};
  }
  if (copy.from < copy.founded) {
    throw CannotSimulate{"the register began at " + to_text(copy.founded) +
                         "; \"from\" must not be before"};
  }
  const Period over{copy.from, run.ask.to.value_or(copy.from + kYear)};
  if (over.end <= over.begin) {
    throw CannotSimulate{"the period is empty; \"to\" must be after " + to_text(over.begin)};
  }
  Provenance provenance = provenance_of(run, copy, *reform);
  provenance.options = simulation_options(over, reform->behaviour);
  std::uint32_t steps = 0;
  tax::SimulationPlan plan{
      .timelines = {.baseline = copy.timeline, .reform = {}},
      .over = over,
      .effective = copy.effective,
      .cap = copy.cap,
      .behaviour = reform->behaviour,
      .advanced = [&] {
        progress.at(kCopyPpm + (kWholePpm - kCopyPpm) * ++steps / (tax::kSimulationSteps + 1));
      }};
  plan.timelines.reform = tax::reformed(*copy.timeline, *std::move(reform), copy.effective);
  auto found = tax::simulation_of(copy.columns, plan);
  if (!found) throw CannotSimulate{found.error()};
  engine.inquire_between_filings(
      [&](const market::Books& books) { run.report = named_report(books, copy.columns, *found); });
  run.report.provenance = std::move(provenance);
  run.report.currency = copy.timeline->currency();
  run.report.over = over;
  run.effective = copy.effective;
  run.register_digest = copy.head.digest;
  run.baseline_digest = sha256(copy.baseline_toml);
  run.result_digest = sha256(result_text(run.report));
}

void carry_out(Engine& engine, SimulationRun& run, const std::stop_token& stop) {
  try {
    compute_simulation(engine, run, Progress{run, stop});
    run.progress_ppm = kWholePpm;
    run.state = SimulationState::done;
    return;
  } catch (const CannotSimulate& fault) {
    run.why = fault.why;
  } catch (const GivenUp&) {
    run.failure = SimulationFailure::ended;
    run.why = "the register ended";
  } catch (...) {
    run.failure = SimulationFailure::broken;
    run.why = "the register could not compute it";
    run.cause = std::current_exception();
  }
  run.state = SimulationState::failed;
}

}  // namespace

SimulationRuns::~SimulationRuns() {
  thread_.request_stop();
  filled_.notify_all();
}

std::shared_ptr<const SimulationRun> SimulationRuns::begin(Engine& engine,
                                                           std::unique_ptr<SimulationRun> run,
                                                           const HttpLimits& limits) {
  run->digest = sha256(run->ask.toml);
  const std::shared_ptr<SimulationRun> begun = std::move(run);
  std::unique_lock lock{lock_};
  if (waiting_.size() >= limits.waiting_simulations)
    throw Overloaded("too many simulations are waiting");
  begun->id = SimulationId::derived(Engine::drawn_seed(), 0, engine.status().as_of);
  waiting_.emplace_back(&engine, begun);
  kept_.push_back(begun);
  if (kept_.size() > kMostKept) kept_.pop_front();
  if (!thread_.joinable()) {
    thread_ = std::jthread{[this](const std::stop_token& stop) { work(stop); }};
  }
  filled_.notify_one();
  ended_.wait_for(lock, std::chrono::milliseconds{limits.simulation_timeout_ms},
                  [&begun] { return begun->state != SimulationState::running; });
  return begun;
}

std::shared_ptr<const SimulationRun> SimulationRuns::find(const SimulationId& id) const {
  const std::scoped_lock lock{lock_};
  const auto found = std::ranges::find_if(kept_, [&id](const auto& run) { return run->id == id; });
  return found == kept_.end() ? nullptr : *found;
}

void SimulationRuns::work(const std::stop_token& stop) {
  setpriority(PRIO_PROCESS, static_cast<id_t>(gettid()), kLowestPriority);
  for (;;) {
    std::unique_lock lock{lock_};
    if (!filled_.wait(lock, stop, [this] { return !waiting_.empty(); })) return;
    const auto [engine, run] = std::move(waiting_.front());
    waiting_.pop_front();
    lock.unlock();
    carry_out(*engine, *run, stop);
    if (stop.stop_requested()) return;
    lock.lock();
    ended_.notify_all();
  }
}

}  // namespace quitrent::api
