// SPDX-License-Identifier: EUPL-1.2
//
// A real server over a journal that somebody changed in a place that no start reads.
#include <chrono>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iterator>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include "registry/storage/sqlite/database.hpp"
#include "registry/vocabulary/digest.hpp"
#include "registry/vocabulary/sha256.hpp"
#include "tests/api/server/program.hpp"
#include "tests/faults/api_client.hpp"

namespace quitrent {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;
using testing::ApiClient;
using testing::ApiReply;
using testing::Ended;
using testing::Folder;
using testing::Program;

constexpr const char* kDamageKey = "operator-key-of-the-fault-tests";
constexpr int kCredits = 2'200;

/// A register in a process of its own that makes a snapshot every 1,000 entries.
struct DamagedServer {
  explicit DamagedServer(const std::string& database)
      : program{{"serve", "--port", "0", "--sandbox", "--clock", "2026-01-01T00:00:00Z",
                 "--snapshot-every", "1000", "--verify-rate", "1000000", "--db", database},
                kDamageKey} {
    const std::string line = program.first_line();
    REQUIRE(line.starts_with("quitrent: listening on "));
    port = std::stoi(line.substr(line.rfind(':') + 1));
  }
  Ended end() {
    program.signal(SIGTERM);
    return program.wait();
  }

  Program program;
  int port = 0;
};

/// Waits until `condition` holds, however long a busy machine takes.
bool comes_true(const std::function<bool()>& condition) {
  for (int tries = 0; tries < 3'000; ++tries) {
    if (condition()) return true;
    std::this_thread::sleep_for(std::chrono::milliseconds{20});
  }
  return false;
}

/// Makes a register of over 2,200 entries, with snapshots after the 1,000th. Answers with the
/// identifier of the till.
std::string make_register(const std::string& database) {
  DamagedServer server{database};
  ApiClient dispatcher{server.port, kDamageKey};
  const std::string till = dispatcher.register_party("till").first;
  for (int n = 0; n < kCredits; ++n) dispatcher.credit(till, "1.00", "bank " + std::to_string(n));
  REQUIRE(comes_true([&database] {
    int snapshots = 0;
    for (const auto& file : fs::directory_iterator{fs::path{database}.parent_path()}) {
      const std::string name = file.path().filename().string();
      snapshots += name.contains("-snapshot-") && !name.ends_with(".unfinished") ? 1 : 0;
    }
    return snapshots == 2;
  }));
  REQUIRE(server.end().exit_code == 0);
  return till;
}

/// Changes a name in a snapshot to another of the same length, and its plain digest to match.
void forge_name(const fs::path& snapshot, std::string_view from, std::string_view to) {
  constexpr std::size_t digest_at = 38;
  constexpr std::size_t bytes_at = 80;
  std::ifstream file{snapshot, std::ios::binary};
  std::string text{std::istreambuf_iterator<char>{file}, {}};
  const std::size_t at = text.find(from, bytes_at);
  REQUIRE(at != std::string::npos);
  text.replace(at, to.size(), to);
  const Digest digest = sha256(std::string_view{text}.substr(bytes_at));
  text.replace(digest_at, digest.bytes.size(), view(digest));
  std::ofstream{snapshot, std::ios::binary} << text;
}

/// The output of `quitrent verify`, and its exit code.
std::pair<int, json> verify(const std::string& database) {
  const Ended ended = testing::ran({"verify", "--json", "--db", database});
  return {ended.exit_code, json::parse(ended.out)};
}

TEST_CASE("damage behind the newest snapshot is found by the check and by the running server") {
  struct Row {
    const char* why;
    const char* sql;
    std::string found;
    bool views_go = false;  ///< the views must be made anew, and find the damage first
  };
  const std::vector<Row> rows{
      {"a changed byte in entry 1000",
       "UPDATE entry SET public_part = CAST(public_part || x'00' AS BLOB) WHERE sequence = 1000",
       "entry 1000 does not match its chain digest"},
      {"a changed private part, which holds the money",
       "UPDATE entry SET private_part = CAST(substr(private_part, 1, 20) || x'00' ||"
       " substr(private_part, 22) AS BLOB) WHERE sequence = 500",
       "entry 500 does not match its chain digest"},
      {"an entry in the middle is gone", "DELETE FROM entry WHERE sequence = 700",
       "entry 700 is missing: entry 701 stands in its place"},
      {"a changed byte where the views are made anew",
       "UPDATE entry SET public_part = CAST(public_part || x'00' AS BLOB) WHERE sequence = 1000",
       "entry 1000 does not match its chain digest", true},
      {"a number that no entry has where the views are made anew",
       "UPDATE entry SET public_count = -1 WHERE sequence = 1000",
       "entry 1000 holds a number out of range", true},
  };
  const Folder origin;
  const std::string till = make_register(origin / "register.db");
  CHECK(verify(origin / "register.db").first == 0);
  for (const Row& row : rows) {
    CAPTURE(row.why);
    const Folder folder;
    fs::copy(origin.path(), folder.path());
    const std::string database = folder / "register.db";
    Database{database, OpenAs::writer}.execute(row.sql);
    if (row.views_go) fs::remove(database + ".views");
    const auto [exit_code, said] = verify(database);
    CHECK(exit_code == 1);
    CHECK(said.at("damage").at(0).at("what") == row.found);
    DamagedServer server{database};
    ApiClient dispatcher{server.port, kDamageKey};
    CHECK(comes_true([&dispatcher] { return dispatcher.get("/readyz").status == 503; }));
    CHECK(dispatcher.get("/readyz").body.contains(row.found));
    const ApiReply refused = dispatcher.post("/v1/parties/" + till + "/credits",
                                             R"({"amount":"1.00","reference":"late"})", "k");
    CHECK(refused.status == 503);
    CHECK(refused.body.contains(row.found));
    CHECK(dispatcher.available(till) == std::to_string(kCredits) + ".00");
    const Ended ended = server.end();
    CHECK(ended.exit_code == 0);
    CHECK(
        ended.errors.contains("filings are refused until the register is mended and started "
                              "again: " +
                              row.found));
  }
}

TEST_CASE("a snapshot with another name and a fresh digest is passed over") {
  const Folder folder;
  const std::string database = folder / "register.db";
  const std::string till = make_register(database);
  std::vector<fs::path> snapshots;
  for (const auto& file : fs::directory_iterator{folder.path()}) {
    if (file.path().filename().string().contains("-snapshot-")) snapshots.push_back(file.path());
  }
  for (const fs::path& snapshot : snapshots) forge_name(snapshot, "till", "tilt");
  CHECK(verify(database).first == 1);
  DamagedServer server{database};
  ApiClient dispatcher{server.port, kDamageKey};
  CHECK(dispatcher.available(till) == std::to_string(kCredits) + ".00");
  const Ended ended = server.end();
  CHECK(ended.exit_code == 0);
  for (const fs::path& snapshot : snapshots) {
    const std::string name = snapshot.filename().string();
    const std::string sequence = name.substr(name.rfind('-') + 1);
    CHECK(ended.errors.contains("the snapshot of entry " + sequence +
                                " is passed over: it does not bear the seal of this register"));
  }
}

}  // namespace
}  // namespace quitrent
