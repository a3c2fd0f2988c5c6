// SPDX-License-Identifier: EUPL-1.2
//
// Registers whose newest entries are missing while files beside them say that there were more: a
// check finds what a start finds.
#include <algorithm>
#include <array>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <functional>
#include <string>
#include <vector>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include "registry/storage/sqlite/database.hpp"
#include "tests/api/server/served.hpp"

namespace quitrent::testing {

using namespace api;
using namespace market;
namespace {

namespace fs = std::filesystem;

/// Files twenty entries.
void fill(const Served& served) {
  for (int n = 0; n < 20; ++n) {
    REQUIRE(served.post("/v1/parties", Served::kOperatorKey, R"({"name": "Ana"})").status == 201);
  }
}

/// A register that was killed with entries in its log.
struct Killed {
  Killed() {
    const std::string database = folder / "register.db";
    {
      Served served{database};
      fill(served);
      served.program().signal(SIGTERM);
      REQUIRE(served.program().wait().exit_code == 0);
    }
    Served served{database};
    fill(served);
    served.program().signal(SIGKILL);
    served.program().wait();
    REQUIRE(fs::file_size(database + "-wal") > 0);
  }

  Folder folder;
};

/// The places of damage in the answer of a check.
std::vector<std::string> places(const Ended& checked) {
  const nlohmann::json said = nlohmann::json::parse(checked.out);
  std::vector<std::string> where;
  for (const auto& damage : said.at("damage")) {
    where.push_back(damage.at("where").get<std::string>());
  }
  return where;
}

TEST_CASE("a check finds that entries are missing wherever a start does, and what names them") {
  struct Row {
    const char* why;
    std::function<void(const std::string& database)> harm;
    const char* names;  ///< the file that names the missing entries; empty: none is missing
  };
  const auto rows = std::to_array<Row>({
      {"nothing is missing", [](const auto&) {}, ""},
      {"the log is lost", [](const auto& db) { fs::remove(db + "-wal"); }, ".head"},
      {"the log is cut",
       [](const auto& db) { fs::resize_file(db + "-wal", fs::file_size(db + "-wal") / 2); },
       ".head"},
      {"a byte of the log is flipped",
       [](const auto& db) {
         std::fstream log{db + "-wal", std::ios::in | std::ios::out | std::ios::binary};
         log.seekp(static_cast<std::streamoff>(fs::file_size(db + "-wal") / 2));
         log.put('?');
       },
       ".head"},
      {"the newest rows are deleted",
       [](const auto& db) {
         Database{db, OpenAs::writer}.execute("DELETE FROM entry WHERE sequence > 30");
       },
       ".head"},
      {"all rows are deleted",
       [](const auto& db) { Database{db, OpenAs::writer}.execute("DELETE FROM entry"); }, ".head"},
      {"log and head file are lost",
       [](const auto& db) {
         for (const char* ending : {"-wal", ".head", ".views", ".views-wal"}) {
           fs::remove(db + ending);
         }
         fs::copy_file(db + ".key", db + "-snapshot-999");
       },
       "-snapshot-999"},
      {"the file is empty",
       [](const auto& db) {
         fs::remove(db + "-wal");
         fs::resize_file(db, 0);
       },
       ".head"},
      {"the file is missing", [](const auto& db) { fs::remove(db); }, ".head"},
      {"only the key is there",
       [](const auto& db) {
         for (const char* ending : {"", "-wal", ".head", ".views", ".views-wal"}) {
           fs::remove(db + ending);
         }
       },
       ".key"},
  });
  const Killed killed;
  for (const Row& row : rows) {
    CAPTURE(row.why);
    const Folder folder;
    fs::copy(killed.folder.path(), folder.path());
    const std::string database = folder / "register.db";
    row.harm(database);
    const bool missing = !std::string{row.names}.empty();
    const Ended plain = ran({"verify", "--db", database});
    CAPTURE(plain.out);
    CAPTURE(plain.errors);
    CHECK(plain.exit_code == (missing ? 1 : 0));
    CHECK(plain.errors.empty());
    const Ended json = ran({"verify", "--json", "--db", database});
    for (const char* part : {"dump", "replay"}) {
      const Ended shown = ran({"journal", part, database});
      CAPTURE(shown.errors);
      CHECK(shown.exit_code == (missing ? 1 : 0));
      CHECK(shown.errors.contains(database + row.names) == missing);
      if (!missing) CHECK(shown.errors.empty());
    }
    if (!missing) {
      CHECK(places(json).empty());
      continue;
    }
    CHECK(plain.out.contains("damage     " + database + row.names));
    CHECK(plain.out.ends_with("register.db is damaged: restore it from a copy\n"));
    CHECK(json.exit_code == 1);
    CHECK(std::ranges::count(places(json), "register.db" + std::string{row.names}) == 1);
    const Ended start = ran({"serve", "--sandbox", "--port", "0", "--db", database});
    CAPTURE(start.errors);
    CHECK(start.exit_code == 2);
    CHECK(start.errors.contains(database));
  }
}

TEST_CASE("what can be read of a journal whose end is missing is shown, and then what is missing") {
  const Killed killed;
  const std::string database = killed.folder / "register.db";
  fs::remove(database + "-wal");
  const Ended dump = ran({"journal", "dump", database, "--json"});
  CHECK(dump.exit_code == 1);
  CHECK(std::ranges::count(dump.out, '\n') == 21);
  CHECK(dump.errors.contains(".head names entry 41, but " + database + " ends with entry 21"));
  CHECK(ran({"journal", "dump", database, "--from", "30"}).exit_code == 1);
  CHECK(ran({"journal", "dump", database, "--from", "99"}).exit_code == 1);
  const Ended replay = ran({"journal", "replay", database});
  CHECK(replay.exit_code == 1);
  CHECK(replay.out.starts_with("entries    21 with "));
  CHECK(ran({"journal", "replay", database, "--until", "30"}).exit_code == 1);
  fs::remove(database + ".key");
  const Ended keyless = ran({"journal", "dump", database});
  CHECK(keyless.exit_code == 0);
  CHECK(keyless.errors.contains(".head names was not checked, for want of the key"));
}

TEST_CASE("a check says which of the files that would tell of missing entries cannot be asked") {
  const Killed killed;
  struct Row {
    std::function<void(const std::string& database)> harm;
    const char* says;
  };
  const auto rows = std::to_array<Row>({
      {[](const auto& db) { fs::remove(db + ".head"); }, "register.db.head is not there"},
      {[](const auto& db) { fs::resize_file(db + ".head", 100); }, "register.db.head is damaged"},
      {[](const auto& db) { fs::remove(db + ".key"); }, "was not checked, for want of the key."},
  });
  for (const Row& row : rows) {
    const Folder folder;
    fs::copy(killed.folder.path(), folder.path());
    const std::string database = folder / "register.db";
    row.harm(database);
    const Ended checked = ran({"verify", "--json", "--db", database});
    CHECK(checked.exit_code == 0);
    CAPTURE(checked.out);
    CHECK(checked.out.contains(row.says));
  }
}

TEST_CASE("a register that is filed into is whole to each check beside its server") {
  const Folder folder;
  const std::string database = folder / "register.db";
  Served served{database, {"--snapshot-every", "100"}};
  for (int n = 0; n < 15; ++n) {
    fill(served);
    const Ended checked = ran({"verify", "--db", database});
    CAPTURE(checked.out);
    CHECK(checked.exit_code == 0);
  }
}

}  // namespace
}  // namespace quitrent::testing
