// SPDX-License-Identifier: EUPL-1.2
#include <atomic>
#include <future>
#include <semaphore>
#include <set>
#include <thread>
#include <vector>

#include <doctest/doctest.h>

#include "api/engine/folded_journal.hpp"
#include "market/codec/books.hpp"
#include "market/codec/events.hpp"
#include "market/due/changes.hpp"
#include "registry/vocabulary/sha256.hpp"
#include "tests/api/engine/fixture.hpp"

namespace quitrent {

using namespace api;
using namespace market;
namespace {

using testing::at;
using testing::committed_books;
using testing::EngineFixture;
using testing::replayed_books;
using testing::units;

TEST_CASE("a refused filing leaves no entry and no trace") {
  EngineFixture context;
  const PartyId ana = context.member("ana", units(10));
  const auto before = context.engine->status().sequence;
  const std::string books = committed_books(*context.engine);
  const auto refused = context.file(ana, EngineFixture::patent("US1", units(100'000), units(500)));
  REQUIRE_FALSE(refused.has_value());
  CHECK(refused.error().code == RefusalCode::insufficient_funds);
  CHECK(context.engine->status().sequence == before);
  CHECK(committed_books(*context.engine) == books);
}

TEST_CASE("what the engine commits is what the journal replays to") {
  EngineFixture context;
  const PartyId ana = context.member("ana", units(10'000));
  const PartyId ben = context.member("ben", units(300'000));
  REQUIRE(context.file(ana, EngineFixture::patent("US1", units(100'000), units(500))).has_value());
  const AssetId asset = context.newest_asset();
  REQUIRE(context.file(context.operator_id, MoveClock{at("2026-02-01T00:00:00Z")}).has_value());
  REQUIRE(context
              .file(ben, PurchaseAssets{{{.asset = asset,
                                          .max_price = units(100'000),
                                          .assessment = units(120'000),
                                          .escrow = units(300),
                                          .expected_terms = {}}}})
              .has_value());
  const std::string live = committed_books(*context.engine);
  CHECK(replayed_books(*context.journal) == live);
  context.open();
  CHECK(committed_books(*context.engine) == live);
  CHECK(context.clock->now() == at("2026-02-01T00:00:00Z"));
}

TEST_CASE("filings from many threads are all answered, none is lost and none is counted twice") {
  EngineFixture context{{.batch = 16}};
  const PartyId ana = context.member("ana", units(1));
  constexpr int kThreads = 8;
  constexpr int kEach = 200;
  std::vector<std::jthread> threads;
  std::atomic<int> accepted{0};
  for (int thread = 0; thread < kThreads; ++thread) {
    threads.emplace_back([&, thread] {
      for (int n = 0; n < kEach; ++n) {
        // Two threads use each reference: one of them must be refused.
        const std::string reference = std::to_string(thread / 2) + '/' + std::to_string(n);
        const auto reply = context.file(context.operator_id, CreditCash{ana, units(1), reference});
        if (reply) ++accepted;
        if (!reply) CHECK(reply.error().code == RefusalCode::duplicate_reference);
      }
    });
  }
  threads.clear();
  CHECK(accepted == kThreads / 2 * kEach);
  const Money cash =
      context.engine->inquire([](const Books& books, Instant) { return books.cash(1); });
  CHECK(cash == units(1 + kThreads / 2 * kEach));
  CHECK(replayed_books(*context.journal) == committed_books(*context.engine));
}

TEST_CASE("one asset bought by many at once is sold once at each price") {
  EngineFixture context;
  const PartyId ana = context.member("ana", units(1'000));
  REQUIRE(context.file(ana, EngineFixture::patent("US1", units(1'000), units(500))).has_value());
  const AssetId asset = context.newest_asset();
  std::vector<PartyId> buyers;
  for (int n = 0; n < 8; ++n)
    buyers.push_back(context.member("buyer " + std::to_string(n), units(9'000)));
  std::vector<std::future<bool>> outcomes;
  for (const PartyId& buyer : buyers) {
    outcomes.push_back(std::async(std::launch::async, [&context, buyer, asset] {
      return context
          .file(buyer, PurchaseAssets{{{.asset = asset,
                                        .max_price = units(1'000),
                                        .assessment = units(5'000),
                                        .escrow = units(50),
                                        .expected_terms = {}}}})
          .has_value();
    }));
  }
  int sold = 0;
  for (auto& outcome : outcomes) sold += outcome.get() ? 1 : 0;
  CHECK(sold == 1);
}

TEST_CASE("a repeated key gets the first answer again, byte for byte") {
  EngineFixture context;
  const PartyId ana = context.member("ana", units(10'000));
  const RepeatKey key{"k-1", sha256("POST /v1/assets {...}")};
  const auto first =
      context.file(ana, EngineFixture::patent("US1", units(100'000), units(500)), key);
  REQUIRE(first.has_value());
  CHECK_FALSE(first->replayed);

  SUBCASE("at once") {}
  SUBCASE("after later changes and a restart") {
    REQUIRE(context.file(context.operator_id, MoveClock{at("2026-01-20T00:00:00Z")}).has_value());
    REQUIRE(context.file(ana, AssessAsset{{context.newest_asset()}, units(50'000)}).has_value());
    context.open();
  }
  const auto before = context.engine->status().sequence;
  const auto again =
      context.file(ana, EngineFixture::patent("US1", units(100'000), units(500)), key);
  REQUIRE(again.has_value());
  CHECK(again->replayed);
  CHECK(again->body == first->body);
  CHECK(again->seed == first->seed);
  CHECK(context.engine->status().sequence == before);
}

TEST_CASE("a key is the caller's own, belongs to one request and is forgotten after its time") {
  EngineFixture context;
  const PartyId ana = context.member("ana", units(10'000));
  const PartyId ben = context.member("ben", units(10'000));
  const RepeatKey key{"k-1", sha256("one request")};
  REQUIRE(
      context.file(ana, EngineFixture::patent("US1", units(1'000), units(50)), key).has_value());

  SUBCASE("another body under the same key is refused") {
    const auto other = context.file(ana, EngineFixture::patent("US2", units(1'000), units(50)),
                                    RepeatKey{"k-1", sha256("another request")});
    REQUIRE_FALSE(other.has_value());
    CHECK(other.error().code == RefusalCode::idempotency_key_reused);
  }
  SUBCASE("another caller's key is another key") {
    const auto other =
        context.file(ben, EngineFixture::patent("US3", units(1'000), units(50)), key);
    REQUIRE(other.has_value());
    CHECK_FALSE(other->replayed);
  }
  SUBCASE("a refusal is not kept") {
    const RepeatKey poor{"k-2", sha256("poor")};
    REQUIRE_FALSE(
        context.file(ana, EngineFixture::patent("US4", units(1'000), units(90'000)), poor));
    REQUIRE(context.file(context.operator_id, CreditCash{ana, units(90'000), "more"}).has_value());
    const auto later =
        context.file(ana, EngineFixture::patent("US4", units(1'000), units(90'000)), poor);
    REQUIRE(later.has_value());
    CHECK_FALSE(later->replayed);
  }
  SUBCASE("after thirty days it may be used anew") {
    REQUIRE(context.file(context.operator_id, MoveClock{at("2026-01-31T00:00:00Z")}).has_value());
    CHECK_FALSE(context
                    .file(ana, EngineFixture::patent("US5", units(1'000), units(50)),
                          RepeatKey{"k-1", sha256("another request")})
                    .has_value());
    REQUIRE(context.file(context.operator_id, MoveClock{at("2026-01-31T00:00:01Z")}).has_value());
    CHECK(context
              .file(ana, EngineFixture::patent("US5", units(1'000), units(50)),
                    RepeatKey{"k-1", sha256("another request")})
              .has_value());
  }
}

TEST_CASE("a repeated request to move the clock moves it once") {
  EngineFixture context;
  const RepeatKey key{"k-1", sha256("by a day")};
  const auto first = context.file(context.operator_id, MoveClock{at("2026-01-02T00:00:00Z")}, key);
  REQUIRE(first.has_value());
  const auto again = context.file(context.operator_id, MoveClock{at("2026-01-03T00:00:00Z")}, key);
  REQUIRE(again.has_value());
  CHECK(again->replayed);
  CHECK(again->body == first->body);
  CHECK(context.clock->now() == at("2026-01-02T00:00:00Z"));
}

TEST_CASE("the same key sent by many threads at once takes effect once") {
  EngineFixture context;
  const PartyId ana = context.member("ana", units(10'000));
  const RepeatKey key{"k-1", sha256("request")};
  std::vector<std::future<std::string>> bodies;
  for (int n = 0; n < 8; ++n) {
    bodies.push_back(std::async(std::launch::async, [&] {
      return context.file(ana, EngineFixture::patent("US1", units(1'000), units(50)), key)
          .value()
          .body;
    }));
  }
  std::set<std::string> different;
  for (auto& body : bodies) different.insert(body.get());
  CHECK(different.size() == 1);
  CHECK(context.engine->status().assets == 1);
}

TEST_CASE(
    "moving the clock brings about what is due, each at its own second, in one step or many") {
  const auto lapsed = [](int steps) {
    EngineFixture context{{.batch = 3}};
    const PartyId ana = context.member("ana", units(100'000));
    for (int n = 0; n < 10; ++n) {
      REQUIRE(context
                  .file(ana,
                        EngineFixture::patent("US" + std::to_string(n), units(100'000), units(500)))
                  .has_value());
    }
    const Instant end = at("2026-04-01T00:00:00Z");
    const Instant begin = at("2026-01-01T00:00:00Z");
    for (int step = 1; step <= steps; ++step) {
      const auto part = (end - begin).seconds() * step / steps;
      REQUIRE(context.file(context.operator_id, MoveClock{begin + Duration::from_seconds(part)})
                  .has_value());
    }
    CHECK(context.clock->now() == end);
    CHECK(context.engine->inquire([](const Books&, Instant as_of) { return as_of; }) == end);
    return context.engine->inquire([](const Books& books, Instant) {
      std::vector<AssetStatus> statuses;
      for (Ordinal n = 0; n < books.asset_count(); ++n) {
        statuses.push_back(books.asset(n).status);
      }
      return statuses;
    });
  };
  const auto one = lapsed(1);
  REQUIRE(one.size() == 10);
  for (const AssetStatus& status : one) {
    CHECK(status.state == AssetState::delinquent);
    CHECK(status.delinquent_at == at("2026-03-15T00:00:01Z"));
  }
  CHECK(one == lapsed(7));
  CHECK(one == lapsed(90));
}

TEST_CASE("the clock of a sandbox moves forward only, up to the last second there is") {
  EngineFixture context;
  const auto back = context.file(context.operator_id, MoveClock{at("2025-12-31T00:00:00Z")});
  REQUIRE_FALSE(back.has_value());
  CHECK(back.error().code == RefusalCode::invalid_field);
  CHECK(context.clock->now() == at("2026-01-01T00:00:00Z"));
  REQUIRE(context.file(context.operator_id, MoveClock{kEndOfTime}).has_value());
  CHECK(context.engine->inquire([](const Books&, Instant as_of) { return as_of; }) == kEndOfTime);
}

TEST_CASE("a full queue is said at once and loses nothing that was taken") {
  EngineFixture context;
  std::binary_semaphore resume{0};
  std::atomic<bool> block{false};
  context.open({.queue = 2}, {.committed = [&](Sequence) {
                 if (block.exchange(false)) resume.acquire();
               }});
  const PartyId ana = context.member("ana", units(1));
  block = true;
  const auto credit = [&](const std::string& reference) {
    return std::async(std::launch::async, [&context, ana, reference] {
      return context.file(context.operator_id, CreditCash{ana, units(1), reference}).has_value();
    });
  };
  auto first = credit("a");  // the writer commits it and then waits
  while (block) std::this_thread::yield();
  auto second = credit("b");
  auto third = credit("c");
  while (context.engine->status().waiting < 2) std::this_thread::yield();
  CHECK_THROWS_AS(context.file(context.operator_id, CreditCash{ana, units(1), "d"}), Overloaded);
  resume.release();
  CHECK(first.get());
  CHECK(second.get());
  CHECK(third.get());
  CHECK(context.engine->inquire([](const Books& books, Instant) { return books.cash(1); }) ==
        units(4));
}

}  // namespace
}  // namespace quitrent
