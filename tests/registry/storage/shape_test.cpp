// SPDX-License-Identifier: EUPL-1.2
//
// Which files are a journal although they differ, and what a journal may not contain.
#include <array>
#include <filesystem>
#include <fstream>
#include <functional>
#include <optional>
#include <string>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <doctest/doctest.h>

#include "registry/storage/sqlite/database.hpp"
#include "registry/storage/sqlite/held_journal.hpp"
#include "registry/storage/sqlite/sqlite_journal.hpp"
#include "tests/registry/storage/fixture.hpp"

using namespace quitrent;
using namespace quitrent::storage_tests;

namespace {

namespace fs = std::filesystem;
using Change = std::function<void(const fs::path&)>;

constexpr int kEntries = 60;

Change sql(const char* statements) {
  return [statements](const fs::path& path) { Database{path, OpenAs::writer}.execute(statements); };
}

/// Replaces the file by a copy that SQLite made.
void copy_by_sqlite(const fs::path& path, const std::string& first) {
  const std::string copy = path.string() + ".copy";
  Database{path, OpenAs::writer}.execute((first + "VACUUM INTO '" + copy + "'").c_str());
  fs::rename(copy, path);
}

/// Leaves the file as a process does that is killed in a transaction, without a log.
void die_in_transaction(const fs::path& path) {
  const pid_t child = ::fork();
  if (child == 0) {
    Database database{path, OpenAs::writer};
    database.execute(
        "PRAGMA journal_mode = DELETE; PRAGMA cache_size = 1; BEGIN IMMEDIATE;"
        "UPDATE entry SET private_part = zeroblob(50000);"
        "INSERT INTO entry SELECT sequence + 100, at, first_public, public_count, digest,"
        " public_part, private_part FROM entry");
    ::_exit(5);
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  REQUIRE(fs::file_size(path.string() + "-journal") > 0);
}

}  // namespace

TEST_CASE("a journal is read and written on in whatever mode of SQLite's it was left") {
  struct Row {
    const char* why;
    Change change;
  };
  const auto rows = std::to_array<Row>({
      {"without a log", sql("PRAGMA journal_mode = DELETE")},
      {"with a rollback journal that stays", sql("PRAGMA journal_mode = PERSIST; BEGIN IMMEDIATE;"
                                                 "UPDATE entry SET at = at; COMMIT")},
      {"copied by SQLite", [](const fs::path& path) { copy_by_sqlite(path, ""); }},
      {"small pages", sql("PRAGMA journal_mode = DELETE; PRAGMA page_size = 512; VACUUM")},
      {"large pages", sql("PRAGMA journal_mode = DELETE; PRAGMA page_size = 65536; VACUUM")},
      {"large pages and a log",
       sql("PRAGMA journal_mode = DELETE; PRAGMA page_size = 65536; VACUUM;"
           "PRAGMA journal_mode = WAL")},
      {"a file that shrinks",
       sql("PRAGMA journal_mode = DELETE; PRAGMA auto_vacuum = FULL; VACUUM")},
      {"in the midst of a transaction", die_in_transaction},
  });
  for (const Row& row : rows) {
    CAPTURE(row.why);
    const TemporaryFolder folder;
    append(*open_sqlite_journal(folder.journal()), kEntries);
    row.change(folder.journal());
    CHECK(HeldJournal{folder.journal()}.head().sequence == kEntries);
    {
      const auto journal = open_sqlite_journal(folder.journal(), {.checkpoint_pages = 20});
      CHECK(journal->head().sequence == kEntries);
      for (int round = 0; round < 20; ++round) append(*journal, 10);
      CHECK(verified_head(*journal->reader()).sequence == kEntries + 200);
    }
    CHECK(verified_head(*read_sqlite_journal(folder.journal())).sequence == kEntries + 200);
    CHECK(Database{folder.journal(), OpenAs::reader}.text("PRAGMA journal_mode") == "wal");
  }
}

TEST_CASE("a file is not read together with a log or a rollback journal of another") {
  const TemporaryFolder folder;
  append(*open_sqlite_journal(folder.journal()), kEntries);
  const std::string path = folder.journal().string();
  fs::copy_file(path, path + ".old");
  sql("PRAGMA journal_mode = DELETE")(path);
  fs::copy_file(path + ".old", path + "-wal");
  CHECK(refusal(path).find("-wal belongs to another file") != std::string::npos);
  fs::copy_file(path + ".old", path, fs::copy_options::overwrite_existing);
  std::ofstream{path + "-journal"} << "something";
  CHECK(refusal(path).find("-journal lies beside a file that has a log") != std::string::npos);
  CHECK(fs::file_size(path + "-journal") == 9);
  fs::remove(path + "-wal");
  fs::remove(path + "-journal");
  CHECK(HeldJournal{path}.head().sequence == kEntries);
}

TEST_CASE("a log is found beside the file that a symbolic link leads to") {
  const TemporaryFolder folder;
  const pid_t child = ::fork();
  if (child == 0) {
    append(*open_sqlite_journal(folder.journal()), kEntries);
    const auto journal = open_sqlite_journal(folder.journal());
    append(*journal, 5);
    ::_exit(5);
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  fs::create_directory(folder.path() / "linked");
  const fs::path link = folder.path() / "linked" / "register.db";
  fs::create_symlink(folder.journal(), link);
  CHECK(HeldJournal{link}.head().sequence == kEntries + 5);
}

TEST_CASE("what no register puts into its journal is damage, at the start and for verification") {
  struct Row {
    const char* change;
    const char* says;
  };
  const auto rows = std::to_array<Row>({
      {"CREATE TRIGGER t AFTER INSERT ON entry BEGIN"
       " DELETE FROM entry WHERE sequence = new.sequence; END",
       "it holds a trigger \"t\""},
      {"CREATE VIEW v AS SELECT 1", "it holds a view \"v\""},
      {"CREATE INDEX i ON entry(at)", "it holds an index \"i\""},
      {"CREATE TABLE t(a)", "it holds a table \"t\""},
      {"ALTER TABLE entry ADD COLUMN more INTEGER", "its table of entries was altered"},
      {"ALTER TABLE entry RENAME COLUMN at TO at_s", "its table of entries was altered"},
      {"ALTER TABLE entry RENAME TO entries", "it holds a table \"entries\""},
      {"DROP TABLE entry", "it has no table of entries"},
      {"UPDATE entry SET sequence = 0 WHERE sequence = 60", "it holds a row with number 0"},
      {"UPDATE entry SET sequence = -1 WHERE sequence = 60", "it holds a row with number -1"},
      {"DELETE FROM entry WHERE sequence > 1; UPDATE entry SET sequence = -1",
       "it holds a row with number -1"},
      {"DELETE FROM entry WHERE sequence = 1", "entry 1 is missing"},
      {"DELETE FROM entry WHERE sequence = 59", "entry 59 is missing"},
      {"UPDATE entry SET sequence = 9223372036854775807 WHERE sequence = 60",
       "entry 60 is missing: entry 9223372036854775807 stands in its place"},
  });
  for (const Row& row : rows) {
    CAPTURE(row.change);
    const TemporaryFolder folder;
    append(*open_sqlite_journal(folder.journal()), kEntries);
    sql(row.change)(folder.journal());
    const std::string said = refusal(folder.journal());
    CAPTURE(said);
    CHECK(said.find(row.says) != std::string::npos);
    CHECK(said.find("put a sound copy") != std::string::npos);
    std::optional<std::string> verified;
    try {
      verified = read_sqlite_journal(folder.journal())->misshapen();
    } catch (const JournalUnusable&) {
      continue;  // there is no table to read from
    }
    CHECK(verified.value_or("").starts_with(row.says));
  }
}

TEST_CASE("a trigger that comes into the file while it is written does nothing") {
  const TemporaryFolder folder;
  const auto journal = open_sqlite_journal(folder.journal());
  append(*journal, 3);
  sql("CREATE TRIGGER t AFTER INSERT ON entry BEGIN DELETE FROM entry; END")(folder.journal());
  append(*journal, 3);
  CHECK(verified_head(*journal->reader()).sequence == 6);
}

TEST_CASE("what is no file under the name of one beside the journal is refused and never opened") {
  struct Row {
    const char* what;
    Change make;
  };
  const auto rows = std::to_array<Row>({
      {"a folder", [](const fs::path& path) { fs::create_directory(path); }},
      {"a pipe", [](const fs::path& path) { REQUIRE(::mkfifo(path.c_str(), 0600) == 0); }},
      {"a symbolic link", [](const fs::path& path) { fs::create_symlink(path, path); }},
  });
  for (const Row& row : rows) {
    for (const char* ending : {"-wal", "-shm", "-journal", "-lock", ".head"}) {
      CAPTURE(row.what);
      CAPTURE(ending);
      const TemporaryFolder folder;
      append(*open_sqlite_journal(folder.journal()), 3);
      const fs::path odd = folder.journal().string() + ending;
      fs::remove(odd);
      row.make(odd);
      const std::string said = refusal(folder.journal());
      CHECK(said.starts_with(odd.string() + " is " + row.what + " where "));
      CHECK(said.find("move it away") != std::string::npos);
      CHECK_THROWS_AS(read_sqlite_journal(folder.journal()), JournalUnusable);
      fs::remove(odd);
      CHECK(open_sqlite_journal(folder.journal())->head().sequence == 3);
    }
  }
}
