// SPDX-License-Identifier: EUPL-1.2
//
// How the program ends: by a signal, whatever its clients do, and when the machine fails.
#include <array>
#include <chrono>
#include <csignal>
#include <fcntl.h>
#include <memory>
#include <stdexcept>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>
#include <vector>

#include <doctest/doctest.h>

#include "api/server/last_line.hpp"
#include "tests/api/server/served.hpp"
#include "tests/api/server/small_disk.hpp"
#include "tests/sanitized.hpp"

namespace quitrent::testing {

using namespace api;
using namespace market;
namespace {

using namespace std::chrono_literals;

/// Clients that keep a server busy in every way that a client can, until the destructor ends them.
class Crowd {
 public:
  Crowd(const Served& served, const std::pair<std::string, std::string>& member) {
    const std::uint16_t port = served.port();
    const std::string read = request_bytes("GET /openapi.json", {}, {});
    const std::string withdraw = request_bytes("POST /v1/parties/" + member.first + "/withdrawals",
                                               member.second, R"({"amount":"0.01"})");
    for (int n = 0; n < 8; ++n) {
      keep(port, "GET /healthz HTTP/1.1\r\nHos");           // a head that never ends
      keep(port, withdraw.substr(0, withdraw.size() - 3));  // a body that never ends
      keep(port, request_bytes("GET /healthz", {}, {}));    // idle after its answer
      keep(port, {});                                       // never sends anything
      std::string many;
      for (int at = 0; at < 60; ++at) many += read;
      keep(port, many);  // reads no answer
    }
    for (int n = 0; n < 4; ++n) {
      busy_.emplace_back([port, read, withdraw](const std::stop_token& stop) {
        try {
          RawConnection connection{port};
          while (!stop.stop_requested() && connection.send(read + withdraw) &&
                 connection.reply().status != 0 && connection.reply().status != 0) {
          }
        } catch (const std::exception&) {
          return;  // the server is gone
        }
      });
    }
    busy_.emplace_back([this](const std::stop_token& stop) {
      while (!stop.stop_requested()) {  // sends byte after byte for as long as the server allows
        for (const auto& one : held_) one->send("x");
        std::this_thread::sleep_for(50ms);
      }
    });
  }

 private:
  void keep(std::uint16_t port, const std::string& bytes) {
    held_.push_back(std::make_unique<RawConnection>(port));
    held_.back()->send(bytes);
  }

  std::vector<std::unique_ptr<RawConnection>> held_;
  std::vector<std::jthread> busy_;
};

TEST_CASE("a busy server ends within ten seconds whatever its clients do") {
  const Folder folder;
  Sequence held = 0;
  {
    Served served{folder / "r.db"};
    const auto ana = served.member("Ana", "100000.00");
    const Crowd crowd{served, ana};
    while (std::stoul(served.get("/v1/stats").member("entries")) < 20) {
    }
    held = std::stoul(served.get("/v1/stats").member("entries"));
    const auto signalled_at = std::chrono::steady_clock::now();
    served.program().signal(SIGTERM);
    const Ended ended = served.program().wait();
    CHECK(std::chrono::steady_clock::now() - signalled_at < 10s);
    CHECK(ended.exit_code == 0);
    CHECK(ended.errors == "");
  }
  Served again{folder / "r.db"};
  CHECK(std::stoul(again.get("/v1/stats").member("entries")) >= held);
}

TEST_CASE("once told to end the server says so in its answers") {
  const Folder folder;
  Served served{folder / "r.db"};
  // Half of a request comes before the signal, the other half after it.
  RawConnection connection{served.port()};
  connection.send("GET /healthz HTTP/1.1\r\nHost: t\r\n\r\nGET /healthz HTTP/1.1\r\n");
  CHECK_FALSE(connection.reply().headers.contains("connection"));
  served.program().signal(SIGTERM);
  for (;;) {  // until it no longer listens
    try {
      const RawConnection other{served.port()};
    } catch (const std::exception&) {
      break;
    }
  }
  connection.send("Host: t\r\n\r\n");
  const RawReply last = connection.reply();
  CHECK(last.status == 200);
  CHECK(last.headers.at("connection") == "close");
  CHECK(connection.is_closed());
  CHECK(served.program().wait().exit_code == 0);
}

void check_fault(const Ended& ended, std::string_view about) {
  CAPTURE(ended.errors);
  CHECK(ended.exit_code == 70);
  CHECK(ended.error_lines() == 1);
  CHECK(ended.errors.starts_with("quitrent: "));
  CHECK(ended.errors.find(about) != std::string::npos);
}

// A sanitizer takes more address space than the tests with kSanitized allow, and ends the process
// in its own way.
TEST_CASE("where no thread can be made the program says so and ends" * doctest::skip(kSanitized)) {
  const Folder folder;
  check_fault(ran({"serve", "--port", "0", "--threads", "500", "--db", folder / "r.db"},
                  {.address_space = 512UL * 1024 * 1024}),
              "");
}

/// The end of a process that calls `what` after end_with_a_line(), with its output.
Ended ended_after(void (*what)()) {
  std::array<int, 2> errors{};
  REQUIRE(::pipe2(errors.data(), O_CLOEXEC) == 0);
  const pid_t child = ::fork();
  if (child == 0) {
    ::dup2(errors[1], STDERR_FILENO);
    std::signal(SIGABRT, SIG_DFL);
    end_with_a_line();
    what();
    ::_exit(0);
  }
  ::close(errors[1]);
  Ended ended;
  std::array<char, 1'000> said{};
  for (ssize_t size = 1; size > 0;) {
    size = ::read(errors[0], said.data(), said.size());
    if (size > 0) ended.errors.append(said.data(), static_cast<std::size_t>(size));
  }
  ::close(errors[0]);
  int status = 0;
  REQUIRE(::waitpid(child, &status, 0) == child);
  ended.exit_code = WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
  return ended;
}

/// Allocates memory until there is none left.
void take_all_memory() {
  const rlimit limit{1'024UL * 1024 * 1024, 1'024UL * 1024 * 1024};
  ::setrlimit(RLIMIT_AS, &limit);
  std::vector<std::string> all;
  for (;;) all.emplace_back(std::size_t{1'000'000}, 'x');
}

TEST_CASE("where memory runs out, whoever would catch it, the process says so and ends" *
          doctest::skip(kSanitized)) {
  check_fault(ended_after(take_all_memory), "memory has run out");
  check_fault(ended_after([] { std::thread{take_all_memory}.join(); }), "memory has run out");
  check_fault(ended_after([] {
                try {
                  take_all_memory();
                } catch (const std::exception&) {
                  return;  // the handler of a request would go on here
                }
              }),
              "memory has run out");
}

TEST_CASE("an exception that leaves a thread ends the process with its words in one line") {
  check_fault(
      ended_after([] { std::thread{[] { throw std::runtime_error("no such\nthing"); }}.join(); }),
      "no such thing");
  check_fault(ended_after([] { std::thread{[] { throw 1; }}.join(); }), "no exception");
}

TEST_CASE("a mapped file that somebody cuts ends the process with a line and no signal") {
  check_fault(ended_after([] {
                const int file = ::memfd_create("cut", MFD_CLOEXEC);
                if (file < 0 || ::ftruncate(file, 4'096) != 0) ::_exit(1);
                void* const mapped = ::mmap(nullptr, 4'096, PROT_READ, MAP_SHARED, file, 0);
                if (mapped == MAP_FAILED || ::ftruncate(file, 0) != 0) ::_exit(1);
                ::_exit(*static_cast<volatile char*>(mapped));
              }),
              "SIGBUS");
}

TEST_CASE("a file that may not grow ends the program as any failed commit does") {
  const Folder folder;
  Served served{folder / "r.db", {}, {.largest_file = 600'000}};
  const auto ana = served.member("Ana", "100000.00");
  const std::string withdrawal = request_bytes("POST /v1/parties/" + ana.first + "/withdrawals",
                                               ana.second, R"({"amount":"0.01"})");
  RawConnection connection{served.port()};
  while (connection.send(withdrawal) && connection.reply().status == 201) {
  }
  check_fault(served.program().wait(), "the journal could not be written");
}

TEST_CASE(
    "before the disk is full writes are refused, reads go on, and writes too with room again") {
  const SmallDisk disk{"size=48m"};
  if (!disk.is_there()) {
    MESSAGE("skipped: no file system can be mounted here");
    return;
  }
  Served served{disk / "r.db", {"--disk-reserve", "8"}};
  const auto ana = served.member("Ana", "1000.00");
  const std::string path = "/v1/parties/" + ana.first + "/withdrawals";
  const auto withdraw = [&] { return served.post(path, ana.second, R"({"amount":"0.01"})"); };
  const auto account = [&] {
    return served.get("/v1/parties/" + ana.first + "/account", ana.second);
  };
  REQUIRE(withdraw().status == 201);
  CHECK(served.get("/readyz").status == 200);
  for (int round = 0; round < 2; ++round) {
    REQUIRE(disk.leave(7UL * 1024 * 1024));
    while (served.get("/readyz").status == 200) {
    }
    const RawReply refused = withdraw();
    CHECK(refused.status == 503);
    CHECK(refused.headers.contains("retry-after"));
    CHECK(refused.member("detail").find("disk") != std::string::npos);
    const RawReply ready = served.get("/readyz");
    CHECK(ready.status == 503);
    CHECK(ready.member("detail").find("disk") != std::string::npos);
    CHECK(account().status == 200);
    CHECK(served.get("/healthz").status == 200);
    CHECK(served.get("/v1/purchases").status == 200);
    REQUIRE(disk.make_room());
    while (served.get("/readyz").status != 200) {
    }
    CHECK(withdraw().status == 201);
  }
  served.program().signal(SIGTERM);
  CHECK(served.program().wait().exit_code == 0);
}

TEST_CASE("a disk that is full all the same ends the program as before") {
  const SmallDisk disk{"size=6m"};
  if (!disk.is_there()) {
    MESSAGE("skipped: no file system can be mounted here");
    return;
  }
  Served served{disk / "r.db", {"--disk-reserve", "0"}};
  const auto ana = served.member("Ana", "100000.00");
  const int file = ::open((disk / "ballast").c_str(), O_CREAT | O_WRONLY | O_CLOEXEC, 0600);
  for (off_t size = 4'096; ::posix_fallocate(file, 0, size) == 0;) size += 4'096;
  ::close(file);
  const std::string withdrawal = request_bytes("POST /v1/parties/" + ana.first + "/withdrawals",
                                               ana.second, R"({"amount":"0.01"})");
  RawConnection connection{served.port()};
  while (connection.send(withdrawal) && connection.reply().status == 201) {
  }
  const Ended ended = served.program().wait();
  CHECK(ended.exit_code == 70);
  CHECK(ended.errors.find("the journal could not be written") != std::string::npos);
}

}  // namespace
}  // namespace quitrent::testing
