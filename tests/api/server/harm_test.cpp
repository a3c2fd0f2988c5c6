// SPDX-License-Identifier: EUPL-1.2
//
// Files of a register that somebody harms. A running program ends before it acknowledges what could
// be lost. A start says in its line what to do.
#include <array>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iterator>
#include <map>
#include <string>
#include <sys/stat.h>
#include <unistd.h>
#include <vector>

#include <doctest/doctest.h>

#include "registry/storage/sqlite/database.hpp"
#include "tests/api/server/served.hpp"

namespace quitrent::testing {

using namespace api;
using namespace market;
namespace {

namespace fs = std::filesystem;

/// A register in a folder within the folder, so that the inner folder can be moved.
std::string database_in(const Folder& folder) {
  fs::create_directory(folder / "its");
  return folder / "its/r.db";
}

/// Files until a filing fails. Answers with how many were acknowledged.
int filed(const Served& served, int at_most) {
  int acknowledged = 0;
  try {
    while (acknowledged < at_most &&
           served.post("/v1/parties", Served::kOperatorKey, R"({"name":"Ana","roles":["member"]})")
                   .status == 201) {
      ++acknowledged;
    }
  } catch (const std::exception&) {
    return acknowledged;  // the program has ended
  }
  return acknowledged;
}

struct Harm {
  const char* why;
  std::function<void(const std::string& db)> harm;
  const char* says;
};

void replace(const std::string& file) {
  fs::copy_file(file, file + ".copy");
  fs::rename(file + ".copy", file);
}

TEST_CASE("a register whose files are not where they were ends before it acknowledges anything") {
  const auto rows = std::to_array<Harm>({
      {"the log is deleted", [](const auto& db) { fs::remove(db + "-wal"); }, "r.db-wal is not"},
      {"the log is replaced", [](const auto& db) { replace(db + "-wal"); }, "r.db-wal is not"},
      {"the log is cut", [](const auto& db) { fs::resize_file(db + "-wal", 5'000); },
       "r.db-wal was cut"},
      {"the file is deleted", [](const auto& db) { fs::remove(db); }, "r.db is not"},
      {"the file is replaced", [](const auto& db) { replace(db); }, "r.db is not"},
      {"the folder is moved",
       [](const auto& db) {
         fs::rename(fs::path{db}.parent_path(), fs::path{db}.parent_path().string() + "-old");
       },
       "r.db is not"},
      {"the index of the log is cut", [](const auto& db) { fs::resize_file(db + "-shm", 0); },
       "(-shm) was cut"},
  });
  for (const Harm& row : rows) {
    for (const bool busy : {true, false}) {
      CAPTURE(row.why);
      CAPTURE(busy);
      const Folder folder;
      const std::string db = database_in(folder);
      Served served{db};
      REQUIRE(filed(served, 5) == 5);
      row.harm(db);
      // Only a filing reads the index; all other files are checked every second.
      if (busy || std::string_view{row.says}.starts_with("(-shm)")) CHECK(filed(served, 3) == 0);
      const Ended ended = served.program().wait();
      CAPTURE(ended.errors);
      CHECK(ended.exit_code == 70);
      CHECK(ended.errors.find(row.says) != std::string::npos);
      CHECK(ended.errors.find("start again") != std::string::npos);
    }
  }
}

/// Every file of the folder with its bytes, but for the index of a log: whoever reads a register
/// whose server was killed builds it anew, and it holds nothing that the log does not hold.
std::map<std::string, std::string> bytes_in(const fs::path& folder) {
  std::map<std::string, std::string> files;
  for (const auto& entry : fs::directory_iterator{folder}) {
    if (entry.path().string().ends_with("-shm")) continue;
    std::ifstream file{entry.path(), std::ios::binary};
    files[entry.path().filename()] = std::string{std::istreambuf_iterator<char>{file}, {}};
  }
  return files;
}

TEST_CASE("a register that is put into the folder of a running one is not touched by it") {
  for (const int end : {0, SIGTERM}) {
    for (int round = 0; round < 4; ++round) {
      CAPTURE(end);
      CAPTURE(round);
      const Folder folder;
      const std::string db = database_in(folder);
      fs::create_directory(folder / "other");
      {
        Served other{folder / "other/r.db"};
        REQUIRE(filed(other, 3) == 3);
        other.program().signal(SIGKILL);
        other.program().wait();
      }
      const auto before = bytes_in(folder / "other");
      Served served{db};
      REQUIRE(filed(served, 5 + round) == 5 + round);
      fs::rename(folder / "its", folder / "away");
      fs::rename(folder / "other", folder / "its");
      if (end != 0) served.program().signal(end);
      const Ended ended = served.program().wait();
      CAPTURE(ended.errors);
      CHECK(ended.exit_code == 70);
      // A reader may have met the other journal first, and told that too.
      CHECK(ended.errors.contains("r.db is not the one that was opened"));
      CHECK((bytes_in(folder / "its") == before));
    }
  }
}

TEST_CASE("another program that keeps the register from being written is named in the last line") {
  struct Row {
    const char* why;
    const char* sql;
    std::vector<std::string> says;
  };
  const auto rows = std::to_array<Row>({
      {"it takes the log in",
       "PRAGMA wal_checkpoint(TRUNCATE)",
       {"r.db-wal was cut or written over", "taken its log in", "keep other writers away"}},
      {"it holds the lock to write",
       "BEGIN IMMEDIATE",
       {"holds the lock to write", "process " + std::to_string(::getpid()) + "; end it"}},
  });
  for (const Row& row : rows) {
    CAPTURE(row.why);
    const Folder folder;
    const std::string db = database_in(folder);
    Served served{db};
    REQUIRE(filed(served, 5) == 5);
    {
      Database somebody{db, OpenAs::writer};
      somebody.execute(row.sql);
      CHECK(filed(served, 3) == 0);
      const Ended ended = served.program().wait();
      CAPTURE(ended.errors);
      CHECK(ended.exit_code == 70);
      CHECK(ended.error_lines() == 1);
      for (const std::string& words : row.says) CHECK(ended.errors.contains(words));
      CHECK(!ended.errors.contains("mend the disk"));
      CHECK(!ended.errors.contains("put it back"));
    }
    CHECK(Served{db}.get("/v1/stats").member("parties") == "6");
  }
}

TEST_CASE("what a log held that was deleted or replaced is there at the next start") {
  for (const bool replaced : {false, true}) {
    CAPTURE(replaced);
    const Folder folder;
    const std::string db = database_in(folder);
    {
      Served served{db};
      REQUIRE(filed(served, 5) == 5);
      if (replaced) {
        replace(db + "-wal");
      } else {
        fs::remove(db + "-wal");
      }
      CHECK(served.program().wait().exit_code == 70);
    }
    CHECK(Served{db}.get("/v1/stats").member("parties") == "6");
  }
}

TEST_CASE("a damaged journal refuses the start with code 2 and says what to do") {
  const auto rows = std::to_array<std::pair<const char*, const char*>>({
      {"DELETE FROM entry WHERE sequence = 3", "entry 3 is missing"},
      {"UPDATE entry SET private_part = x'00' WHERE sequence = 3", "entry 3 does not match"},
      {"UPDATE entry SET digest = x'00' WHERE sequence = 3", "entry 3 has a digest"},
      {"UPDATE entry SET sequence = -1 WHERE sequence = 3", "a row with number -1"},
      {"INSERT INTO entry SELECT sequence + 1000, at, first_public, public_count, digest,"
       " public_part, private_part FROM entry WHERE sequence IN (3, 4)",
       "stands in its place"},
      {"CREATE TRIGGER t AFTER INSERT ON entry BEGIN DELETE FROM entry; END", "a trigger \"t\""},
  });
  for (const auto& [change, says] : rows) {
    CAPTURE(change);
    const Folder folder;
    const std::string db = folder / "r.db";
    {
      Served served{db};
      REQUIRE(filed(served, 5) == 5);
      served.program().signal(SIGTERM);
      served.program().wait();
    }
    {
      Database somebody{db, OpenAs::writer};
      somebody.execute(change);
    }
    const Ended ended = ran({"serve", "--sandbox", "--port", "0", "--db", db});
    CAPTURE(ended.errors);
    CHECK(ended.exit_code == 2);
    CHECK(ended.error_lines() == 1);
    CHECK(ended.errors.find(says) != std::string::npos);
    CHECK(ended.errors.find("put a sound copy") != std::string::npos);
    CHECK(ended.errors.find("quitrent verify") != std::string::npos);
    CHECK(ended.errors.find("--accept-loss-after") == std::string::npos);
    CHECK(ran({"verify", "--db", db}).exit_code == 1);
  }
}

TEST_CASE("a register that SQLite has copied or left without a log simply starts") {
  for (const char* mode : {"DELETE", "TRUNCATE", "PERSIST"}) {
    for (const bool copied : {false, true}) {
      CAPTURE(mode);
      CAPTURE(copied);
      const Folder folder;
      const std::string db = folder / "r.db";
      {
        Served served{db};
        REQUIRE(filed(served, 5) == 5);
        served.program().signal(SIGTERM);
        served.program().wait();
      }
      {
        Database somebody{db, OpenAs::writer};
        somebody.execute((std::string{"PRAGMA journal_mode = "} + mode).c_str());
        if (copied) somebody.execute(("VACUUM INTO '" + db + ".copy'").c_str());
      }
      if (copied) fs::rename(db + ".copy", db);
      Served served{db};
      CHECK(served.get("/v1/stats").member("parties") == "6");
      CHECK(filed(served, 2) == 2);
      served.program().signal(SIGTERM);
      CHECK(served.program().wait().errors.empty());
    }
  }
}

TEST_CASE("a key that is no file refuses the start and is never waited for") {
  const Folder folder;
  const std::string db = folder / "r.db";
  {
    Served served{db};
    served.program().signal(SIGTERM);
    served.program().wait();
  }
  fs::rename(db + ".key", db + ".kept");
  REQUIRE(::mkfifo((db + ".key").c_str(), 0600) == 0);
  const Ended ended = ran({"serve", "--sandbox", "--port", "0", "--db", db});
  CHECK(ended.exit_code == 2);
  CHECK(ended.errors.find("r.db.key is no file") != std::string::npos);
  fs::remove(db + ".key");
  fs::create_symlink(db + ".kept", db + ".key");  // kept in another place
  CHECK(Served{db}.get("/healthz").status == 200);
}

}  // namespace
}  // namespace quitrent::testing
