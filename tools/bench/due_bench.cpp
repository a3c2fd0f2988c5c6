// SPDX-License-Identifier: EUPL-1.2
#include "tools/bench/due_bench.hpp"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <functional>
#include <memory>
#include <stdexcept>
#include <thread>
#include <vector>

#include <fmt/format.h>

#include "api/engine/engine.hpp"
#include "api/engine/folded_journal.hpp"
#include "market/due/changes.hpp"
#include "market/due/due_queue.hpp"
#include "market/due/register_changes.hpp"
#include "market/state/apply.hpp"
#include "registry/storage/sqlite/sqlite_journal.hpp"
#include "tax/schedule/founding.hpp"
#include "tools/bench/crowd.hpp"
#include "tools/bench/measure.hpp"
#include "tools/bench/sample_register.hpp"

namespace quitrent::bench {
namespace {

constexpr std::size_t kRounds = 5;
/// Forecasts of a million assets take a fraction of a second; after this time something is broken.
constexpr std::chrono::minutes kLongestFollowing{2};
/// The tax of a sample asset for 36.5 days.
constexpr Money kShortEscrow = Money::from_micro(250'000);

/// Says on standard error what is measured next, because the whole takes minutes.
void say_next(const std::string& what) { fmt::print(stderr, "due: {} ...\n", what); }

Seconds timed(const std::function<void()>& work) {
  const auto begin = std::chrono::steady_clock::now();
  work();
  return std::chrono::steady_clock::now() - begin;
}

double ms(Seconds seconds) { return seconds.count() * 1e3; }

/// A register in this process whose clock is moved by filings.
class Sandbox {
 public:
  explicit Sandbox(const std::filesystem::path& database)
      : journal_{open_sqlite_journal(database)}, clock_{journal_->head().at} {
    engine_ = std::make_unique<api::Engine>(*journal_, clock_, api::EngineLimits{},
                                            api::EngineCalls{.committed = [this](Sequence newest) {
                                              longest_ =
                                                  std::max(longest_.load(), newest - newest_);
                                              newest_ = newest;
                                            }});
  }
  Seconds move(Instant to) {
    return timed([&] {
      const auto moved =
          engine_->file({.filing = {.by = operator_, .seed = {}, .request = market::MoveClock{to}},
                         .render = {},
                         .repeat_key = {}});
      if (!moved) throw std::runtime_error{"the clock did not move: " + moved.error().detail};
    });
  }
  /// `of(asset)` for the first asset, which stands for all.
  template <class Of>
  Instant first(Of&& of) const {
    return engine_->inquire(
        [&](const market::Books& books, Instant) { return of(books.asset(0)); });
  }
  std::size_t count(AssetState state) const {
    return engine_->inquire([&](const market::Books& books, Instant) {
      std::size_t found = 0;
      for (Ordinal at = 0; at < books.asset_count(); ++at) {
        found += books.asset(at).status.state == state ? 1U : 0U;
      }
      return found;
    });
  }
  void publish(std::string toml) {
    const auto published =
        engine_->file({.filing = {.by = first_party(),
                                  .seed = api::Engine::drawn_seed(),
                                  .request = market::PublishSchedule{std::move(toml)}},
                       .render = {},
                       .repeat_key = {}});
    if (!published) throw std::runtime_error{"not published: " + published.error().detail};
  }
  Instant last_funded_until() const {
    return engine_->inquire([](const market::Books& books, Instant) {
      return books.asset(books.asset_count() - 1).status.funded_until;
    });
  }
  Instant now() const { return clock_.now(); }
  Sequence sequence() const { return engine_->status().sequence; }
  /// The number of entries of the longest commit.
  Sequence longest_commit() const { return longest_; }

 private:
  PartyId first_party() const {
    return engine_->inquire([](const market::Books& books, Instant) { return books.party(0).id; });
  }

  std::unique_ptr<Journal> journal_;
  api::SandboxClock clock_;
  PartyId operator_;
  Sequence newest_ = journal_->head().sequence;
  std::atomic<Sequence> longest_ = 0;
  std::unique_ptr<api::Engine> engine_;
};

/// All assets lapse, are foreclosed and escheat, in three moves of the clock.
void lapse_all(const DuePlan& plan, Report& report) {
  const auto database =
      sample_register(plan.folder, {.assets = plan.lapsing,
                                    .parties = std::max<std::size_t>(plan.lapsing / 10, 1),
                                    .escrow = kShortEscrow});
  {
    Sandbox sandbox{database};
    const auto dry = sandbox.first([](const Asset& asset) { return asset.status.funded_until; });
    sandbox.move(dry + Duration::from_seconds(-1));
    const double fsyncs = fsyncs_per_s(plan.folder, kFsyncLasting);
    Seconds in_all{0};
    const auto step = [&](const char* label, Instant to, AssetState state) {
      say_next(fmt::format("{} of {} assets", label, plan.lapsing));
      const Sequence before = sandbox.sequence();
      const Seconds took = sandbox.move(to);
      in_all += took;
      if (sandbox.count(state) != plan.lapsing) throw std::runtime_error{"not every asset changed"};
      report.rows.push_back(
          {.label = label,
           .figures = {{"fsyncs_per_s", fsyncs, 0},
                       {"changes_per_s", static_cast<double>(plan.lapsing) / took.count(), 0},
                       {"entries", static_cast<double>(sandbox.sequence() - before), 0},
                       {"took_ms", ms(took), 0},
                       {"most_a_commit", static_cast<double>(sandbox.longest_commit()), 0}}});
    };
    step("delinquency", dry, AssetState::delinquent);
    step("foreclosure",
         sandbox.first([](const Asset& asset) { return asset.status.forecloses_at; }),
         AssetState::auction);
    step("escheat", sandbox.first([](const Asset& asset) { return asset.status.auction_ends_at; }),
         AssetState::commons);
    report.targets.push_back({"changes a second, journal included",
                              3 * static_cast<double>(plan.lapsing) / in_all.count(), 100'000,
                              Target::Side::at_least});
    report.targets.push_back({"most entries of one commit",
                              static_cast<double>(sandbox.longest_commit()), 1'000,
                              Target::Side::at_most});
  }
  std::filesystem::remove_all(database.parent_path());
}

void compare_changes(const DuePlan& plan, Report& report) {
  say_next(
      fmt::format("one change among {}, then among {} scheduled", plan.lapsing, plan.scheduled));
  const ChangeCost few = cost_of_a_change(plan.lapsing);
  const ChangeCost many = cost_of_a_change(plan.scheduled);
  for (const auto& [scheduled, cost] : {std::pair{plan.lapsing, few}, {plan.scheduled, many}}) {
    report.rows.push_back({.label = fmt::format("{} scheduled", scheduled),
                           .figures = {{"a_change_us", cost.whole_us, 2},
                                       {"of_it_queue_us", cost.queue_us, 2},
                                       {"build_queue_s", cost.build_s, 2}}});
  }
  report.targets.push_back({"a change among many to one among few", many.whole_us / few.whole_us, 2,
                            Target::Side::at_most});
}

/// Measures the levy of the whole register in the books alone: to compute it, and to apply it.
Row levied_alone(api::FoldedJournal& state) {
  std::vector<double> reckoned, applied;
  for (std::size_t round = 0; round < kRounds; ++round) {
    const Instant month = next_register_change(state.books, state.head.at)->at;
    market::RegisterLevied fact;
    reckoned.push_back(ms(timed([&] { fact = month_levied(state.books, month); })));
    applied.push_back(ms(timed([&] { apply(state.books, fact); })));
  }
  return {.label = "monthly levy",
          .figures = {{"reckoned_ms", median(reckoned), 1},
                      {"applied_ms", median(applied), 1},
                      {"both_ms", median(reckoned) + median(applied), 1}}};
}

/// The founding schedule with another rate, in force from `from` on. It changes every forecast.
std::string schedule_from(Instant from, const char* rate) {
  std::string toml{tax::founding_schedule_toml()};
  const std::string before = "\"2.5%\"";
  toml.replace(toml.find(before), before.size(), rate);
  return "effective = " + to_text(from).substr(0, 10) + "\n" + toml;
}

/// Measures a published schedule in one go: every forecast and the queue are computed anew.
Row rebuilt(api::FoldedJournal& state) {
  market::DueQueue queue;
  for (Ordinal asset = 0; asset < state.books.asset_count(); ++asset) {
    queue.reschedule(asset, next_change(state.books, asset));
  }
  const Instant moved_from = state.books.asset(0).status.funded_until;
  Instant from = *day(2026, 1, 10);
  std::vector<double> took;
  for (std::size_t round = 0; round < kRounds; ++round) {
    from = from + Duration::from_days(1);
    apply(state.books, market::SchedulePublished{
                           .id = ScheduleId::derived({}, static_cast<std::uint32_t>(round), from),
                           .toml = schedule_from(from, round % 2 == 0 ? "\"3%\"" : "\"2.6%\""),
                           .effective = from});
    took.push_back(timed([&] {
                     reforecast(state.books, 0, state.books.asset_count());
                     for (Ordinal asset = 0; asset < state.books.asset_count(); ++asset) {
                       queue.reschedule(asset, next_change(state.books, asset));
                     }
                   }).count());
  }
  if (state.books.asset(0).status.funded_until == moved_from) {
    throw std::runtime_error{"the schedule moved no forecast"};
  }
  return {.label = "schedule published", .figures = {{"took_s", median(took), 3}}};
}

/// Measures how long filings and reads wait at most while the engine follows a published schedule.
Row published_meanwhile(Sandbox& sandbox) {
  const Instant now = sandbox.first([](const Asset& asset) { return asset.registered_at; });
  const Instant before = sandbox.last_funded_until();
  double longest_filing = 0, longest_read = 0;
  std::size_t filings = 0, reads = 0;
  const Seconds took = timed([&] {
    sandbox.publish(schedule_from(now + Duration::from_days(20), "\"3%\""));
    std::atomic<bool> followed = false;
    const std::jthread reader{[&] {
      while (!followed) {
        longest_read = std::max(longest_read, ms(timed([&] { sandbox.last_funded_until(); })));
        ++reads;
      }
    }};
    const auto begin = std::chrono::steady_clock::now();
    while (sandbox.last_funded_until() == before) {
      if (std::chrono::steady_clock::now() - begin > kLongestFollowing) {
        followed = true;
        throw std::runtime_error{"the engine does not follow the schedule"};
      }
      longest_filing = std::max(longest_filing, ms(sandbox.move(sandbox.now())));
      ++filings;
    }
    followed = true;
  });
  return {.label = "published by the engine",
          .figures = {{"took_ms", ms(took), 1},
                      {"filings", static_cast<double>(filings), 0},
                      {"longest_filing_ms", longest_filing, 1},
                      {"reads", static_cast<double>(reads), 0},
                      {"longest_read_ms", longest_read, 1}}};
}

void levy_all(const DuePlan& plan, Report& report) {
  say_next(fmt::format("levies of {} assets", plan.levied));
  const auto database = sample_register(
      plan.folder, {.assets = plan.levied, .parties = std::max<std::size_t>(plan.levied / 10, 1)});
  {
    const auto state =
        api::folded(*open_sqlite_journal(database)->reader(), [](Sequence) { return true; });
    report.rows.push_back(levied_alone(*state));
    report.targets.push_back({"milliseconds of a monthly levy",
                              report.rows.back().figures.back().value, 150, Target::Side::at_most});
  }
  {
    const auto state =
        api::folded(*open_sqlite_journal(database)->reader(), [](Sequence) { return true; });
    say_next("a published schedule, all forecasts in one go");
    report.rows.push_back(rebuilt(*state));
    report.targets.push_back({"seconds for all forecasts and the queue",
                              report.rows.back().figures.front().value, 0.5,
                              Target::Side::at_most});
  }
  {
    say_next("a published schedule and three levies by the engine");
    Sandbox sandbox{database};
    report.rows.push_back(published_meanwhile(sandbox));
    std::vector<double> took;
    for (const char* month :
         {"2026-02-01T00:00:00Z", "2026-03-01T00:00:00Z", "2026-04-01T00:00:00Z"}) {
      sandbox.move(*parse_instant(month) + Duration::from_seconds(-1));
      took.push_back(ms(sandbox.move(*parse_instant(month))));
    }
    report.rows.push_back(
        {.label = "the same by the engine",
         .figures = {{"fsyncs_per_s", fsyncs_per_s(plan.folder, kFsyncLasting), 0},
                     {"took_ms", median(took), 1}}});
  }
  std::filesystem::remove_all(database.parent_path());
}

}  // namespace

Report due_bench(const DuePlan& plan) {
  std::filesystem::create_directories(plan.folder);
  Report report{.title = "due: what time brings about, SQLite journal", .rows = {}, .targets = {}};
  lapse_all(plan, report);
  compare_changes(plan, report);
  levy_all(plan, report);
  return report;
}

}  // namespace quitrent::bench
