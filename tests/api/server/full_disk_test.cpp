// SPDX-License-Identifier: EUPL-1.2
//
// Starts on a disk without room. Small disks are mounted (root).
#include <csignal>
#include <filesystem>
#include <string>

#include <doctest/doctest.h>

#include "tests/api/server/served.hpp"
#include "tests/api/server/small_disk.hpp"

namespace quitrent::testing {

using namespace api;
using namespace market;
namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t kKiB = 1'024;
/// Enough for the disk reserve and a register.
constexpr const char* kSize = "size=100m";

/// Founds a register with a member, and ends it with `signal`.
void leave_register(const std::string& db, int signal) {
  Served served{db};
  served.member("Ana", "1000.00");
  served.program().signal(signal);
  served.program().wait();
}

TEST_CASE("a sound register starts on a full disk, answers reads and files when there is room") {
  struct Row {
    const char* why;
    int end;             ///< the signal that ended it
    bool views;          ///< whether its views are kept
    std::uint64_t left;  ///< bytes
    bool lists;          ///< whether requests that need the views are answered
  };
  const Row rows[] = {
      {"room for one index of a log", SIGTERM, true, 40 * kKiB, false},
      {"room for both", SIGTERM, true, 160 * kKiB, true},
      {"killed, nothing left", SIGKILL, true, 0, false},
      {"killed, room for what is not there", SIGKILL, true, 800 * kKiB, true},
      {"no views and no room for them", SIGTERM, false, 200 * kKiB, false},
      {"less than the reserve", SIGTERM, true, 20 * kKiB * kKiB, true},
  };
  for (const Row& row : rows) {
    CAPTURE(std::string{row.why});
    const SmallDisk disk{kSize};
    if (!disk.is_there()) {
      MESSAGE("skipped: no file system can be mounted here");
      return;
    }
    const std::string db = disk / "r.db";
    leave_register(db, row.end);
    if (!row.views) fs::remove(db + ".views");
    REQUIRE(disk.leave(row.left));
    Served served{db};
    CHECK(served.get("/v1/stats").member("parties") == "2");
    CHECK(served.get("/healthz").status == 200);
    const RawReply list = served.get("/v1/assets");
    CAPTURE(list.body);
    CHECK((list.status == 200) == row.lists);
    const std::string register_party = R"({"name":"Ben","roles":["member"]})";
    const auto file = [&] {
      return served.post("/v1/parties", Served::kOperatorKey, register_party).status;
    };
    CHECK(file() == 503);
    CHECK(served.get("/readyz").member("detail").find("disk") != std::string::npos);
    REQUIRE(disk.make_room());
    while (served.get("/readyz").status != 200) {
    }
    CHECK(file() == 201);
    CHECK(served.get("/v1/assets").status == 200);
    served.program().signal(SIGTERM);
    const Ended ended = served.program().wait();
    CAPTURE(ended.errors);
    CHECK(ended.exit_code == 0);
    CHECK(ended.error_lines() <= 3);  // filings pause, the views wait, filings go on
  }
}

TEST_CASE("where even the index of the log has no room the start says that the disk is full") {
  const SmallDisk disk{kSize};
  if (!disk.is_there()) {
    MESSAGE("skipped: no file system can be mounted here");
    return;
  }
  leave_register(disk / "r.db", SIGTERM);
  REQUIRE(disk.leave(0));
  const auto before = disk.names();
  const Ended ended = ran({"serve", "--sandbox", "--port", "0", "--db", disk / "r.db"});
  CAPTURE(ended.errors);
  CHECK(ended.exit_code == 2);
  CHECK(ended.error_lines() == 1);
  CHECK(ended.errors.find("is full: 0 KiB are left") != std::string::npos);
  CHECK(ended.errors.find("needs 64 KiB") != std::string::npos);
  CHECK(disk.names() == before);
}

TEST_CASE("a first start whose files may not grow ends with 70 and the system's reason") {
  for (const std::uint64_t largest : {1 * kKiB, 4 * kKiB, 6 * kKiB, 10 * kKiB, 30 * kKiB}) {
    CAPTURE(largest);
    const Folder folder;
    const Ended ended = ran(serve_words(folder / "r.db"), {.largest_file = largest});
    CAPTURE(ended.errors);
    CHECK(ended.exit_code == 70);
    CHECK((ended.errors.contains("File too large") ||
           ended.errors.contains("No space left on device")));
    CHECK(folder.names().empty());
  }
}

TEST_CASE("a register that is not founded for want of room leaves nothing behind") {
  for (const char* reserve : {"64", "0"}) {
    for (const std::uint64_t left : {0 * kKiB, 4 * kKiB, 40 * kKiB, 500 * kKiB}) {
      CAPTURE(reserve);
      CAPTURE(left);
      const SmallDisk disk{kSize};
      if (!disk.is_there()) {
        MESSAGE("skipped: no file system can be mounted here");
        return;
      }
      REQUIRE(disk.leave(left));
      const Ended ended = ran(
          {"serve", "--sandbox", "--port", "0", "--disk-reserve", reserve, "--db", disk / "r.db"});
      CAPTURE(ended.errors);
      CHECK(ended.exit_code == 2);
      CHECK(ended.error_lines() == 1);
      CHECK(ended.errors.find("MiB are left on the disk") != std::string::npos);
      CHECK(disk.names() == std::set<std::string>{"ballast"});
    }
  }
}

}  // namespace
}  // namespace quitrent::testing
