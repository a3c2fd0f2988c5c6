// SPDX-License-Identifier: EUPL-1.2
//
// What readers see of a time in which the register was down.
#include <chrono>
#include <future>
#include <thread>

#include <doctest/doctest.h>

#include "market/due/changes.hpp"
#include "tests/api/engine/fixture.hpp"
#include "tests/api/engine/set_clock.hpp"

namespace quitrent {

using namespace api;
using namespace market;
namespace {

using testing::at;
using testing::EngineFixture;
using testing::SetClock;
using testing::units;

/// A journal on a slow disk, so that a reader can look before a commit is done.
class SlowJournal final : public Journal {
 public:
  explicit SlowJournal(Journal& inner) : inner_{inner} {}
  void append(std::span<const Entry> entries) override {
    std::this_thread::sleep_for(std::chrono::milliseconds{100});
    inner_.append(entries);
  }
  Head head() const override { return inner_.head(); }
  std::unique_ptr<JournalReader> reader() override { return inner_.reader(); }
  void keep_snapshot(const Snapshot& snapshot) override { inner_.keep_snapshot(snapshot); }

 private:
  Journal& inner_;
};

/// What a read shows: its instant, and the end of the newest outage.
struct Look {
  Instant as_of;
  Instant outage_until;
};
Look look_at(const Engine& engine) {
  return engine.inquire([](const Books& books, Instant as_of) {
    return Look{.as_of = as_of, .outage_until = books.outage_until()};
  });
}

TEST_CASE("the first look after a start finds the outage before it, and what fell due in it") {
  EngineFixture context;
  const PartyId ana = context.member("ana", units(1'000));
  REQUIRE(context.file(ana, EngineFixture::patent("US1", units(100'000), units(500))).has_value());
  context.engine.reset();
  SlowJournal slow{*context.journal};
  const Instant now = at("2026-03-16T00:00:00Z");  // a day after its escrow is empty
  SetClock clock{now};
  const Engine engine{slow, clock, {}};
  CHECK(look_at(engine).outage_until == now + kAfterOutage);
  CHECK(look_at(engine).as_of == now);
  CHECK(engine.inquire([](const Books& books, Instant) { return books.asset(0).status.state; }) ==
        AssetState::delinquent);
}

TEST_CASE("the first look after the process stood still finds the outage") {
  EngineFixture context;
  context.engine.reset();
  SlowJournal slow{*context.journal};
  SetClock clock{context.journal->head().at};
  const Engine engine{slow, clock, {}};
  for (int pause = 0; pause < 3; ++pause) {
    clock.set(clock.now() + Duration::from_seconds(600));
    const Look look = look_at(engine);
    CHECK(look.as_of == clock.now());
    CHECK(look.outage_until == clock.now() + kAfterOutage);
  }
}

TEST_CASE("while a silence is not recorded nobody is shown a second in it") {
  EngineFixture context;
  const PartyId operator_id = context.operator_id;
  context.engine.reset();
  const Instant newest = context.journal->head().at;
  SetClock clock{newest};
  Engine engine{*context.journal, clock, {}};
  // The writer is blocked in the middle of an answer, as if the process were stopped.
  std::promise<void> held;
  std::promise<void> let_go;
  const auto render = [&](const Books&, const Receipt&, Instant) {
    held.set_value();
    let_go.get_future().wait();
    return std::string{};
  };
  const auto filed = std::async(std::launch::async, [&] {
    return engine.file({.filing = {.by = operator_id,
                                   .seed = Engine::drawn_seed(),
                                   .request = CreditCash{operator_id, units(1), "held up"}},
                        .render = render,
                        .repeat_key = {}});
  });
  held.get_future().wait();
  clock.set(newest + Duration::from_seconds(120));
  CHECK(look_at(engine).as_of == newest + Duration::from_seconds(120));
  clock.set(newest + Duration::from_seconds(3'600));
  CHECK(look_at(engine).as_of == newest);
  let_go.set_value();
  filed.wait();
  // The filing came before the silence; the writer records the outage when it looks at the clock.
  const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds{30};
  while (look_at(engine).outage_until != clock.now() + kAfterOutage &&
         std::chrono::steady_clock::now() < deadline) {
    std::this_thread::sleep_for(std::chrono::milliseconds{5});
  }
  CHECK(look_at(engine).outage_until == clock.now() + kAfterOutage);
}

}  // namespace
}  // namespace quitrent
