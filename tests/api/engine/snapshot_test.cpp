// SPDX-License-Identifier: EUPL-1.2
#include <chrono>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

#include <doctest/doctest.h>

#include "market/codec/books.hpp"
#include "market/codec/events.hpp"
#include "registry/storage/memory/faulty_journal.hpp"
#include "registry/vocabulary/sha256.hpp"
#include "tests/api/engine/fixture.hpp"

namespace quitrent {

using namespace api;
using namespace market;
namespace {

using testing::at;
using testing::committed_books;
using testing::EngineFixture;
using testing::units;

/// Waits until the background thread has stored a snapshot. Answers whether it has.
bool snapshot_appears(Journal& journal) {
  for (int tries = 0; tries < 500; ++tries) {
    if (journal.reader()->newest_snapshot()) return true;
    std::this_thread::sleep_for(std::chrono::milliseconds{10});
  }
  return false;
}

TEST_CASE("a snapshot and the tail after it come to the same as the whole journal") {
  EngineFixture context;
  context.open({.snapshot_every = 20});
  const PartyId ana = context.member("ana", units(1'000'000));
  const RepeatKey key{"first", sha256("first")};
  const auto first =
      context.file(ana, EngineFixture::patent("US-first", units(500), units(20)), key);
  REQUIRE(first.has_value());
  for (int n = 0; n < 40; ++n) {
    REQUIRE(
        context.file(ana, EngineFixture::patent("US" + std::to_string(n), units(1'000), units(50)))
            .has_value());
  }
  REQUIRE(snapshot_appears(*context.journal));
  context.open();  // stores no further snapshot
  for (int n = 0; n < 5; ++n) {
    REQUIRE(context.file(ana, AssessAsset{{context.newest_asset()}, units(900 - n)}).has_value());
  }
  const std::string live = committed_books(*context.engine);
  const auto newest = context.journal->reader()->newest_snapshot();
  CHECK(newest->sequence < context.engine->status().sequence);
  context.open();
  CHECK(committed_books(*context.engine) == live);
  const auto again =
      context.file(ana, EngineFixture::patent("US-first", units(500), units(20)), key);
  REQUIRE(again.has_value());
  CHECK(again->replayed);
  CHECK(again->body == first->body);
}

TEST_CASE("a failed commit ends the process with 70 and says nothing more") {
  for (const FaultPoint point : {FaultPoint::before_write, FaultPoint::after_write}) {
    CAPTURE(static_cast<int>(point));
    const auto inner = open_memory_journal();
    const pid_t child = fork();
    if (child == 0) {
      // In the child process the third commit fails, so its filing may get no answer.
      const auto journal = faulty_journal(*inner, {.nth_append = 3, .point = point});
      SandboxClock clock{at("2026-01-01T00:00:00Z")};
      Engine engine{*journal, clock, {}, {}};
      const auto move = [&](std::string_view to) {
        return engine
            .file({.filing = {.by = {}, .seed = Engine::drawn_seed(), .request = MoveClock{at(to)}},
                   .render = {},
                   .repeat_key = {}})
            .has_value();
      };
      if (!move("2026-01-02T00:00:00Z") || !move("2026-01-03T00:00:00Z")) std::_Exit(1);
      std::fclose(stderr);
      (void)move("2026-01-04T00:00:00Z");
      std::_Exit(2);
    }
    int status = 0;
    REQUIRE(waitpid(child, &status, 0) == child);
    REQUIRE(WIFEXITED(status));
    CHECK(WEXITSTATUS(status) == 70);
  }
}

}  // namespace
}  // namespace quitrent
