// SPDX-License-Identifier: EUPL-1.2
#include "tools/bench/engine_bench.hpp"

#include <atomic>
#include <chrono>
#include <cstdio>
#include <memory>
#include <stdexcept>

#include <fmt/format.h>

#include "api/engine/engine.hpp"
#include "registry/storage/sqlite/sqlite_journal.hpp"
#include "tools/chance.hpp"

namespace quitrent::bench {
namespace {

/// A register that runs in this process.
struct Running {
  std::unique_ptr<Journal> journal;
  std::unique_ptr<RunningClock> clock;
  std::unique_ptr<api::Engine> engine;
  std::atomic<std::size_t> commits = 0;
};

/// Starts the engine and measures what that takes.
Row started(Running& running, const std::filesystem::path& database, const EnginePlan& plan) {
  const auto begin = std::chrono::steady_clock::now();
  running.journal = open_sqlite_journal(database);
  running.clock = std::make_unique<RunningClock>(running.journal->head().at);
  const std::int64_t before = resident_bytes();
  running.engine = std::make_unique<api::Engine>(
      *running.journal, *running.clock, api::EngineLimits{.snapshot_every = plan.snapshot_every},
      api::EngineCalls{.committed = [&running](auto&&...) { ++running.commits; }});
  const Seconds took = std::chrono::steady_clock::now() - begin;
  const std::int64_t grown = resident_bytes() - before;
  const auto snapshot = running.journal->reader()->newest_snapshot();
  const Sequence sequence = running.engine->status().sequence;
  return {.label = "start",
          .figures = {{"assets", static_cast<double>(plan.size.assets), 0},
                      {"start_s", took.count(), 2},
                      {"entries", static_cast<double>(sequence), 0},
                      {"after_snapshot",
                       static_cast<double>(sequence - (snapshot ? snapshot->sequence : 0)), 0},
                      {"bytes_an_asset",
                       static_cast<double>(grown) / static_cast<double>(plan.size.assets), 0}}};
}

/// Buys random assets in the name of random parties.
class Buyers {
 public:
  Buyers(api::Engine& engine, std::size_t clients) : engine_{engine} {
    for (std::size_t client = 0; client < clients; ++client) chances_.emplace_back(client + 1);
    engine.inquire([this](const market::Books& books, Instant) {
      for (Ordinal at = 0; at < books.asset_count(); ++at) assets_.push_back(books.asset(at).id);
      for (Ordinal at = 1; at < books.party_count(); ++at) parties_.push_back(books.party(at).id);
      return 0;
    });
  }

  Call buy(std::size_t client) {
    Chance& chance = chances_[client].chance;
    market::PurchaseAssets request;
    request.items.push_back({.asset = assets_[chance.below(assets_.size())],
                             .max_price = kSampleValue,
                             .assessment = kSampleValue,
                             .escrow = kSampleEscrow,
                             .expected_terms = {}});
    const auto outcome = engine_.file({.filing = {.by = parties_[chance.below(parties_.size())],
                                                  .seed = api::Engine::drawn_seed(),
                                                  .request = std::move(request)},
                                       .render = {},
                                       .repeat_key = {}});
    if (outcome) return Call::done;
    // One purchase in a hundred thousand is of an asset that the buyer holds already. Any other
    // refusal spoils the measurement.
    if (outcome.error().code == RefusalCode::own_asset) return Call::refused;
    throw std::runtime_error{"a purchase was refused: " + outcome.error().detail};
  }

 private:
  /// Each has a cache line of its own, so that clients do not slow one another.
  struct alignas(64) OwnChance {
    explicit OwnChance(std::uint64_t seed) : chance{seed} {}
    Chance chance;
  };
  api::Engine& engine_;
  std::vector<OwnChance> chances_;
  std::vector<AssetId> assets_;
  std::vector<PartyId> parties_;
};

Row purchases(Running& running, const EnginePlan& plan, std::size_t clients) {
  const double fsyncs = fsyncs_per_s(plan.folder, kFsyncLasting);
  Buyers buyers{*running.engine, clients};
  const std::size_t commits_before = running.commits;
  const Load load =
      loaded(clients, plan.lasting, [&buyers](std::size_t client) { return buyers.buy(client); });
  const std::size_t commits = running.commits - commits_before;
  return {
      .label = fmt::format("{} clients", clients),
      .figures = {{"fsyncs_per_s", fsyncs, 0},
                  {"purchases_per_s", load.per_s, 0},
                  {"ratio", load.per_s / fsyncs, 2},
                  {"p50_us", load.latencies.p50_us, 0},
                  {"p99_us", load.latencies.p99_us, 0},
                  {"cpu_us", load.cpu_us, 1},
                  {"a_commit", static_cast<double>(load.done) / static_cast<double>(commits), 1}}};
}

double figure_of(const Row& row, std::string_view name) {
  for (const Figure& figure : row.figures) {
    if (figure.name == name) return figure.value;
  }
  return 0;
}

}  // namespace

Report engine_bench(const EnginePlan& plan) {
  std::filesystem::create_directories(plan.folder);
  const std::filesystem::path database = sample_register(plan.folder, plan.size);
  Running running;
  Report report{.title = "engine: durable purchases, SQLite journal", .rows = {}, .targets = {}};
  report.rows.push_back(started(running, database, plan));
  report.targets = {
      {"seconds to start", figure_of(report.rows.front(), "start_s"), 10, Target::Side::at_most},
      {"bytes of memory an asset", figure_of(report.rows.front(), "bytes_an_asset"), 800,
       Target::Side::at_most}};
  for (const std::size_t clients : plan.clients) {
    report.rows.push_back(purchases(running, plan, clients));
    if (clients != 64) continue;
    report.targets.push_back({"purchases an fsync at 64 clients",
                              figure_of(report.rows.back(), "ratio"), 10, Target::Side::at_least});
  }
  running.engine.reset();
  running.journal.reset();
  std::filesystem::remove_all(database.parent_path());
  return report;
}

}  // namespace quitrent::bench
