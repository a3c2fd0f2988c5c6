// SPDX-License-Identifier: EUPL-1.2
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "registry/vocabulary/sha256.hpp"
#include "tests/api/engine/fixture.hpp"

namespace quitrent {

using namespace api;
using namespace market;
namespace {

using testing::at;
using testing::EngineFixture;
using testing::units;

/// A clock of real time that a test moves.
class MovedClock final : public Clock {
 public:
  Instant now() const override { return Instant::from_seconds(seconds_.load()); }
  ClockKind kind() const override { return ClockKind::real; }
  void advance(Instant /*to*/) override {}
  void move_to(Instant to) { seconds_ = to.seconds(); }

 private:
  std::atomic<std::int64_t> seconds_{at("2026-01-01T00:00:00Z").seconds()};
};

/// Why the member's filing was refused; empty if it was not.
std::string turned_away(EngineFixture& context, PartyId by, const std::string& patent) {
  try {
    return context.file(by, EngineFixture::patent(patent, units(1'000), units(50))) ? ""
                                                                                    : "refused";
  } catch (const FilingsStopped& stop) {
    return stop.what();
  }
}

TEST_CASE("while filings are stopped none is recorded, repeats are answered and reads go on") {
  EngineFixture context;
  const PartyId ana = context.member("ana", units(1'000'000));
  const RepeatKey key{"first", sha256("first")};
  const auto first = context.file(ana, EngineFixture::patent("US1", units(1'000), units(50)), key);
  REQUIRE(first.has_value());
  const Sequence before = context.engine->status().sequence;
  context.engine->stop_filings("entry 3 is missing");
  CHECK(turned_away(context, ana, "US2") == "entry 3 is missing");
  const auto again = context.file(ana, EngineFixture::patent("US1", units(1'000), units(50)), key);
  REQUIRE(again.has_value());
  CHECK(again->body == first->body);
  CHECK(context.engine->inquire([](const Books& books, Instant) { return books.asset_count(); }) ==
        1);
  CHECK(context.engine->status().sequence == before);
}

TEST_CASE("a pause ends when it is lifted, a stop with the next start; the stop is the one shown") {
  std::vector<std::string> said;
  EngineFixture context;
  context.open({}, {.complain = [&said](std::string_view line) { said.emplace_back(line); }});
  const PartyId ana = context.member("ana", units(1'000'000));
  context.engine->pause_filings("the disk is nearly full");
  context.engine->pause_filings("the disk is full");
  CHECK(turned_away(context, ana, "US1") == "the disk is nearly full");
  CHECK(context.engine->filing_stop()->lasts == StopLasts::until_lifted);
  context.engine->resume_filings();
  context.engine->resume_filings();
  CHECK(turned_away(context, ana, "US1").empty());
  context.engine->pause_filings("the disk is full");
  context.engine->stop_filings("entry 3 is missing");
  context.engine->stop_filings("entry 9 is missing");
  context.engine->resume_filings();
  CHECK(turned_away(context, ana, "US2") == "entry 3 is missing");
  CHECK(context.engine->filing_stop()->lasts == StopLasts::until_restart);
  CHECK(said == std::vector<std::string>{
                    "filings are refused for now: the disk is nearly full",
                    "filings are taken again", "filings are refused for now: the disk is full",
                    "filings are refused until the register is mended and started again: "
                    "entry 3 is missing"});
  context.open();
  CHECK(turned_away(context, ana, "US2").empty());
}

TEST_CASE("nobody loses an asset while filings are stopped: the time counts as an outage") {
  EngineFixture context;
  const PartyId ana = context.member("ana", units(1'000'000));
  REQUIRE(context.file(ana, EngineFixture::patent("US1", units(100'000), units(500))).has_value());
  const auto state_of_asset = [&context] {
    return context.engine->inquire(
        [](const Books& books, Instant) { return books.asset(0).status.state; });
  };
  context.engine.reset();
  MovedClock clock;
  context.engine = std::make_unique<Engine>(*context.journal, clock, EngineLimits{});
  const Sequence before = context.engine->status().sequence;
  context.engine->pause_filings("the disk is full");
  // The escrow is empty and its time of grace is over, both for a long time.
  clock.move_to(at("2026-06-01T00:00:00Z"));
  CHECK(turned_away(context, ana, "US2") == "the disk is full");
  CHECK(context.engine->status().sequence == before);
  CHECK(state_of_asset() == AssetState::active);
  context.engine->resume_filings();
  CHECK(turned_away(context, ana, "US2").empty());
  CHECK(state_of_asset() == AssetState::delinquent);
  context.engine.reset();
}

}  // namespace
}  // namespace quitrent
