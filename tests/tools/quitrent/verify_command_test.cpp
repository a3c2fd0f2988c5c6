// SPDX-License-Identifier: EUPL-1.2
#include <csignal>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <set>
#include <string>
#include <vector>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include "registry/storage/sqlite/database.hpp"
#include "tests/api/server/program.hpp"

namespace quitrent::testing {
namespace {

namespace fs = std::filesystem;

const std::string kKey = "operator-key-operator-key";

/// Founds a register and ends its server with `signal`.
void found(const std::string& database, int signal = SIGTERM) {
  Program program{{"serve", "--port", "0", "--sandbox", "--db", database}, kKey};
  REQUIRE(program.first_line().starts_with("quitrent: listening on"));
  program.signal(signal);
  program.wait();
}

/// Every file of the folder with its bytes, except the index that SQLite's connections share.
std::map<std::string, std::string> bytes_in(const Folder& folder) {
  std::map<std::string, std::string> files;
  for (const std::string& name : folder.names()) {
    if (name.ends_with("-shm")) continue;
    std::ifstream file{folder / name, std::ios::binary};
    std::string bytes{std::istreambuf_iterator<char>{file}, {}};
    // SQLite may leave an empty log where there was none. It contains nothing of the register.
    if (name.ends_with("-wal") && bytes.empty()) continue;
    files[name] = std::move(bytes);
  }
  return files;
}

nlohmann::json json_of(const Ended& ended) { return nlohmann::json::parse(ended.out); }

TEST_CASE("a check that cannot be made ends with 2 and one line that says why") {
  const Folder folder;
  const std::string text = folder.put("text.db", "no register, but rather long for a text file");
  fs::create_directory(folder / "folder.db");
  struct Row {
    std::vector<std::string> words;
    std::string about;
  };
  const std::vector<Row> rows{{{"verify"}, "--db"},
                              {{"verify", "--db"}, "--db"},
                              {{"verify", "--db", folder / "none.db"}, "none.db"},
                              {{"verify", "--db", folder / "folder.db"}, "folder.db"},
                              {{"verify", "--db", text}, "is no journal of a register"},
                              {{"verify", "--db", text, "--colour"}, "--colour"},
                              {{"verify", "--dbb", text}, "did you mean --db?"},
                              {{"import", "debian", "--serverr", "x"}, "did you mean --server?"},
                              {{"verify", "--db", text, "more"}, "more"}};
  const std::set<std::string> before = folder.names();
  for (const Row& row : rows) {
    const Ended ended = ran(row.words);
    CAPTURE(ended.errors);
    CHECK(ended.exit_code == 2);
    CHECK(ended.out.empty());
    CHECK(ended.error_lines() == 1);
    CHECK(ended.errors.starts_with("quitrent " + row.words.front() + ": "));
    CHECK(ended.errors.contains(row.about));
  }
  CHECK(folder.names() == before);
  const Ended help = ran({"verify", "--help"});
  CHECK(help.exit_code == 0);
  CHECK(help.out.contains("--json"));
}

TEST_CASE("a whole register is said to be whole, in words and in JSON") {
  const Folder folder;
  const std::string database = folder / "register.db";
  found(database);
  const Ended plain = ran({"verify", "--db", database});
  CHECK(plain.exit_code == 0);
  CHECK(plain.errors.empty());
  CHECK(plain.out.ends_with("register.db is whole\n"));
  const nlohmann::json said = json_of(ran({"verify", "--json", "--db", database}));
  CHECK(said.at("whole") == true);
  CHECK(said.at("entries") == 1);
  CHECK(said.at("parties") == 1);
  CHECK(said.at("seals_checked") == true);
  CHECK(said.at("damage").empty());
  fs::remove(database + ".key");
  const Ended keyless = ran({"verify", "--json", "--db", database});
  CHECK(keyless.exit_code == 0);
  CHECK(json_of(keyless).at("seals_checked") == false);
  CHECK(keyless.out.contains("seals of snapshots were not checked"));
}

TEST_CASE("damage ends with 1, and the first place is named") {
  const Folder folder;
  const std::string database = folder / "register.db";
  found(database);
  Database{database, OpenAs::writer}.execute("UPDATE entry SET at = at + 1 WHERE sequence = 1");
  const Ended plain = ran({"verify", "--db", database});
  CHECK(plain.exit_code == 1);
  CHECK(plain.errors.empty());
  CHECK(plain.out.contains("entry 1 does not match its chain digest\n"));
  CHECK(plain.out.ends_with("register.db is damaged: restore it from a copy\n"));
  const nlohmann::json said = json_of(ran({"verify", "--json", "--db", database}));
  CHECK(said.at("whole") == false);
  CHECK(said.at("damage").at(0).at("where") == "entry 1");
  CHECK(said.at("damage").at(0).at("what") == "entry 1 does not match its chain digest");
}

TEST_CASE("views that cannot be read are no damage, since the next start makes them anew") {
  const Folder folder;
  const std::string database = folder / "register.db";
  found(database);
  const std::string views = database + ".views";
  CHECK(json_of(ran({"verify", "--json", "--db", database})).at("notes").empty());
  const auto first_note = [&database] {
    const Ended ended = ran({"verify", "--json", "--db", database});
    CHECK(ended.exit_code == 0);
    return json_of(ended).at("notes").at(0).get<std::string>();
  };
  fs::resize_file(views, 5'000);
  CHECK(first_note().starts_with("The views cannot be read: "));
  folder.put("register.db.views", "no views at all");
  CHECK(first_note().starts_with("The views cannot be read: "));
  fs::remove(views);
  fs::create_directory(views);
  CHECK(first_note() == "The views are no file; the next start makes them anew.");
}

TEST_CASE("a check changes no byte, beside a server, after one and after one that was killed") {
  const Folder folder;
  const std::string ended = folder / "ended.db";
  const std::string killed = folder / "killed.db";
  const std::string served = folder / "served.db";
  found(ended);
  found(killed, SIGKILL);
  Program server{{"serve", "--port", "0", "--sandbox", "--db", served}, kKey};
  REQUIRE(server.first_line().starts_with("quitrent: listening on"));
  const auto before = bytes_in(folder);
  REQUIRE(before.at("killed.db-wal").size() > 0);
  for (const std::string& database : {ended, killed, served}) {
    CAPTURE(database);
    const Ended checked = ran({"verify", "--json", "--db", database});
    CHECK(checked.exit_code == 0);
    CHECK(json_of(checked).at("entries") == 1);
    CHECK((bytes_in(folder) == before));
  }
  server.signal(SIGTERM);
  CHECK(server.wait().exit_code == 0);
}

}  // namespace
}  // namespace quitrent::testing
