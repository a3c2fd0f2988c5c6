// SPDX-License-Identifier: EUPL-1.2
//
// The file of the views and its thread: the file may be behind, missing, damaged or foreign.
#include "api/views/views.hpp"

#include <array>
#include <atomic>
#include <filesystem>
#include <fstream>
#include <functional>
#include <memory>
#include <string>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>
#include <vector>

#include <doctest/doctest.h>

#include "registry/storage/memory/memory_journal.hpp"
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

void register_assets(Journal& journal, std::uint32_t from, std::uint32_t to) {
  Chronicle chronicle{journal};
  for (std::uint32_t number = from; number < to; ++number) {
    chronicle.enter(100 + number,
                    {Chronicle::registered({number,
                                            AssetClass::patent,
                                            1,
                                            active(units(1), 9),
                                            {.name = "n", .identifiers = {}, .terms = {}}})});
  }
}

std::unique_ptr<Views> caught_up(const std::filesystem::path& path, Journal& journal) {
  auto views = std::make_unique<Views>(
      path, ViewsSource{journal, &Chronicle::private_events, [](std::string_view) {}});
  views->catch_up(journal.head().sequence);
  return views;
}

/// Overwrites the first page of a table.
void overwrite_root(const std::filesystem::path& path, const std::string& table) {
  std::int64_t page = 0;
  {
    Database database{path, OpenAs::writer};
    page = database.number(
        ("SELECT rootpage FROM sqlite_schema WHERE name = '" + table + "'").c_str());
  }
  REQUIRE(page > 1);
  std::fstream file{path, std::ios::in | std::ios::out | std::ios::binary};
  file.seekp((page - 1) * 4'096);
  file << std::string(4'096, '\xee');
}

std::size_t count(Views& views) { return views.assets({.limit = 100'000}).assets.size(); }

}  // namespace

TEST_CASE("a read that waits sees what was committed before it") {
  const TemporaryFolder folder;
  const auto journal = open_memory_journal();
  const auto views = caught_up(folder.path() / "views", *journal);
  CHECK(views->wait_until(0));
  for (std::uint32_t round = 0; round < 20; ++round) {
    register_assets(*journal, round * 5, round * 5 + 5);
    views->committed(journal->head().sequence);
    REQUIRE(views->wait_until(journal->head().sequence));
    CHECK(count(*views) == (round + 1) * 5);
  }
}

TEST_CASE("a wait for what was never committed ends, and later waits still work") {
  const TemporaryFolder folder;
  const auto journal = open_memory_journal();
  const auto views = caught_up(folder.path() / "views", *journal);
  CHECK_FALSE(views->wait_until(1, std::chrono::milliseconds{1}));
  register_assets(*journal, 0, 1);
  CHECK(views->wait_until(1));
}

TEST_CASE("views that were closed go on where they stood") {
  const TemporaryFolder folder;
  const auto journal = open_memory_journal();
  register_assets(*journal, 0, 10);
  CHECK(count(*caught_up(folder.path() / "views", *journal)) == 10);
  register_assets(*journal, 10, 15);
  const auto views = std::make_unique<Views>(
      folder.path() / "views",
      ViewsSource{*journal, &Chronicle::private_events, [](std::string_view) {}});
  CHECK(views->holds() == 10);
  std::vector<Sequence> steps;
  views->catch_up(15, [&](Sequence done, Sequence all) {
    CHECK(all == 15);
    steps.push_back(done);
  });
  CHECK(steps == std::vector<Sequence>{10, 15});
  CHECK(count(*views) == 15);
}

TEST_CASE("views of a process that ended badly go on from what they saved") {
  const TemporaryFolder folder;
  const auto path = folder.path() / "views";
  {
    const auto journal = open_sqlite_journal(folder.journal());
    register_assets(*journal, 0, 10);
    caught_up(path, *journal).reset();
  }
  const pid_t child = ::fork();
  if (child == 0) {
    const auto journal = open_sqlite_journal(folder.journal());
    register_assets(*journal, 10, 25);
    const auto views = caught_up(path, *journal);
    Chronicle{*journal}.enter(900, {Chronicle::sold({3, {1, 2}, active(units(1), 9), 1, 900})});
    ::_exit(views->wait_until(26) ? 0 : 1);
  }
  int status = -1;
  ::waitpid(child, &status, 0);
  REQUIRE(status == 0);
  // The tables hold one entry less: the batch that is folded again goes beyond them.
  const auto journal = open_sqlite_journal(folder.journal());
  Chronicle{*journal}.enter(901, {Chronicle::sold({3, {2, 3}, active(units(1), 9), 2, 901})});
  Views views{path, {*journal, &Chronicle::private_events, [](std::string_view) {}}};
  CHECK(views.holds() == 10);
  CHECK(Database{path, OpenAs::reader}.number("SELECT max(number) FROM asset_record") == 26);
  views.catch_up(27);
  CHECK(Database{path, OpenAs::reader}.number("SELECT max(number) FROM asset_record") == 27);
  CHECK(count(views) == 25);
  CHECK(views.assets({.holder = party(3)}).assets == std::vector{asset(3)});
  CHECK(views.assets({.words = "n"}).assets.size() == 25);
  CHECK(chain_of_title(views, asset(3)).size() == 3);
  CHECK(purchases_after(views, 0, 9).size() == 2);
}

TEST_CASE("the views of another journal are begun anew") {
  const TemporaryFolder folder;
  const auto path = folder.path() / "views";
  {
    const auto other = open_memory_journal();
    register_assets(*other, 0, 10);
    CHECK(count(*caught_up(path, *other)) == 10);
  }
  const auto journal = open_memory_journal();
  register_assets(*journal, 50, 65);
  const auto views = caught_up(path, *journal);
  CHECK(count(*views) == 15);
  CHECK(chain_of_title(*views, asset(0)).empty());
  CHECK(chain_of_title(*views, asset(50)).size() == 1);
}

TEST_CASE("a file that is not what it should be is begun anew") {
  struct Row {
    std::string why;
    std::function<void(const std::filesystem::path&)> change;
  };
  const auto sql = [](const char* statements) {
    return [statements](const std::filesystem::path& path) {
      Database{path, OpenAs::writer}.execute(statements);
    };
  };
  const auto rows = std::to_array<Row>({
      {"gone", [](const auto& path) { std::filesystem::remove(path); }},
      {"a text", [](const auto& path) { std::ofstream{path} << std::string(9'000, 'x'); }},
      {"cut short", [](const auto& path) { std::filesystem::resize_file(path, 6'000); }},
      {"empty", [](const auto& path) { std::filesystem::resize_file(path, 0); }},
      {"a newer layout", sql("PRAGMA user_version = 99; DELETE FROM asset_page")},
      {"another program's", sql("PRAGMA application_id = 1; DELETE FROM asset_page")},
      {"another journal's", sql("UPDATE mark SET digest = zeroblob(32); DELETE FROM asset_page")},
      {"a catalogue with a hole", sql("DELETE FROM asset_page")},
      {"a catalogue of other bytes", sql("UPDATE asset_page SET page = x'0000'")},
      {"a catalogue without its parties", sql("DELETE FROM party_page")},
      {"ahead of its journal", sql("UPDATE mark SET sequence = 99; DELETE FROM asset_page")},
  });
  for (const Row& row : rows) {
    CAPTURE(row.why);
    const TemporaryFolder folder;
    const auto path = folder.path() / "views";
    const auto journal = open_memory_journal();
    register_assets(*journal, 0, 10);
    CHECK(count(*caught_up(path, *journal)) == 10);
    row.change(path);
    const auto views = caught_up(path, *journal);
    CHECK(count(*views) == 10);
    CHECK(chain_of_title(*views, asset(9)).size() == 1);
  }
}

TEST_CASE("damage is mended, whoever comes upon it first") {
  struct Row {
    std::string why;
    const char* table;
    bool read_fails;  // false: the opening fails
  };
  const auto rows = std::to_array<Row>({
      {"a read", "asset_record", true},
      {"opening the words", "search_config", false},
      {"opening the catalogue", "asset_page", false},
      {"opening the marks", "mark", false},
  });
  for (const Row& row : rows) {
    CAPTURE(row.why);
    const TemporaryFolder folder;
    const auto path = folder.path() / "views";
    const auto journal = open_memory_journal();
    register_assets(*journal, 0, 500);
    caught_up(path, *journal).reset();
    overwrite_root(path, row.table);
    const auto views = caught_up(path, *journal);
    if (row.read_fails) CHECK_THROWS_AS(chain_of_title(*views, asset(0)), ViewsUnavailable);
    register_assets(*journal, 500, 501);
    REQUIRE(views->wait_until(501, std::chrono::seconds{20}));
    CHECK(count(*views) == 501);
    CHECK(chain_of_title(*views, asset(0)).size() == 1);
  }
}

TEST_CASE("a folder that cannot be written is a fault of the start") {
  const auto journal = open_memory_journal();
  CHECK_THROWS_AS(caught_up("/nowhere/at/all/views", *journal), ViewsUnavailable);
}

TEST_CASE("an entry that cannot be read is complained of and holds nothing but the views") {
  const TemporaryFolder folder;
  const auto journal = open_memory_journal();
  std::atomic<int> complaints = 0;
  Views views{folder.path() / "views",
              {*journal, &Chronicle::private_events, [&](std::string_view) { ++complaints; }}};
  views.catch_up(0);
  register_assets(*journal, 0, 1);
  CHECK(views.wait_until(1));
  Entry entry;
  entry.at = Instant::from_seconds(500);
  entry.public_part = "\xff";
  Head head = journal->head();
  link_entry(head, entry);
  journal->append({&entry, 1});
  CHECK_FALSE(views.wait_until(2, std::chrono::milliseconds{500}));
  CHECK(complaints > 0);
  CHECK(count(views) == 1);
}

TEST_CASE("many threads read while the views are written") {
  const TemporaryFolder folder;
  const auto journal = open_sqlite_journal(folder.journal());
  const auto views = caught_up(folder.path() / "views", *journal);
  std::atomic<Sequence> newest = 0;
  std::atomic<bool> wrong = false;
  std::vector<std::thread> readers;
  for (int index = 0; index < 4; ++index) {
    readers.emplace_back([&] {
      for (int round = 0; round < 30; ++round) {
        const Sequence before = newest;
        if (!views->wait_until(before, std::chrono::seconds{20}) || count(*views) < before ||
            views->events_after(0, 1'000).size() < before ||
            (before > 0 && chain_of_title(*views, asset(0)).size() != 1)) {
          wrong = true;
        }
      }
    });
  }
  for (std::uint32_t round = 0; round < 100; ++round) {
    register_assets(*journal, round * 3, round * 3 + 3);
    newest = journal->head().sequence;
    views->committed(newest);
  }
  for (std::thread& reader : readers) reader.join();
  CHECK_FALSE(wrong);
  CHECK(views->wait_until(300));
  CHECK(count(*views) == 300);
}
