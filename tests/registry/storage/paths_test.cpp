// SPDX-License-Identifier: EUPL-1.2
//
// Files that somebody deletes, moves or overwrites while they are in use.
#include <array>
#include <filesystem>
#include <fstream>
#include <functional>
#include <string>
#include <unistd.h>

#include <doctest/doctest.h>

#include "registry/storage/sqlite/database.hpp"
#include "registry/storage/sqlite/sqlite_journal.hpp"
#include "tests/registry/storage/fixture.hpp"

using namespace quitrent;
using namespace quitrent::storage_tests;

namespace {

namespace fs = std::filesystem;

/// What happens to the entries that were acknowledged before.
enum class Before : std::uint8_t { saved, at_risk };

struct Row {
  const char* why;
  std::function<void(const fs::path& folder, const std::string& db)> harm;
  const char* says;
  Before before;
};

/// Replaces a file by a copy.
void replace(const std::string& file) {
  fs::copy_file(file, file + ".copy");
  fs::rename(file + ".copy", file);
}

void write_zeros(const std::string& file) {
  std::fstream stream{file, std::ios::in | std::ios::out | std::ios::binary};
  stream << std::string(fs::file_size(file), '\0');
}

std::vector<Row> rows() {
  return {
      {"the log is deleted", [](const auto&, const auto& db) { fs::remove(db + "-wal"); },
       "register.db-wal is not there any more", Before::saved},
      {"the log is moved",
       [](const auto&, const auto& db) { fs::rename(db + "-wal", db + "-old"); },
       "register.db-wal is not there any more", Before::saved},
      {"the log is replaced", [](const auto&, const auto& db) { replace(db + "-wal"); },
       "register.db-wal is not the one that was opened", Before::saved},
      {"the log is replaced by a folder",
       [](const auto&, const auto& db) {
         fs::remove(db + "-wal");
         fs::create_directory(db + "-wal");
       },
       "register.db-wal is not the one that was opened", Before::saved},
      {"the log is emptied", [](const auto&, const auto& db) { fs::resize_file(db + "-wal", 0); },
       "register.db-wal was cut or written over", Before::at_risk},
      {"another program takes the log in",
       [](const auto&, const auto& db) {
         Database{db, OpenAs::writer}.execute("PRAGMA wal_checkpoint(TRUNCATE)");
       },
       "taken its log in; keep other writers away", Before::saved},
      {"the log is cut",
       [](const auto&, const auto& db) {
         fs::resize_file(db + "-wal", fs::file_size(db + "-wal") - 100);
       },
       "register.db-wal was cut or written over", Before::at_risk},
      {"the log is written over", [](const auto&, const auto& db) { write_zeros(db + "-wal"); },
       "register.db-wal was cut or written over", Before::at_risk},
      {"the file is deleted", [](const auto&, const auto& db) { fs::remove(db); },
       "register.db is not there any more", Before::at_risk},
      {"the file is replaced", [](const auto&, const auto& db) { replace(db); },
       "register.db is not the one that was opened", Before::at_risk},
      {"the file is replaced by a folder",
       [](const auto&, const auto& db) {
         fs::remove(db);
         fs::create_directory(db);
       },
       "register.db is not the one that was opened", Before::at_risk},
      {"the file is emptied", [](const auto&, const auto& db) { fs::resize_file(db, 0); },
       "register.db was written over", Before::at_risk},
      {"the folder is moved",
       [](const auto& folder, const auto&) { fs::rename(folder / "its", folder / "other"); },
       "register.db is not there any more", Before::at_risk},
  };
}

/// The text of the JournalMisplaced that `work` throws; empty if it throws none.
std::string misplaced(const std::function<void()>& work) {
  try {
    work();
  } catch (const JournalMisplaced& fault) {
    return fault.what();
  }
  return "";
}

}  // namespace

TEST_CASE("nothing is acknowledged that is not where the next start looks for it") {
  for (const Row& row : rows()) {
    for (const bool at_append : {true, false}) {
      CAPTURE(row.why);
      CAPTURE(at_append);
      const TemporaryFolder folder;
      fs::create_directory(folder.path() / "its");
      const fs::path db = folder.path() / "its" / "register.db";
      append(*open_sqlite_journal(db), 20);
      auto journal = open_sqlite_journal(db);
      append(*journal, 5);
      append(*journal, 5);
      journal->check_in_place();
      row.harm(folder.path(), db.string());
      const std::string said = misplaced([&] {
        if (at_append) append(*journal, 3);
        journal->check_in_place();
      });
      CAPTURE(said);
      CHECK(said.find(row.says) != std::string::npos);
      CHECK(said.find("start again") != std::string::npos);
      CHECK_THROWS_AS(append(*journal, 1), JournalFault);
      journal.reset();
      if (row.before == Before::saved) {
        CHECK(verified_head(*read_sqlite_journal(db)).sequence >= 30);
      }
    }
  }
}

TEST_CASE("a lock that another program does not let go of is named, and nothing is lost") {
  const TemporaryFolder folder;
  auto journal = open_sqlite_journal(folder.journal());
  append(*journal, 5);
  {
    Database somebody{folder.journal(), OpenAs::writer};
    somebody.execute("BEGIN IMMEDIATE");
    std::string said;
    try {
      append(*journal, 1);
    } catch (const JournalLocked& fault) {
      said = fault.what();
    }
    CAPTURE(said);
    CHECK(said.contains("another program holds the lock to write of " + folder.journal().string()));
    CHECK(said.contains("process " + std::to_string(::getpid()) + "; end it"));
    CHECK_THROWS_AS(append(*journal, 1), JournalFault);
  }
  journal.reset();
  CHECK(verified_head(*read_sqlite_journal(folder.journal())).sequence == 5);
}

TEST_CASE("a log that begins anew, shrinks or is taken into the file is still in its place") {
  const TemporaryFolder folder;
  const auto journal = open_sqlite_journal(folder.journal(), {.checkpoint_pages = 10});
  for (int round = 0; round < 200; ++round) {
    append(*journal, 1 + round % 30);
    journal->check_in_place();
  }
  CHECK(verified_head(*journal->reader()).sequence == journal->head().sequence);
}
