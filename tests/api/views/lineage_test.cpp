// SPDX-License-Identifier: EUPL-1.2
//
// Which assets are derived from an asset, and who contested its degree; also after the views were
// damaged.
#include <memory>
#include <string>
#include <sys/wait.h>
#include <unistd.h>
#include <vector>

#include <doctest/doctest.h>

#include "api/views/views.hpp"
#include "registry/storage/sqlite/database.hpp"
#include "registry/storage/sqlite/sqlite_journal.hpp"
#include "tests/api/views/chronicle.hpp"
#include "tests/registry/storage/fixture.hpp"

using namespace quitrent;
using namespace quitrent::api;
using namespace quitrent::market;
using namespace quitrent::view_tests;
using storage_tests::TemporaryFolder;

namespace {

/// The registration of the n-th asset, derived from these parents.
Event registration_from(std::uint32_t n, const std::vector<std::uint32_t>& parents) {
  Particulars particulars{.name = "n"};
  for (const std::uint32_t parent : parents) {
    particulars.derived_from.push_back({asset(parent), Relation::fork});
  }
  return Chronicle::registered(
      {n, AssetClass::software, 1, active(units(5), 9'000), std::move(particulars)});
}

/// The n-th contest of the degree of an asset.
Contest contest(std::uint32_t n, std::uint32_t of_asset) {
  return {.id = nth<ContestKind>(n),
          .asset = asset(of_asset),
          .by = named(2),
          .reason = "too low",
          .filed_at = Instant::from_seconds(n)};
}

Event decided(std::uint32_t n, std::uint32_t of_asset) {
  return ContestDecided{.contest = contest(n, of_asset),
                        .outcome = ContestOutcome::upheld,
                        .because = {.reference = "order " + std::to_string(n), .document = {}},
                        .reason = "seen",
                        .decided_at = Instant::from_seconds(n)};
}

std::unique_ptr<Views> caught_up_in(const TemporaryFolder& folder, Journal& journal) {
  auto views = std::make_unique<Views>(
      folder.path() / "views",
      ViewsSource{journal, &Chronicle::private_events, [](std::string_view) {}});
  views->catch_up(journal.head().sequence);
  return views;
}

}  // namespace

TEST_CASE("what is not there has neither children nor contests") {
  const TemporaryFolder folder;
  const auto journal = open_sqlite_journal(folder.journal());
  Chronicle{*journal}.enter(100, {registration_from(1, {})});
  const auto views = caught_up_in(folder, *journal);
  for (const std::uint32_t n : {1U, 9U}) {
    CHECK(views->derived_from(asset(n), {}, 10).assets.empty());
    CHECK_FALSE(views->derived_from(asset(n), {}, 10).next.has_value());
    CHECK(views->contests_of(asset(n), 0, 50).empty());
  }
}

TEST_CASE("children come in the order of registration, a page at a time") {
  const TemporaryFolder folder;
  const auto journal = open_sqlite_journal(folder.journal());
  Chronicle chronicle{*journal};
  chronicle.enter(100, {registration_from(1, {}), registration_from(2, {})});
  chronicle.enter(110, {registration_from(9, {1}), registration_from(3, {2})});
  chronicle.enter(120, {registration_from(5, {2, 1})});
  chronicle.enter(130, {registration_from(4, {1}), registration_from(6, {5})});
  const auto views = caught_up_in(folder, *journal);
  CHECK(views->derived_from(asset(1), {}, 10).assets == std::vector{asset(9), asset(5), asset(4)});
  const LineagePage first = views->derived_from(asset(1), {}, 2);
  CHECK(first.assets == std::vector{asset(9), asset(5)});
  REQUIRE(first.next.has_value());
  const LineagePage second = views->derived_from(asset(1), first.next, 2);
  CHECK(second.assets == std::vector{asset(4)});
  CHECK_FALSE(second.next.has_value());
  CHECK(views->derived_from(asset(2), {}, 10).assets == std::vector{asset(3), asset(5)});
  CHECK(views->derived_from(asset(5), {}, 1).assets == std::vector{asset(6)});
}

TEST_CASE("contests come in the order of filing, each with what became of it") {
  const TemporaryFolder folder;
  const auto journal = open_sqlite_journal(folder.journal());
  Chronicle chronicle{*journal};
  chronicle.enter(100, {registration_from(1, {}), registration_from(2, {})});
  chronicle.enter(110, {ContestFiled{contest(1, 1)}});
  chronicle.enter(120, {ContestFiled{contest(2, 1)}, ContestFiled{contest(3, 2)}});
  chronicle.enter(130, {decided(2, 1)});
  const auto views = caught_up_in(folder, *journal);
  const auto contests = views->contests_of(asset(1), 0, 50);
  REQUIRE(contests.size() == 2);
  CHECK(contests[0].contest == contest(1, 1));
  CHECK_FALSE(contests[0].decided.has_value());
  CHECK(contests[1].contest == contest(2, 1));
  REQUIRE(contests[1].decided.has_value());
  CHECK(contests[1].decided->because.reference == "order 2");
  CHECK(views->contests_of(asset(2), 0, 50).size() == 1);
  // The history of an asset has the events about its degree.
  CHECK(events_of(*views, asset(1), 0, 10).size() == 4);
}

TEST_CASE("children and contests are each there once after a bad end") {
  const TemporaryFolder folder;
  {
    const auto journal = open_sqlite_journal(folder.journal());
    Chronicle{*journal}.enter(100, {registration_from(1, {})});
    caught_up_in(folder, *journal).reset();
  }
  const pid_t child = ::fork();
  if (child == 0) {
    const auto journal = open_sqlite_journal(folder.journal());
    Chronicle chronicle{*journal};
    chronicle.enter(110, {registration_from(2, {1})});
    chronicle.enter(120, {ContestFiled{contest(1, 1)}});
    const auto views = caught_up_in(folder, *journal);
    ::_exit(views->wait_until(3) ? 0 : 1);
  }
  int status = -1;
  ::waitpid(child, &status, 0);
  REQUIRE(status == 0);
  const auto journal = open_sqlite_journal(folder.journal());
  Chronicle chronicle{*journal};
  chronicle.enter(130, {registration_from(3, {2, 1})});
  chronicle.enter(140, {decided(1, 1)});
  const auto views = caught_up_in(folder, *journal);
  CHECK(views->derived_from(asset(1), {}, 10).assets == std::vector{asset(2), asset(3)});
  REQUIRE(views->contests_of(asset(1), 0, 50).size() == 1);
  CHECK(views->contests_of(asset(1), 0, 50).front().decided.has_value());
  Database database{folder.path() / "views", OpenAs::reader};
  CHECK(database.number("SELECT count(*) FROM lineage") == 3);
  CHECK(database.number("SELECT count(*) FROM contest_record") == 2);
}
