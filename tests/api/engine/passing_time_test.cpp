// SPDX-License-Identifier: EUPL-1.2
//
// Time that passes without filings: heartbeats, outages, and changes of the whole register.
#include <algorithm>
#include <chrono>
#include <thread>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

#include "api/engine/folded_journal.hpp"
#include "api/engine/private_part.hpp"
#include "market/codec/books.hpp"
#include "market/codec/events.hpp"
#include "market/due/changes.hpp"
#include "tests/api/engine/fixture.hpp"
#include "tests/api/engine/set_clock.hpp"

namespace quitrent {

using namespace api;
using namespace market;
using namespace tax;
namespace {

using testing::at;
using testing::committed_books;
using testing::EngineFixture;
using testing::replayed_books;
using testing::SetClock;
using testing::units;

/// An engine over the journal of a context, in real time from `now` on.
struct RealEngine {
  RealEngine(EngineFixture& context, Instant now) : clock{now} {
    context.engine.reset();
    engine = std::make_unique<Engine>(*context.journal, clock, EngineLimits{});
  }
  /// Waits until the engine has looked at the clock. It does so by itself at short intervals; a
  /// filing that is refused makes it look at once.
  void look() {
    (void)engine->file({.filing = {.by = engine->inquire([](const Books& books, Instant) {
                                     return books.party(0).id;
                                   }),
                                   .seed = Engine::drawn_seed(),
                                   .request = CreditCash{PartyId{}, units(1), "nobody"}},
                        .render = {},
                        .repeat_key = {}});
  }
  void set(Instant to) {
    clock.set(to);
    look();
  }
  SetClock clock;
  std::unique_ptr<Engine> engine;
};

Instant after(Instant begin, std::int64_t seconds) {
  return begin + Duration::from_seconds(seconds);
}

std::vector<Entry> entries(Journal& journal) {
  std::vector<Entry> all;
  journal.reader()->read(0, [&all](const Entry& entry) {
    all.push_back(entry);
    return true;
  });
  return all;
}

std::vector<Period> outages(Journal& journal) {
  std::vector<Period> found;
  for (const Entry& entry : entries(journal)) {
    for (const Event& event : decoded(entry.public_part)) {
      const auto* outage = std::get_if<OutageRecorded>(&event);
      if (outage == nullptr) continue;
      CHECK(entry.at == outage->down.begin);
      found.push_back(outage->down);
    }
  }
  return found;
}

/// A patent of 100,000 units with 500 in escrow, registered as the year begins, lapses at
/// 2026-03-15T00:00:01Z (73 days at 2.5% are 500 units) and is foreclosed 30 days later.
constexpr std::string_view kForecloses = "2026-04-14T00:00:01Z";
AssetId lapsing_patent(EngineFixture& context, const PartyId& holder, const std::string& number) {
  REQUIRE(
      context.file(holder, EngineFixture::patent(number, units(100'000), units(500))).has_value());
  return context.newest_asset();
}

AssetStatus status_of(const Engine& engine, const AssetId& asset) {
  return engine.inquire([&](const Books& books, Instant) { return books.asset(asset)->status; });
}

TEST_CASE("no heartbeat and no outage before the founding, and none in a sandbox") {
  SUBCASE("before the founding") {
    const auto journal = open_memory_journal();
    SetClock clock{at("2026-01-01T00:00:00Z")};
    {
      Engine engine{*journal, clock, {}};
    }
    CHECK(journal->head().sequence == 0);
  }
  SUBCASE("a sandbox") {
    EngineFixture context;
    const auto before = context.engine->status().sequence;
    REQUIRE(context.file(context.operator_id, MoveClock{at("2027-01-01T00:00:00Z")}).has_value());
    CHECK(outages(*context.journal).empty());
    // Twelve levies of a month and the move itself; there is no revenue to apportion.
    CHECK(context.engine->status().sequence == before + 12 + 1);
  }
}

TEST_CASE("a minute without an entry is followed by an entry without facts") {
  EngineFixture context;
  const Instant newest = context.journal->head().at;
  const auto before = context.journal->head().sequence;
  RealEngine real{context, newest};
  real.set(after(newest, 59));
  CHECK(context.journal->head().sequence == before);
  real.set(after(newest, 60));
  CHECK(context.journal->head().sequence == before + 1);
  CHECK(context.journal->head().at == after(newest, 60));
  real.set(after(newest, 119));
  CHECK(context.journal->head().sequence == before + 1);
  real.clock.set(after(newest, 121));
  // Nobody files: the engine looks at the clock by itself.
  for (int tries = 0; tries < 500 && real.engine->status().sequence == before + 1; ++tries) {
    std::this_thread::sleep_for(std::chrono::milliseconds{10});
  }
  CHECK(context.journal->head().at == after(newest, 121));
  const Entry beat = entries(*context.journal).back();
  CHECK(beat.public_count == 0);
  CHECK(decoded(beat.public_part).empty());
  CHECK(decoded(private_part(beat.private_part).events).empty());
}

TEST_CASE("two minutes of silence are none, a second more is an outage") {
  for (const bool restarted : {false, true}) {
    CAPTURE(restarted);
    EngineFixture context;
    const Instant newest = context.journal->head().at;
    {
      RealEngine real{context, restarted ? after(newest, 120) : newest};
      real.set(after(newest, 120));
      CHECK(outages(*context.journal).empty());
      CHECK(context.journal->head().at == after(newest, 120));
    }
    const Instant again = after(newest, 120 + 121);
    RealEngine real{context, restarted ? again : after(newest, 120)};
    real.set(again);
    REQUIRE(outages(*context.journal).size() == 1);
    CHECK(outages(*context.journal)[0].begin == after(newest, 120));
    CHECK(outages(*context.journal)[0].end == again + kAfterOutage);
    CHECK(context.journal->head().at == again);
    real.look();
    CHECK(outages(*context.journal).size() == 1);
    CHECK(replayed_books(*context.journal) == committed_books(*real.engine));
  }
}

TEST_CASE("a register that was down over a foreclosure forecloses after the whole grace") {
  EngineFixture context;
  const AssetId asset = lapsing_patent(context, context.member("ana", units(1'000)), "US1");
  const Instant deadline = at(kForecloses);
  constexpr std::int64_t kDay = 86'400;
  const Instant foreclosure = after(deadline, 2 * kDay) + kAfterOutage;
  REQUIRE(context.file(context.operator_id, MoveClock{after(deadline, -kDay)}).has_value());
  CHECK(status_of(*context.engine, asset).forecloses_at == deadline);
  {
    // The register is down for two days, and the last day of grace is still to come after them and
    // the hour that follows an outage.
    RealEngine real{context, after(deadline, kDay)};
    real.look();
    CHECK(status_of(*real.engine, asset).state == AssetState::delinquent);
    CHECK(status_of(*real.engine, asset).forecloses_at == foreclosure);
    CHECK(real.engine->inquire([](const Books&, Instant as_of) { return as_of; }) ==
          after(deadline, kDay));
  }
  {
    RealEngine real{context, after(deadline, kDay + 100)};
    real.look();
    CHECK(outages(*context.journal).size() == 1);
    CHECK(status_of(*real.engine, asset).forecloses_at == foreclosure);
  }
  context.open();
  REQUIRE(context.file(context.operator_id, MoveClock{after(foreclosure, -1)}).has_value());
  CHECK(status_of(*context.engine, asset).state == AssetState::delinquent);
  REQUIRE(context.file(context.operator_id, MoveClock{foreclosure}).has_value());
  CHECK(status_of(*context.engine, asset).state == AssetState::auction);
  CHECK(replayed_books(*context.journal) == committed_books(*context.engine));
}

TEST_CASE("an outage that a crash cut short is not counted twice") {
  EngineFixture context;
  const AssetId asset = lapsing_patent(context, context.member("ana", units(1'000)), "US1");
  const Instant deadline = at(kForecloses);
  REQUIRE(context.file(context.operator_id, MoveClock{after(deadline, -1'000)}).has_value());
  context.engine.reset();
  // The crash recorded the outage, but not the heartbeat after it.
  Head head = context.journal->head();
  const Event outage = OutageRecorded{{head.at, after(head.at, 5'000)}};
  const EncodedFacts facts = encoded({&outage, 1});
  Entry entry{.sequence = 0,
              .at = head.at,
              .first_public = 0,
              .public_count = facts.public_count,
              .public_part = facts.public_events,
              .private_part = encoded(PrivatePart{}),
              .digest = {}};
  link_entry(head, entry);
  context.journal->append({&entry, 1});
  RealEngine real{context, after(head.at, 5'010)};
  real.look();
  // The outage lasts 5,010 seconds and the hour after it, not 5,000 more.
  CHECK(status_of(*real.engine, asset).forecloses_at == after(deadline, 5'010) + kAfterOutage);
  CHECK(replayed_books(*context.journal) == committed_books(*real.engine));
}

TEST_CASE("what falls due at once is made durable in groups of at most the limit") {
  EngineFixture context;
  Sequence newest = 0;
  Sequence most = 0;
  int groups = 0;
  context.open({.batch = 7}, {.committed = [&](Sequence committed) {
                 most = std::max(most, committed - std::exchange(newest, committed));
                 ++groups;
               }});
  newest = context.journal->head().sequence;
  const PartyId ana = context.member("ana", units(100'000));
  for (int n = 0; n < 30; ++n) lapsing_patent(context, ana, "US" + std::to_string(n));
  most = 0;
  groups = 0;
  REQUIRE(context.file(context.operator_id, MoveClock{at("2026-03-15T00:00:01Z")}).has_value());
  CHECK(most == 7);
  // There are two levies, each after a commit of what was pending before, and apportionments and
  // lapses.
  CHECK(groups >= 30 / 7 + 2);
}

/// The sums of each levy of the whole register.
std::vector<Money> levied_sums(Journal& journal) {
  std::vector<Money> sums;
  for (const Entry& entry : entries(journal)) {
    for (const Event& event : decoded(entry.public_part)) {
      const auto* levied = std::get_if<RegisterLevied>(&event);
      if (levied == nullptr) continue;
      CHECK(levied->at == entry.at);
      sums.insert(sums.end(), levied->paid.begin(), levied->paid.end());
      sums.insert(sums.end(), levied->arrears.begin(), levied->arrears.end());
    }
  }
  return sums;
}

TEST_CASE("what concerns every asset comes to the same live and replayed, whatever the step") {
  const auto books_after = [](std::int64_t step_s, std::size_t batch) {
    EngineFixture context{{.batch = batch}};
    const PartyId ana = context.member("ana", units(100'000));
    for (int n = 0; n < 5; ++n) {
      lapsing_patent(context, ana, "US" + std::to_string(n));
      REQUIRE(
          context.file(context.operator_id, MoveClock{after(context.clock->now(), 7)}).has_value());
    }
    const Instant begin = context.clock->now();
    const Instant end = at("2026-06-02T03:04:05Z");
    for (Instant to = begin; to < end;) {
      to = std::min(end, after(to, step_s));
      REQUIRE(context.file(context.operator_id, MoveClock{to}).has_value());
    }
    CHECK(replayed_books(*context.journal) == committed_books(*context.engine));
    const std::string live = committed_books(*context.engine);
    context.open();
    CHECK(committed_books(*context.engine) == live);
    return context.engine->inquire([&](const Books& books, Instant) {
      CHECK(books.register_levied_at() == at("2026-06-01T00:00:00Z"));
      // The last apportionment has emptied the account: nothing accrues in an auction.
      CHECK(books.ledger().balance({AccountKind::revenue, 0}) == Money{});
      std::vector<AssetStatus> statuses;
      for (Ordinal n = 0; n < books.asset_count(); ++n) {
        statuses.push_back(books.asset(n).status);
      }
      return std::pair{statuses, levied_sums(*context.journal)};
    });
  };
  const auto at_once = books_after(365 * 86'400, 1'000);
  REQUIRE(at_once.first.size() == 5);
  // There are five levies, each with paid and unpaid tax by class.
  REQUIRE(at_once.second.size() == 5 * 2 * kAssetClasses.size());
  CHECK(at_once == books_after(365 * 86'400, 3));
  CHECK(at_once == books_after(31 * 86'400, 1));
  CHECK(at_once == books_after(20'000, 1'000));
}

}  // namespace
}  // namespace quitrent
