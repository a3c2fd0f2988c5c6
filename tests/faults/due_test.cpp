// SPDX-License-Identifier: EUPL-1.2
#include <csignal>
#include <memory>
#include <set>
#include <sys/wait.h>
#include <unistd.h>

#include <doctest/doctest.h>

#include "api/engine/engine.hpp"
#include "api/engine/folded_journal.hpp"
#include "market/codec/books.hpp"
#include "market/codec/events.hpp"
#include "registry/storage/sqlite/sqlite_journal.hpp"
#include "tests/api/engine/fixture.hpp"
#include "tests/api/server/program.hpp"

namespace quitrent {

using namespace api;
using namespace market;
namespace {

using testing::at;
using testing::EngineFixture;
using testing::Folder;
using testing::units;

constexpr int kAssets = 120;
constexpr std::size_t kBatch = 16;
/// Beyond two months of lapses, the end of grace and the end of the auction.
constexpr std::string_view kEnd = "2026-06-03T00:00:00Z";

/// Makes a register on disk. The escrows of its patents run out in the same second.
void make_due_register(const std::string& database) {
  EngineFixture context;
  context.engine.reset();
  context.journal = open_sqlite_journal(database);
  context.open();
  const PartyId ana = context.member("ana", units(1'000'000));
  for (int n = 0; n < kAssets; ++n) {
    REQUIRE(
        context
            .file(ana, EngineFixture::patent("US" + std::to_string(n), units(100'000), units(500)))
            .has_value());
  }
}

/// Starts the register and moves its clock to the end. Calls `committed` after each commit.
std::string moved_books(const std::string& database, std::function<void(Sequence)> committed) {
  const auto journal = open_sqlite_journal(database);
  SandboxClock clock{at("2026-01-01T00:00:00Z")};
  Engine engine{*journal, clock, {.batch = kBatch}, {.committed = std::move(committed)}};
  const auto moved = engine.file({.filing = {.by = {}, .seed = {}, .request = MoveClock{at(kEnd)}},
                                  .render = {},
                                  .repeat_key = {}});
  REQUIRE(moved.has_value());
  return engine.inquire([](const Books& books, Instant) { return encoded_books(books); });
}

/// Does the same in a child process that is killed right after its n-th commit.
void move_until_killed(const std::string& database, int nth_commit) {
  const pid_t child = fork();
  if (child == 0) {
    int commits = 0;
    (void)moved_books(database, [&](Sequence) {
      if (++commits == nth_commit) kill(getpid(), SIGKILL);
    });
    std::_Exit(0);
  }
  int status = 0;
  REQUIRE(waitpid(child, &status, 0) == child);
  REQUIRE(WIFSIGNALED(status));
}

TEST_CASE("killed in the middle of what falls due, a register comes to the same books") {
  const Folder folder;
  const std::string origin = folder / "origin.db";
  make_due_register(origin);
  const std::string whole = folder / "whole.db";
  std::filesystem::copy_file(origin, whole);
  int commits = 0;
  const std::string undisturbed = moved_books(whole, [&commits](Sequence) { ++commits; });
  // There are three changes for each asset and six monthly levies. Most groups end at the limit of
  // a batch.
  REQUIRE(commits > 3 * kAssets / static_cast<int>(kBatch));
  const std::string database = folder / "register.db";
  std::filesystem::copy_file(origin, database);
  // Kills the process again and again, a little later each time. What is durable stays; nothing is
  // done twice.
  int kills = 0;
  Sequence reached = open_sqlite_journal(database)->head().sequence;
  for (int nth = 1; kills < commits; nth = nth % 3 + 1) {
    const auto left = open_sqlite_journal(database)->head();
    if (left.at >= at("2026-05-10T00:00:00Z")) break;
    move_until_killed(database, nth);
    ++kills;
    const Sequence now = open_sqlite_journal(database)->head().sequence;
    CHECK(now > reached);
    reached = now;
  }
  CHECK(kills > 10);
  CHECK(moved_books(database, {}) == undisturbed);
  const auto replayed =
      folded(*open_sqlite_journal(database)->reader(), [](Sequence) { return true; });
  CHECK(encoded_books(replayed->books) == undisturbed);
}

}  // namespace
}  // namespace quitrent
