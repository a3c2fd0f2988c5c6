// SPDX-License-Identifier: EUPL-1.2
#include <csignal>
#include <filesystem>
#include <fstream>
#include <functional>
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

/// Overwrites `size` bytes of the file from `place` on with zeros.
void zero(const std::string& file, std::streamoff place, std::size_t size) {
  std::fstream stream{file, std::ios::in | std::ios::out | std::ios::binary};
  stream.seekp(place);
  stream << std::string(size, '\0');
}

TEST_CASE("views that a server would not believe are damage") {
  struct Row {
    const char* why;
    std::function<void(const std::string& views)> harm;
  };
  const auto sql = [](const char* statement) {
    return [statement](const std::string& views) {
      Database{views, OpenAs::writer}.execute(statement);
    };
  };
  const std::vector<Row> rows{
      {"rows are deleted", sql("DELETE FROM party_page")},
      {"rows are added", sql("INSERT INTO party_record VALUES(99, 1, 0, 0, 0)")},
      {"rows are altered", sql("UPDATE party_page SET first = first + 1")},
      {"what they say of themselves is altered", sql("UPDATE mark SET assets = 7")},
      {"an early page is zeroed", [](const auto& views) { zero(views, 2 * 4'096, 4'096); }},
      {"a late page is zeroed",
       [](const auto& views) {
         zero(views, static_cast<std::streamoff>(fs::file_size(views)) - 4'096, 4'096);
       }},
      {"the list of pages is zeroed", [](const auto& views) { zero(views + "-pages", 0, 4'096); }},
      {"the list of pages is gone", [](const auto& views) { fs::remove(views + "-pages"); }},
      {"they are cut", [](const auto& views) { fs::resize_file(views, 5'000); }},
      {"they are empty", [](const auto& views) { fs::resize_file(views, 0); }},
      {"they are a text", [](const auto& views) { std::ofstream{views} << "no views at all"; }},
      {"they are a folder",
       [](const auto& views) {
         fs::remove(views);
         fs::create_directory(views);
       }},
  };
  const Folder origin;
  found(origin / "register.db");
  for (const Row& row : rows) {
    CAPTURE(row.why);
    const Folder folder;
    fs::copy(origin.path(), folder.path());
    const std::string database = folder / "register.db";
    row.harm(database + ".views");
    const Ended ended = ran({"verify", "--json", "--db", database});
    CAPTURE(ended.out);
    CHECK(ended.exit_code == 1);
    const nlohmann::json said = json_of(ended);
    CHECK(said.at("whole") == false);
    REQUIRE(said.at("damage").size() == 1);
    CHECK(said.at("damage").at(0).at("where") == "views");
    CHECK(said.at("remedy").get<std::string>().starts_with("a start makes views anew"));
  }
}

TEST_CASE("without views, or with those of an earlier program, a register is whole") {
  const Folder folder;
  const std::string database = folder / "register.db";
  found(database);
  CHECK(json_of(ran({"verify", "--json", "--db", database})).at("notes").empty());
  Database{database + ".views", OpenAs::writer}.execute("PRAGMA user_version = 7");
  const Ended earlier = ran({"verify", "--json", "--db", database});
  CHECK(earlier.exit_code == 0);
  CHECK(json_of(earlier).at("notes").at(0).get<std::string>().starts_with(
      "The views are of an earlier layout"));
  for (const char* ending : {".views", ".views-pages", ".views-wal", ".views-shm"}) {
    fs::remove(database + ending);
  }
  CHECK(ran({"verify", "--db", database}).exit_code == 0);
}

TEST_CASE("a journal that cannot be read is damage, with what is known of it and what to do") {
  struct Row {
    const char* why;
    std::function<void(const std::string& database)> harm;
    const char* says;
  };
  const std::vector<Row> rows{
      {"it is cut", [](const auto& db) { fs::resize_file(db, fs::file_size(db) / 2); },
       "malformed; it has "},
      {"it is cut to less than a header", [](const auto& db) { fs::resize_file(db, 50); },
       "register.db is no journal of a register"},
      {"it is written over", [](const auto& db) { std::ofstream{db} << std::string(9'000, 'x'); },
       "register.db is no journal of a register"},
      {"its table is written over", [](const auto& db) { zero(db, 4'096, 4'096); }, ""},
  };
  for (const Row& row : rows) {
    CAPTURE(row.why);
    const Folder folder;
    const std::string database = folder / "register.db";
    found(database);
    row.harm(database);
    const Ended ended = ran({"verify", "--json", "--db", database});
    CAPTURE(ended.out);
    CAPTURE(ended.errors);
    CHECK(ended.exit_code == 1);
    CHECK(ended.errors.empty());
    const nlohmann::json said = json_of(ended);
    CHECK(said.at("whole") == false);
    CHECK(said.at("damage").at(0).at("what").get<std::string>().contains(row.says));
    CHECK(said.at("remedy") == "restore it from a copy");
    const Ended plain = ran({"verify", "--db", database});
    CHECK(plain.exit_code == 1);
    CHECK(plain.out.ends_with("register.db is damaged: restore it from a copy\n"));
  }
}

TEST_CASE("a key file that opens nothing is damage, and a missing one is told") {
  struct Row {
    const char* why;
    std::function<void(const std::string& key)> harm;
    const char* says;
  };
  const std::vector<Row> rows{
      {"it is cut", [](const auto& key) { fs::resize_file(key, 31); }, "bytes long"},
      {"it is longer", [](const auto& key) { fs::resize_file(key, 33); }, "bytes long"},
      {"it is empty", [](const auto& key) { fs::resize_file(key, 0); }, "bytes long"},
      {"it is a folder",
       [](const auto& key) {
         fs::remove(key);
         fs::create_directory(key);
       },
       "is no file"},
      {"it is another one", [](const auto& key) { zero(key, 0, 4); }, "is another register's"},
  };
  const Folder origin;
  found(origin / "register.db");
  for (const Row& row : rows) {
    CAPTURE(row.why);
    const Folder folder;
    fs::copy(origin.path(), folder.path());
    const std::string database = folder / "register.db";
    row.harm(database + ".key");
    const Ended ended = ran({"verify", "--json", "--db", database});
    CAPTURE(ended.out);
    CHECK(ended.exit_code == 1);
    const nlohmann::json said = json_of(ended);
    CHECK(said.at("damage").at(0).at("where") == "register.db.key");
    CHECK(said.at("damage").at(0).at("what").get<std::string>().contains(row.says));
  }
  const std::string database = origin / "register.db";
  fs::remove(database + ".key");
  const Ended keyless = ran({"verify", "--json", "--db", database});
  CHECK(keyless.exit_code == 0);
  CHECK(keyless.out.contains("register.db.key is not there: a start needs it"));
  CHECK(keyless.out.contains("The views were not checked, for want of the key."));
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
