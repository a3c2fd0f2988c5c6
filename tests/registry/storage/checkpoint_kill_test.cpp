// SPDX-License-Identifier: EUPL-1.2
//
// Processes that are killed during a checkpoint: at the n-th write to the file, before it, in the
// middle of it or after it. A child process replaces SQLite's system calls.
#include <algorithm>
#include <array>
#include <atomic>
#include <cerrno>
#include <csignal>
#include <cstdint>
#include <filesystem>
#include <string>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <doctest/doctest.h>
#include <sqlite3.h>

#include "registry/storage/sqlite/database.hpp"
#include "registry/storage/sqlite/sqlite_journal.hpp"
#include "tests/registry/storage/fixture.hpp"

using namespace quitrent;
using namespace quitrent::storage_tests;

namespace {

/// How much of the last write reaches the file.
enum class Arrives : std::uint8_t { nothing, half, all };

/// When the child process is killed: at the n-th write to the file of this inode from now on.
struct Death {
  int nth_write = 1;
  Arrives arrives = Arrives::nothing;
};

std::atomic<ino_t> watched = 0;
std::atomic<int> writes_left = 0;
std::atomic<int> room_left = -1;  // writes to any file until the disk is full; negative: no limit
Arrives last_write = Arrives::nothing;

void die() { ::kill(::getpid(), SIGKILL); }

ssize_t write_or_die(int file, const void* bytes, size_t size, off_t offset) {
  struct stat status{};
  ::fstat(file, &status);
  if (status.st_ino == watched && --writes_left == 0) {
    if (last_write == Arrives::half) ::pwrite(file, bytes, size / 2, offset);
    if (last_write == Arrives::all) ::pwrite(file, bytes, size, offset);
    die();
  }
  if (room_left >= 0 && room_left-- == 0) {
    room_left = 0;
    errno = ENOSPC;
    return -1;
  }
  return ::pwrite(file, bytes, size, offset);
}

void stand_in() {
  sqlite3_vfs* const system = sqlite3_vfs_find(nullptr);
  for (const char* name : {"pwrite", "pwrite64"}) {
    if (system->xGetSystemCall(system, name) == nullptr) continue;
    system->xSetSystemCall(system, name, reinterpret_cast<sqlite3_syscall_ptr>(&write_or_die));
  }
}

void watch(const std::filesystem::path& path, Death death) {
  struct stat status{};
  if (::stat(path.c_str(), &status) != 0) ::_exit(9);
  last_write = death.arrives;
  writes_left = death.nth_write;
  watched = status.st_ino;
}

/// How a child process ended, and the last sequence that it acknowledged.
struct Ending {
  bool killed = false;
  Sequence acknowledged = 0;
};

/// Runs `life` in a child process. `life` calls its argument with what it acknowledged.
template <class Life>
Ending ending_of(Life&& life) {
  std::array<int, 2> ends{};
  REQUIRE(::pipe(ends.data()) == 0);
  const pid_t child = ::fork();
  if (child == 0) {
    ::close(ends[0]);
    stand_in();
    try {
      life([&](Sequence acknowledged) {
        if (::write(ends[1], &acknowledged, sizeof acknowledged) < 0) ::_exit(9);
      });
    } catch (const JournalFault&) {
      ::_exit(70);
    }
    ::_exit(0);
  }
  ::close(ends[1]);
  Ending ending;
  Sequence heard = 0;
  while (::read(ends[0], &heard, sizeof heard) == sizeof heard) ending.acknowledged = heard;
  ::close(ends[0]);
  int status = 0;
  ::waitpid(child, &status, 0);
  ending.killed = WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL;
  return ending;
}

/// Opens the journal again. It must hold all that was acknowledged, and every link must be valid.
Sequence check_whole(const std::filesystem::path& path, Sequence acknowledged) {
  const auto journal = open_sqlite_journal(path);
  const Head head = journal->head();
  CHECK(head.sequence >= acknowledged);
  const auto reader = journal->reader();
  const Head verified = verified_head(*reader);
  CHECK(verified.sequence == head.sequence);
  CHECK(verified.digest == head.digest);
  return head.sequence;
}

/// Kills at writes 1, 2, 3 … of one kind of checkpoint, each after another part of a write.
Death nth_death(int n) { return {.nth_write = 1 + n, .arrives = static_cast<Arrives>(n % 3)}; }

constexpr int kDeaths = 36;

}  // namespace

TEST_CASE("a journal starts after a death in any write of a checkpoint while serving") {
  const TemporaryFolder folder;
  Sequence last_durable = 0;
  int killed = 0;
  for (int n = 0; n < kDeaths; ++n) {
    CAPTURE(n);
    const Ending ending = ending_of([&](const auto& acknowledge) {
      const auto journal = open_sqlite_journal(folder.journal(), {.checkpoint_pages = 8 + n % 40});
      watch(folder.journal(), nth_death(n));
      for (int batches = 0; batches < 200; ++batches) {
        append(*journal, 1 + (batches + n) % 40);
        acknowledge(journal->head().sequence);
      }
    });
    killed += ending.killed ? 1 : 0;
    last_durable = check_whole(folder.journal(), std::max(last_durable, ending.acknowledged));
  }
  CHECK(killed == kDeaths);
}

TEST_CASE("a journal starts after a death in any write of the checkpoint at a clean end") {
  int killed = 0;
  for (int n = 0; n < kDeaths; ++n) {
    CAPTURE(n);
    const TemporaryFolder folder;
    append(*open_sqlite_journal(folder.journal()), 100);
    const Ending ending = ending_of([&](const auto& acknowledge) {
      auto journal = open_sqlite_journal(folder.journal());
      for (int batches = 0; batches < 20; ++batches) append(*journal, 40);
      acknowledge(journal->head().sequence);
      watch(folder.journal(), nth_death(n));
      journal.reset();
    });
    killed += ending.killed ? 1 : 0;
    CHECK(ending.acknowledged == 900);
    CHECK(check_whole(folder.journal(), ending.acknowledged) == 900);
  }
  CHECK(killed == kDeaths);
}

TEST_CASE("a journal starts after starts on a full disk and a death in what follows them") {
  const TemporaryFolder folder;
  Sequence last_durable = 0;
  int killed = 0;
  for (int n = 0; n < kDeaths; ++n) {
    CAPTURE(n);
    // The log of a killed server, of which no checkpoint was made.
    const Ending served = ending_of([&](const auto& acknowledge) {
      const auto journal = open_sqlite_journal(folder.journal(), {.checkpoint_pages = 100'000});
      for (int batches = 0; batches < 4; ++batches) append(*journal, 40);
      acknowledge(journal->head().sequence);
      die();
    });
    last_durable = served.acknowledged;
    const Ending full = ending_of([&](const auto& acknowledge) {
      room_left = n % 12;
      auto journal = open_sqlite_journal(folder.journal(), {.checkpoint_pages = 10});
      for (int batches = 0; batches < 4; ++batches) {
        append(*journal, 40);
        acknowledge(journal->head().sequence);
      }
    });
    last_durable = std::max(last_durable, full.acknowledged);
    CHECK(check_whole(folder.journal(), last_durable) >= last_durable);
    const Ending ending = ending_of([&](const auto& acknowledge) {
      auto journal = open_sqlite_journal(folder.journal(), {.checkpoint_pages = 20});
      watch(folder.journal(), nth_death(n));
      for (int batches = 0; batches < 60; ++batches) {
        append(*journal, 40);
        acknowledge(journal->head().sequence);
      }
    });
    killed += ending.killed ? 1 : 0;
    last_durable = check_whole(folder.journal(), std::max(last_durable, ending.acknowledged));
  }
  CHECK(killed == kDeaths);
}
