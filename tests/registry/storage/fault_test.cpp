// SPDX-License-Identifier: EUPL-1.2
//
// A disk that fails. For a full disk the test changes SQLite's table of system calls; for a failed
// sync it replaces the function of the C library.
#include <array>
#include <atomic>
#include <cerrno>
#include <memory>
#include <string>
#include <sys/syscall.h>
#include <unistd.h>

#include <doctest/doctest.h>
#include <sqlite3.h>

#include "registry/storage/sqlite/sqlite_journal.hpp"
#include "registry/vocabulary/sha256.hpp"
#include "tests/registry/storage/fixture.hpp"

using namespace quitrent;
using namespace quitrent::storage_tests;

namespace {

/// How many more calls succeed before the disk fails; negative: it does not fail.
std::atomic<int> syncs_left = -1;
std::atomic<int> writes_until_full = -1;
/// How many times a file was synced.
std::atomic<int> syncs = 0;

bool breaks(std::atomic<int>& left, int code) {
  if (left < 0 || left-- > 0) return false;
  left = 0;
  errno = code;
  return true;
}

ssize_t write_or_full(int file, const void* bytes, size_t size, off_t offset) {
  return breaks(writes_until_full, ENOSPC) ? -1 : ::pwrite(file, bytes, size, offset);
}

ssize_t append_or_full(int file, const void* bytes, size_t size) {
  return breaks(writes_until_full, ENOSPC) ? -1 : ::write(file, bytes, size);
}

/// A disk that is full after `writes` more writes, until the destructor runs.
class FullDisk {
 public:
  explicit FullDisk(int writes) : system_{sqlite3_vfs_find(nullptr)} {
    stand_in("pwrite", reinterpret_cast<sqlite3_syscall_ptr>(&write_or_full));
    stand_in("pwrite64", reinterpret_cast<sqlite3_syscall_ptr>(&write_or_full));
    stand_in("write", reinterpret_cast<sqlite3_syscall_ptr>(&append_or_full));
    writes_until_full = writes;
  }
  ~FullDisk() {
    writes_until_full = -1;
    system_->xSetSystemCall(system_, nullptr, nullptr);
  }
  FullDisk(const FullDisk&) = delete;
  FullDisk& operator=(const FullDisk&) = delete;

 private:
  void stand_in(const char* name, sqlite3_syscall_ptr call) {
    if (system_->xGetSystemCall(system_, name) != nullptr) {
      system_->xSetSystemCall(system_, name, call);
    }
  }
  sqlite3_vfs* system_;
};

std::string fault_of_append(Journal& journal, int count) {
  try {
    append(journal, count);
  } catch (const JournalUnusable&) {
    return "refused at the start";
  } catch (const JournalFault& fault) {
    return fault.what();
  }
  return "";
}

}  // namespace

// The program's own function takes precedence over that of the C library, for SQLite too.
extern "C" int fdatasync(int file) {
  ++syncs;
  return breaks(syncs_left, EIO) ? -1 : static_cast<int>(::syscall(SYS_fdatasync, file));
}
extern "C" int fsync(int file) {
  ++syncs;
  return breaks(syncs_left, EIO) ? -1 : static_cast<int>(::syscall(SYS_fsync, file));
}

TEST_CASE("a batch of any size is made durable once before its append returns") {
  const TemporaryFolder folder;
  const auto journal = open_sqlite_journal(folder.journal());
  append(*journal, 1);
  for (const int size : {1, 30, 1'000}) {
    CAPTURE(size);
    const int before = syncs;
    append(*journal, size);
    CHECK(syncs == before + 1);
  }
}

TEST_CASE("a full disk is a fault with a clear text, and what was acknowledged is there") {
  for (const int writes : {0, 1, 2, 5}) {
    CAPTURE(writes);
    const TemporaryFolder folder;
    auto journal = open_sqlite_journal(folder.journal());
    append(*journal, 10);
    {
      const FullDisk full{writes};
      const std::string said = fault_of_append(*journal, 100);
      CHECK_MESSAGE(said.find("register.db") != std::string::npos, said);
      CHECK_MESSAGE(said.find("No space left") != std::string::npos, said);
      CHECK(said.find('\n') == std::string::npos);
    }
    CHECK(fault_of_append(*journal, 1).find("not written after a fault") != std::string::npos);
    CHECK(journal->head().sequence == 10);
    journal.reset();
    const auto again = open_sqlite_journal(folder.journal());
    CHECK(again->head().sequence == 10);
    CHECK(verified_head(*again->reader()).sequence == 10);
  }
}

TEST_CASE("a sync that fails is a fault and is never tried again") {
  const TemporaryFolder folder;
  auto journal = open_sqlite_journal(folder.journal());
  append(*journal, 10);
  syncs_left = 0;
  const std::string said = fault_of_append(*journal, 5);
  syncs_left = -1;
  CHECK_MESSAGE(said.find("cannot be made durable") != std::string::npos, said);
  CHECK(fault_of_append(*journal, 1).find("not written after a fault") != std::string::npos);
  CHECK(journal->head().sequence == 10);
  journal.reset();
  // The journal may hold the entries that got no answer, but never half of a batch.
  const auto again = open_sqlite_journal(folder.journal());
  const Sequence last = verified_head(*again->reader()).sequence;
  CHECK((last == 10 || last == 15));
}

TEST_CASE("a sync that fails while the log is taken in is a fault") {
  const TemporaryFolder folder;
  const auto journal = open_sqlite_journal(folder.journal(), {.checkpoint_pages = 1});
  append(*journal, 10);
  syncs_left = 1;
  CHECK(fault_of_append(*journal, 5) != "");
  syncs_left = -1;
}

TEST_CASE("a snapshot that cannot be written is a fault and leaves the older one") {
  const TemporaryFolder folder;
  const auto journal = open_sqlite_journal(folder.journal());
  append(*journal, 10);
  journal->keep_snapshot({5, sha256("five"), "five"});
  syncs_left = 0;
  CHECK_THROWS_AS(journal->keep_snapshot({9, sha256("nine"), "nine"}), JournalFault);
  syncs_left = -1;
  const auto newest = journal->reader()->newest_snapshot();
  REQUIRE(newest.has_value());
  CHECK(newest->bytes == "five");
}

TEST_CASE("a disk that is full when the journal is opened is refused") {
  const TemporaryFolder folder;
  const FullDisk full{0};
  CHECK_THROWS_AS(open_sqlite_journal(folder.journal()), JournalFault);
}
