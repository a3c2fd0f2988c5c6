// SPDX-License-Identifier: EUPL-1.2
//
// Files beside the journal that can be made from it: missing, changed or in the way.
#include <filesystem>
#include <signal.h>
#include <string>
#include <sys/stat.h>
#include <thread>
#include <vector>

#include <doctest/doctest.h>

#include "registry/storage/sqlite/database.hpp"
#include "tests/api/http/live_dispatcher.hpp"
#include "tests/api/server/program.hpp"

namespace quitrent::testing {

using namespace api;
using namespace market;
namespace {

namespace fs = std::filesystem;

const std::string kDerivedKey = "operator-key-operator-key";

std::vector<std::string> words(const std::string& db) {
  return {"serve", "--sandbox", "--clock", "2026-01-01T00:00:00Z", "--db", db, "--port", "0"};
}

struct StartedServer {
  explicit StartedServer(const std::string& db) : program{words(db), kDerivedKey} {
    const std::string line = program.first_line();
    REQUIRE(line.starts_with("quitrent: listening on"));
    port = static_cast<std::uint16_t>(std::stoi(line.substr(line.rfind(':') + 1)));
  }
  RawReply get(const std::string& path) const {
    return raw_exchange(port, "GET " + path + " HTTP/1.1\r\nHost: t\r\nConnection: close\r\n\r\n");
  }
  /// Sends a request until its answer has this status. False: it never has.
  bool comes_to(const std::string& path, int status) const {
    for (int asked = 0; asked < 3'000; ++asked) {
      if (get(path).status == status) return true;
      std::this_thread::sleep_for(std::chrono::milliseconds{10});
    }
    return false;
  }

  Program program;
  std::uint16_t port = 0;
};

}  // namespace

TEST_CASE("a folder in the place of the views refuses the start in one line and is left alone") {
  const Folder folder;
  const std::string db = folder / "r.db";
  {
    Program program{words(db), kDerivedKey};
    REQUIRE(program.first_line().starts_with("quitrent: listening on"));
    program.signal(SIGTERM);
    REQUIRE(program.wait().exit_code == 0);
  }
  for (const char* ending : {".views", ".views-wal", ".views-shm"}) fs::remove(db + ending);
  fs::create_directories(folder / "r.db.views/mine");
  const Ended ended = ran(words(db));
  CAPTURE(ended.errors);
  CHECK(ended.exit_code == 2);
  CHECK(ended.errors.find("r.db.views is a folder") != std::string::npos);
  CHECK(fs::exists(folder / "r.db.views/mine"));
}

TEST_CASE("whatever stands in the place of the views and is no file is put out of the way") {
  const Folder folder;
  const std::string db = folder / "r.db";
  std::string before;
  {
    StartedServer served{db};
    before = served.get("/v1/assets?q=a").body;
    served.program.signal(SIGKILL);
    served.program.wait();
  }
  for (const char* ending : {"", "-wal", "-shm", "-journal"}) {
    const std::string odd = db + ".views" + ending;
    for (int kind = 0; kind < 3; ++kind) {
      CAPTURE(odd);
      CAPTURE(kind);
      fs::remove(odd);
      if (kind == 0) fs::create_directory(odd);
      if (kind == 1) REQUIRE(::mkfifo(odd.c_str(), 0600) == 0);
      if (kind == 2) fs::create_symlink(odd, odd);
      StartedServer served{db};
      CHECK(served.get("/v1/assets?q=a").body == before);
      served.program.signal(SIGKILL);
      CHECK(served.program.wait().error_lines() <= 1);
    }
  }
}

TEST_CASE("while the views cannot be had they are not ready and say so, and then they are") {
  const Folder folder;
  const std::string db = folder / "r.db";
  const std::string views = folder / "r.db.views";
  StartedServer served{db};
  CHECK(served.get("/readyz").status == 200);
  fs::remove(views);
  fs::create_directories(views + "/mine");
  REQUIRE(served.comes_to("/readyz", 503));
  const RawReply reply = served.get("/readyz");
  CHECK(reply.body.find("made anew") != std::string::npos);
  CHECK(reply.headers.contains("retry-after"));
  CHECK(served.get("/v1/assets").status == 503);
  CHECK(served.get("/v1/stats").status == 200);
  fs::remove_all(views);
  CHECK(served.comes_to("/readyz", 200));
  CHECK(served.get("/v1/assets").status == 200);
  served.program.signal(SIGTERM);
  CHECK(served.program.wait().exit_code == 0);
}

TEST_CASE("views that somebody edits while they are served are made anew with one line") {
  const Folder folder;
  const std::string db = folder / "r.db";
  const std::string views = folder / "r.db.views";
  StartedServer served{db};
  const std::string before = served.get("/v1/assets?q=a").body;
  {
    Database attacker{views, OpenAs::writer};
    attacker.execute("PRAGMA wal_autocheckpoint = 0; UPDATE search_data SET block = zeroblob(3)");
  }
  CHECK(served.comes_to("/v1/assets?q=a", 200));
  CHECK(served.get("/v1/assets?q=a").body == before);
  served.program.signal(SIGTERM);
  const Ended ended = served.program.wait();
  CAPTURE(ended.errors);
  CHECK(ended.exit_code == 0);
  const std::size_t first = ended.errors.find("made anew");
  CHECK(first != std::string::npos);
  CHECK(ended.errors.find("made anew", first + 1) == std::string::npos);
}

}  // namespace quitrent::testing
