// SPDX-License-Identifier: EUPL-1.2
//
// The file of the views when its process is killed at any moment: the order of writes must leave
// file, log and list of pages that belong together.
#include <atomic>
#include <chrono>
#include <csignal>
#include <cstdint>
#include <cstdlib>
#include <exception>
#include <filesystem>
#include <random>
#include <sys/mman.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

#include <doctest/doctest.h>

#include "api/views/view_file.hpp"
#include "tests/registry/storage/fixture.hpp"

using namespace quitrent;
using namespace quitrent::api;
using storage_tests::TemporaryFolder;

namespace {

constexpr int kKills = 80;
/// Rows of one transaction.
constexpr std::int64_t kRows = 40;

/// A number that a child process writes and its parent process reads.
struct Shared {
  Shared()
      : address{::mmap(nullptr, sizeof(std::atomic<std::int64_t>), PROT_READ | PROT_WRITE,
                       MAP_SHARED | MAP_ANONYMOUS, -1, 0)},
        number{*new(address) std::atomic<std::int64_t>{0}} {}
  ~Shared() { ::munmap(address, sizeof(std::atomic<std::int64_t>)); }
  Shared(const Shared&) = delete;
  Shared& operator=(const Shared&) = delete;
  void* address;
  std::atomic<std::int64_t>& number;
};

std::int64_t rows_in(ViewFile& file) {
  return file.database().number("SELECT count(*) FROM revenue_sum");
}

/// Writes rows and checkpoints until it is killed. `written` is the number of rows that are there
/// at least.
[[noreturn]] void write_on(const std::filesystem::path& path, std::atomic<std::int64_t>& written) {
  PageSeal seal{{}, "views"};
  for (;;) {
    ViewFile file{path, seal};
    for (int transaction = 0; transaction < 12; ++transaction) {
      const std::int64_t before = rows_in(file);
      file.begin();
      for (std::int64_t row = before; row < before + kRows; ++row) {
        Statement{file.database(), "INSERT INTO revenue_sum VALUES(?, zeroblob(100))"}
            .bind(1, row)
            .run();
        Statement{file.database(), "UPDATE revenue_sum SET sums = zeroblob(101) WHERE number = ?"}
            .bind(1, row * 7 % (row + 1))
            .run();
      }
      file.commit();
      written = before + kRows;
      if (transaction % 3 == 2) file.checkpoint();
    }
  }
}

}  // namespace

TEST_CASE("views of a process that was killed at any moment are as it left them") {
  const TemporaryFolder folder;
  const auto path = folder.path() / "views";
  {
    PageSeal seal{{}, "views"};
    ViewFile::made(path, seal);
  }
  std::mt19937 chance{20'261'126};
  std::int64_t rows = 0;
  for (int kill = 0; kill < kKills; ++kill) {
    CAPTURE(kill);
    Shared written;
    const pid_t child = ::fork();
    if (child == 0) {
      try {
        write_on(path, written.number);
      } catch (const std::exception&) {
        std::_Exit(1);
      }
    }
    // A slow machine writes nothing in 40 ms: some children are killed after their first rows.
    for (int waited = 0; kill % 8 == 3 && written.number == 0 && waited < 60'000; ++waited) {
      std::this_thread::sleep_for(std::chrono::milliseconds{1});
    }
    std::this_thread::sleep_for(std::chrono::microseconds{1'000 + chance() % 40'000});
    ::kill(child, SIGKILL);
    int status = 0;
    ::waitpid(child, &status, 0);
    REQUIRE(WIFSIGNALED(status));  // the child found no fault
    if (kill % 4 != 3) continue;   // most rounds continue with the files of a killed process
    PageSeal seal{{}, "views"};
    ViewFile file{path, seal};
    const std::int64_t now = rows_in(file);
    CHECK(now >= written.number);
    CHECK(now >= rows);
    CHECK(now % kRows == 0);
    CHECK(file.database().text("PRAGMA integrity_check") == "ok");
    rows = now;
  }
  CHECK(rows > 0);
}
