// SPDX-License-Identifier: EUPL-1.2
#include "tools/bench/live_bench.hpp"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <ctime>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <sys/resource.h>
#include <thread>
#include <unistd.h>
#include <utility>
#include <vector>

#include "api/engine/engine.hpp"
#include "api/http/simulations/register_copy.hpp"
#include "api/http/simulations/simulation_runs.hpp"
#include "registry/storage/sqlite/sqlite_journal.hpp"
#include "tax/schedule/founding.hpp"
#include "tools/chance.hpp"

namespace quitrent::bench {
namespace {

using SteadyClock = std::chrono::steady_clock;

/// A client that states the value of random assets anew, and pauses in between.
class Filer {
 public:
  explicit Filer(api::Engine& engine) : engine_{engine} {
    engine.inquire([this](const market::Books& books, Instant) {
      for (Ordinal at = 0; at < books.asset_count(); ++at) {
        const Asset& asset = books.asset(at);
        if (asset.has_holder()) held_.emplace_back(asset.id, books.party(asset.holder).id);
      }
    });
  }
  /// Files until `stop` is set; answers how long each filing took. Unit: ms.
  std::vector<double> file_until(const std::atomic<bool>& stop) {
    std::vector<double> took;
    while (!stop) {
      const auto& [asset, holder] = held_.at(chance_.below(held_.size()));
      const auto begin = SteadyClock::now();
      const auto outcome = engine_.file(
          {.filing = {.by = holder,
                      .seed = api::Engine::drawn_seed(),
                      .request =
                          market::AssessAsset{
                              .asset = {.id = asset, .expected_version = {}},
                              .assessment = kSampleValue + Money::from_micro(nth_++ % 1'000)}},
           .render = {},
           .repeat_key = {}});
      took.push_back(Seconds{SteadyClock::now() - begin}.count() * 1e3);
      if (!outcome) {
        throw std::runtime_error{"a filing was refused: " + outcome.error().detail};
      }
      std::this_thread::sleep_for(std::chrono::microseconds{200});
    }
    return took;
  }

 private:
  api::Engine& engine_;
  Chance chance_{5};
  std::int64_t nth_ = 0;
  std::vector<std::pair<AssetId, PartyId>> held_;
};

/// The filings that one client made while `work` ran. Unit: ms.
template <class Work>
std::vector<double> filings_during(Filer& filer, Work&& work) {
  std::atomic<bool> stop{false};
  std::vector<double> took;
  std::jthread client{[&] { took = filer.file_until(stop); }};
  work();
  stop = true;
  client.join();
  return took;
}

Row filing_row(const std::string& label, std::vector<double> took) {
  std::ranges::sort(took);
  const auto at = [&took](double share) {
    return took.empty()
               ? 0
               : took[static_cast<std::size_t>(share * (static_cast<double>(took.size()) - 1))];
  };
  return {.label = label,
          .figures = {{"filings", static_cast<double>(took.size()), 0},
                      {"p50_ms", at(0.5), 3},
                      {"p99_ms", at(0.99), 3},
                      {"p999_ms", at(0.999), 3},
                      {"most_ms", at(1), 3}}};
}

/// The founding schedule with a higher rate.
std::string dearer_schedule() {
  std::string toml{tax::founding_schedule_toml()};
  return toml.replace(toml.find("\"2.5%\""), 6, "\"3.0%\"");
}

double simulated_s(api::Engine& engine, api::SimulationRuns& runs, std::size_t assets) {
  const auto begin = SteadyClock::now();
  auto run = std::make_unique<api::SimulationRun>();
  run->ask.toml = dearer_schedule();
  const auto begun = runs.begin(engine, std::move(run), {.simulation_timeout_ms = 300'000});
  const double took = Seconds{SteadyClock::now() - begin}.count();
  if (begun->state != api::SimulationState::done || begun->report.breakdown.all.assets != assets) {
    throw std::runtime_error{"the simulation misses an asset: " + begun->why};
  }
  return took;
}

double p99_of(const Row& filings) { return filings.figures.at(2).value; }

Row simulation_row(const std::string& label, const std::vector<double>& took) {
  return {.label = label,
          .figures = {{"seconds", median(took), 3}, {"slowest_s", std::ranges::max(took), 3}}};
}

/// A thread of the lowest priority that computes and touches nothing of the register.
class BusyThread {
 public:
  BusyThread()
      : thread_{[](const std::stop_token& stop) {
          setpriority(PRIO_PROCESS, static_cast<id_t>(gettid()), 19);
          while (!stop.stop_requested()) {
          }
        }} {}

 private:
  std::jthread thread_;
};

/// What the calling thread had of the processor until now. Unit: ms.
double processor_ms() {
  timespec time{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
  return static_cast<double>(time.tv_sec) * 1e3 + static_cast<double>(time.tv_nsec) / 1e6;
}

/// The processor time that each slice of a copy takes of the writer. Unit: ms.
std::vector<double> slices_ms(api::Engine& engine) {
  std::vector<double> took;
  std::optional<double> begin;
  api::CopyPlan plan;
  plan.slice_bounds = [&took, &begin] {
    if (begin) {
      took.push_back(processor_ms() - *std::exchange(begin, std::nullopt));
    } else {
      begin = processor_ms();
    }
  };
  api::copied_register(engine, plan);
  return took;
}

/// The same, sorted: of each slice the least of several copies, since a shared machine charges a
/// thread for what others took meanwhile.
std::vector<double> least_slices_ms(api::Engine& engine, std::size_t copies) {
  std::vector<double> least = slices_ms(engine);
  for (std::size_t copy = 1; copy < copies; ++copy) {
    std::ranges::transform(least, slices_ms(engine), least.begin(), std::ranges::min);
  }
  std::ranges::sort(least);
  return least;
}

}  // namespace

Report live_bench(const LivePlan& plan) {
  std::filesystem::create_directories(plan.folder);
  const std::filesystem::path database = sample_register(plan.folder, plan.size);
  Report report{.title = "live: a simulation of a register that runs", .rows = {}, .targets = {}};
  {
    const auto journal = open_sqlite_journal(database);
    RunningClock clock{journal->head().at};
    api::Engine engine{*journal, clock, {}};
    Filer filer{engine};
    api::SimulationRuns runs;
    report.rows.push_back(filing_row("filings alone", filings_during(filer, [&] {
                                       std::this_thread::sleep_for(plan.lasting);
                                     })));
    {
      const BusyThread busy;
      report.rows.push_back(filing_row("filings beside a busy thread", filings_during(filer, [&] {
                                         std::this_thread::sleep_for(plan.lasting);
                                       })));
    }
    std::vector<double> alone, beside;
    const auto simulate = [&](std::vector<double>& took) {
      for (std::size_t round = 0; round < plan.rounds; ++round) {
        took.push_back(simulated_s(engine, runs, plan.size.assets));
      }
    };
    report.rows.push_back(
        filing_row("filings beside simulations", filings_during(filer, [&] { simulate(beside); })));
    simulate(alone);
    report.rows.push_back(simulation_row("simulation alone", alone));
    report.rows.push_back(simulation_row("simulation beside filings", beside));
    const std::vector<double> slices = least_slices_ms(engine, plan.rounds);
    report.rows.push_back({.label = "slices of a copy",
                           .figures = {{"slices", static_cast<double>(slices.size()), 0},
                                       {"p50_ms", median(slices), 3},
                                       {"most_ms", slices.back(), 3}}});
    const double longest_s = 1.0 * static_cast<double>(plan.size.assets) / 1e6;
    using Side = Target::Side;
    report.targets = {{"s: a simulation that is answered", median(alone), longest_s, Side::at_most},
                      {"s: the same beside filings", median(beside), longest_s, Side::at_most},
                      {"ms: the most of the writer that a slice of the copy takes", slices.back(),
                       5, Side::at_most},
                      {"p99 of filings beside simulations, by that beside a busy thread",
                       p99_of(report.rows.at(2)) / p99_of(report.rows.at(1)), 1, Side::at_most}};
  }
  std::filesystem::remove_all(database.parent_path());
  return report;
}

}  // namespace quitrent::bench
