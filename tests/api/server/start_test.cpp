// SPDX-License-Identifier: EUPL-1.2
//
// The program as an operator sees it: starts that fail, starts that succeed, the end.
#include <arpa/inet.h>
#include <array>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <signal.h>
#include <string>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>
#include <vector>

#include <doctest/doctest.h>

#include "tax/schedule/founding.hpp"
#include "tax/schedule/schedule.hpp"
#include "tests/api/http/live_dispatcher.hpp"
#include "tests/api/server/program.hpp"
#include "tests/folders.hpp"

namespace quitrent::testing {

using namespace api;
using namespace market;
using namespace tax;
namespace {

namespace fs = std::filesystem;

const std::string kKey = "operator-key-operator-key";

/// A schedule whose lists begin in `year` instead of 1970.
std::string since(int year, std::string_view schedule) {
  std::string text{schedule};
  const std::string day = "from = 1970-";
  for (auto at = text.find(day); at != std::string::npos; at = text.find(day, at + 1)) {
    text.replace(at, day.size(), "from = " + std::to_string(year) + '-');
  }
  return text;
}

/// A start that ends with code 2 and one line on standard error that says `about`.
void check_refused(const Ended& ended, const std::string& about) {
  CAPTURE(ended.errors);
  CHECK(ended.exit_code == 2);
  CHECK(ended.out.empty());
  CHECK(ended.error_lines() == 1);
  CHECK(ended.errors.starts_with("quitrent: "));
  CHECK(ended.errors.find(about) != std::string::npos);
}

std::uint16_t port_of(const std::string& line) {
  const std::string beginning = "quitrent: listening on http://127.0.0.1:";
  REQUIRE(line.starts_with(beginning));
  return static_cast<std::uint16_t>(std::stoi(line.substr(beginning.size())));
}

RawReply get(std::uint16_t port, const std::string& path, const std::string& key = kKey) {
  return raw_exchange(port, "GET " + path + " HTTP/1.1\r\nHost: t\r\nAuthorization: Bearer " + key +
                                "\r\nConnection: close\r\n\r\n");
}

/// Founds a register and ends its program.
void found(const std::string& db, const std::vector<std::string>& more = {}) {
  Program program{serve_words(db, more), kKey};
  REQUIRE(program.first_line().starts_with("quitrent: listening on"));
  program.signal(SIGTERM);
  REQUIRE(program.wait().exit_code == 0);
}

TEST_CASE("a first start that cannot be leaves nothing behind") {
  const Folder folder;
  const std::string broken =
      folder.put("broken.toml", "title = \"x\"\ncurrency = \"Euro\"\ncolour = 1\n");
  const std::string no_toml = folder.put("no.toml", "= = =\n");
  const std::string no_value = folder.put("value.toml", "x = tru\n");
  const std::string founding = folder.put("founding.toml", std::string{founding_schedule_toml()});
  const std::string strict = folder.put(
      "strict.toml",
      "max_rate = \"1%\"\nminimum_grace = \"30d\"\nnotice_of_increase = \"30d\"\n"
      "notice_of_decrease = \"1d\"\nlargest_step = \"20%\"\nlargest_step_points = \"0.5%\"\n"
      "between_steps = \"90d\"\n");
  const std::string empty_charter = folder.put("empty.toml", "");
  const std::string deferred = folder.put(
      "deferred.toml", "effective = 2999-01-01\n" + std::string{founding_schedule_toml()});
  const std::string past =
      folder.put("past.toml", "effective = 1970-01-01\n" + since(2020, founding_schedule_toml()));
  const std::string bad_charter = folder.put(
      "charter.toml",
      "max_rate = 1\nminimum_grace = \"30d\"\nnotice_of_increase = \"30d\"\n"
      "notice_of_decrease = \"1d\"\nlargest_step = \"20%\"\nlargest_step_points = \"0.5%\"\n"
      "between_steps = \"90d\"\n");
  fs::create_directory(folder / "folder.db");
  const std::set<std::string> before = folder.names();
  const std::string db = folder / "r.db";

  check_refused(ran({}), "command");
  check_refused(ran({"surf"}), "surf");
  check_refused(ran({"serve"}), "--db");
  check_refused(ran(serve_words(db, {"--sandbox", "--clock", "now"})), "--clock");
  check_refused(ran(serve_words(folder / "none/r.db")), "no folder");
  check_refused(ran(serve_words(folder / "no\nne/r.db")), "no folder");
  check_refused(ran(serve_words(folder / "folder.db")), "not a file");
  check_refused(ran(serve_words(db, {"--schedule", folder / "none.toml"})), "none.toml");
  check_refused(ran(serve_words(db, {"--schedule", no_toml})), "no.toml:1:");
  check_refused(ran(serve_words(db, {"--schedule", no_value})), "value.toml:1:");
  check_refused(ran(serve_words(db, {"--charter", bad_charter})), "charter.toml:1:");
  check_refused(ran(serve_words(db, {"--listen", "203.0.113.1"})), "203.0.113.1");
  check_refused(ran(serve_words(db, {"--web-dir", folder / "none"})), "home.mustache");

  // All faults of a schedule, one line each, with file, line and column.
  const Ended faults = ran(serve_words(db, {"--schedule", broken}));
  CAPTURE(faults.errors);
  CHECK(faults.exit_code == 2);
  CHECK(faults.error_lines() > 2);
  CHECK(faults.errors.find("broken.toml:2:") != std::string::npos);
  CHECK(faults.errors.find("broken.toml:3:") != std::string::npos);
  const Ended dear = ran(serve_words(db, {"--schedule", founding, "--charter", strict}));
  CHECK(dear.exit_code == 2);
  CHECK(dear.errors.find("founding.toml:") != std::string::npos);
  const Ended unbound = ran(serve_words(db, {"--charter", empty_charter}));
  CHECK(unbound.exit_code == 2);
  CHECK(unbound.error_lines() == 7);
  CHECK(unbound.errors.find("\"max_rate\"") != std::string::npos);
  check_refused(ran(serve_words(db, {"--schedule", deferred})), "deferred.toml:1:13: ");
  const Ended early = ran(serve_words(db, {"--schedule", past}));
  CHECK(early.exit_code == 2);
  CHECK(early.errors.contains("past.toml:"));
  CHECK(early.errors.contains(": this list must begin by 1970-01-01T00:00:00Z"));

  CHECK(folder.names() == before);
}

TEST_CASE("a register that was founded is started by its schedule under any clock") {
  const Folder folder;
  const std::string later = folder.put("later.toml", since(2030, founding_schedule_toml()));
  const std::string db = folder / "r.db";
  const Ended early = ran(serve_words(db, {"--sandbox", "--schedule", later}));
  CHECK(early.exit_code == 2);
  CHECK(early.errors.contains("this list must begin by"));
  found(db, {"--sandbox", "--schedule", later, "--clock", "2030-01-01T00:00:00Z"});
  found(db, {"--sandbox", "--schedule", later});
}

TEST_CASE("a port in use is told, and nothing is written") {
  const int taken = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  REQUIRE(::bind(taken, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0);
  REQUIRE(::listen(taken, 1) == 0);
  socklen_t size = sizeof address;
  ::getsockname(taken, reinterpret_cast<sockaddr*>(&address), &size);
  const std::string port = std::to_string(ntohs(address.sin_port));
  const Folder folder;
  check_refused(ran({"serve", "--db", folder / "r.db", "--port", port}),
                port + ": Address already in use");
  CHECK(folder.names().empty());
  ::close(taken);
}

TEST_CASE("a folder that may not be written is told, and nothing is written") {
  const Folder folder;
  const bool root = ::geteuid() == 0;
  ::chmod(folder.path().c_str(), 0555);
  const Ended ended = ran(serve_words(folder / "r.db"), {.as = root ? RunAs::nobody : RunAs::self});
  if (ended.exit_code == 127) {
    MESSAGE("nobody may not run the program where it lies; not tested");
    return;
  }
  check_refused(ended, "cannot be written");
  CHECK(folder.names().empty());
}

TEST_CASE("a file that is no journal is left as it is") {
  const Folder folder;
  const std::string text = "This is a letter and no register.\n" + std::string(8'192, '.');
  const std::string letter = folder.put("letter.db", text);
  const Ended ended = ran(serve_words(letter));
  CAPTURE(ended.errors);
  CHECK(ended.exit_code == 2);
  CHECK(ended.error_lines() == 1);
  CHECK(file_text(letter) == text);
  CHECK_FALSE(fs::exists(folder / "letter.db.key"));
  CHECK_FALSE(fs::exists(folder / "letter.db.views"));
}

TEST_CASE("a journal of a newer format is left as it is") {
  const Folder folder;
  const std::string db = folder / "r.db";
  found(db);
  // SQLite keeps the application's version at bytes 60 to 63 of the file.
  {
    std::fstream file{db, std::ios::in | std::ios::out | std::ios::binary};
    file.seekp(60);
    file.write("\x00\x00\x7f\x7f", 4);
  }
  const std::string before = file_text(db);
  const Ended ended = ran(serve_words(db));
  CAPTURE(ended.errors);
  CHECK(ended.exit_code == 2);
  CHECK(ended.error_lines() == 1);
  CHECK(ended.errors.find("newer") != std::string::npos);
  CHECK(file_text(db) == before);
}

TEST_CASE("a later start needs the key file, the same schedule and no other server") {
  const Folder folder;
  const std::string db = folder / "r.db";
  const std::string key_file = folder / "r.db.key";
  const std::string founding = folder.put("founding.toml", std::string{founding_schedule_toml()});
  const std::string other =
      folder.put("other.toml", std::string{founding_schedule_toml()} + "# another\n");
  found(db, {"--schedule", founding});
  check_refused(ran(serve_words(db, {"--schedule", other})), "other.toml");

  const std::string secret = file_text(key_file);
  fs::rename(key_file, folder / "away");
  check_refused(ran(serve_words(db)), "r.db.key");
  fs::rename(folder / "away", key_file);
  fs::resize_file(key_file, 31);
  check_refused(ran(serve_words(db)), "32 bytes");
  folder.put("r.db.key", secret);

  Program first{serve_words(db, {"--schedule", founding}), kKey};
  const std::uint16_t port = port_of(first.first_line());
  const Ended second = ran(serve_words(db));
  CAPTURE(second.errors);
  CHECK(second.exit_code == 2);
  CHECK(second.error_lines() == 1);
  CHECK(get(port, "/v1/me").member("name") == "Operator");
}

TEST_CASE("what the command line brings is shown without control characters") {
  const Folder folder;
  const std::string db = folder / "r.db";
  const std::string bad = "\x1b[31mX\xc2\x9b";
  for (const auto& words : std::vector<std::vector<std::string>>{
           {bad},
           {"serve", bad},
           serve_words(folder / ("no" + bad + "/x")),
           serve_words(db, {"--port", bad}),
           serve_words(db, {"--listen", bad}),
           serve_words(db, {"--schedule", folder / ("no" + bad)})}) {
    CAPTURE(words.back());
    const Ended ended = ran(words);
    CHECK(ended.exit_code == 2);
    CHECK(ended.errors.contains("?[31mX?"));
    CHECK_FALSE(ended.errors.contains('\x1b'));
  }
}

TEST_CASE("SIGTERM and SIGINT end the server with 0, and it says one line") {
  for (const int number : {SIGTERM, SIGINT}) {
    const Folder folder;
    Program program{serve_words(folder / "r.db"), kKey};
    const std::uint16_t port = port_of(program.first_line());
    CHECK(get(port, "/healthz").status == 200);
    CHECK(get(port, "/v1/sandbox/clock").status == 404);
    CHECK(get(port, "/healthz").headers.count("quitrent-clock") == 0);
    program.signal(number);
    const Ended ended = program.wait();
    CHECK(ended.exit_code == 0);
    CHECK(ended.out == "quitrent: listening on http://127.0.0.1:" + std::to_string(port) + "\n");
    CHECK(ended.errors.empty());
  }
}

TEST_CASE("the files of a register are readable to their owner alone") {
  const Folder folder;
  Program program{serve_words(folder / "r.db"), kKey};
  REQUIRE(port_of(program.first_line()) > 0);
  std::size_t files = 0;
  for (const auto& file : std::filesystem::directory_iterator{folder.path()}) {
    CAPTURE(file.path().filename().string());
    using std::filesystem::perms;
    CHECK((file.status().permissions() & (perms::group_all | perms::others_all)) == perms::none);
    ++files;
  }
  CHECK(files >= 3);
  program.signal(SIGTERM);
  CHECK(program.wait().exit_code == 0);
}

TEST_CASE("a sandbox goes on at the later of its flag and its journal") {
  const Folder folder;
  const auto started_at = [&folder](const std::string& clock) {
    Program program{serve_words(folder / "r.db", {"--sandbox", "--clock", clock}), kKey};
    const std::string now = get(port_of(program.first_line()), "/v1/sandbox/clock").member("now");
    program.signal(SIGTERM);
    CHECK(program.wait().exit_code == 0);
    return now;
  };
  CHECK(started_at("2026-01-01T00:00:00Z") == "2026-01-01T00:00:00Z");
  CHECK(started_at("2025-01-01T00:00:00Z") == "2026-01-01T00:00:00Z");
  CHECK(started_at("2027-01-01T00:00:00Z") == "2027-01-01T00:00:00Z");
}

TEST_CASE("without an operator's key the first start makes one and shows it once") {
  const Folder folder;
  std::string key;
  {
    Program program{serve_words(folder / "r.db")};
    const std::uint16_t port = port_of(program.first_line());
    program.signal(SIGTERM);
    const Ended ended = program.wait();
    CHECK(ended.error_lines() == 1);
    key = ended.errors.substr(ended.errors.find("qtr_"));
    key.pop_back();
    CHECK(port > 0);
  }
  Program again{serve_words(folder / "r.db")};
  CHECK(get(port_of(again.first_line()), "/v1/me", key).member("name") == "Operator");
  again.signal(SIGTERM);
  CHECK(again.wait().errors.empty());
}

}  // namespace
}  // namespace quitrent::testing
