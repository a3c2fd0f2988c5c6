// SPDX-License-Identifier: EUPL-1.2
//
// Who may write a journal's file, under any name of the file, and what a failed start leaves.
#include <array>
#include <cstdint>
#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iterator>
#include <map>
#include <memory>
#include <string>
#include <sys/wait.h>
#include <unistd.h>

#include <doctest/doctest.h>

#include "registry/storage/sqlite/held_journal.hpp"
#include "registry/storage/sqlite/sqlite_journal.hpp"
#include "tests/registry/storage/fixture.hpp"

using namespace quitrent;
using namespace quitrent::storage_tests;

namespace {

namespace fs = std::filesystem;

/// The exit code of a child process that runs `life`.
int code_of(const std::function<int()>& life) {
  const pid_t child = ::fork();
  if (child == 0) ::_exit(life());
  int status = -1;
  ::waitpid(child, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

/// Whether another process finds the file in use.
bool in_use(const fs::path& path) {
  return code_of([&] {
           try {
             open_sqlite_journal(path);
           } catch (const JournalUnusable& fault) {
             const std::string said = fault.what();
             return said.find("is in use by another process") == std::string::npos ? 2 : 1;
           }
           return 0;
         }) == 1;
}

/// Every file of a folder, byte for byte.
std::map<std::string, std::string> files(const fs::path& folder) {
  std::map<std::string, std::string> found;
  for (const auto& file : fs::directory_iterator{folder}) {
    std::ifstream stream{file.path(), std::ios::binary};
    found[file.path().filename().string()] = {std::istreambuf_iterator<char>{stream}, {}};
  }
  return found;
}

/// Makes a journal of 90 entries as a killed writer leaves it: half in the file, half in the log.
void leave_killed(const fs::path& path) {
  append(*open_sqlite_journal(path), 50);
  const int code = code_of([&] {
    const auto journal = open_sqlite_journal(path);
    append(*journal, 40);
    ::_exit(5);
    return 0;
  });
  REQUIRE(code == 5);
  REQUIRE(fs::file_size(path.string() + "-wal") > 0);
}

/// Whether this process has SQLite's reader lock on the file, as another process sees it.
bool reader_lock_held(const fs::path& path) {
  const pid_t self = ::getpid();
  return code_of([&] {
           constexpr off_t shared_bytes = 0x4000'0002;
           const int descriptor = ::open(path.c_str(), O_RDWR | O_CLOEXEC);
           struct flock lock{};
           lock.l_type = F_WRLCK;
           lock.l_whence = SEEK_SET;
           lock.l_start = shared_bytes;
           lock.l_len = 510;
           if (::fcntl(descriptor, F_GETLK, &lock) != 0) return 2;
           return lock.l_type == F_RDLCK && lock.l_pid == self ? 1 : 0;
         }) == 1;
}

}  // namespace

TEST_CASE("a journal that is being written is refused by whatever name, with or without its lock") {
  struct Row {
    const char* why;
    std::function<fs::path(const TemporaryFolder&)> name;
  };
  const auto rows = std::to_array<Row>({
      {"its own name", [](const auto& folder) { return folder.journal(); }},
      {"its own name, with the lock's file removed",
       [](const auto& folder) {
         fs::remove(folder.journal().string() + "-lock");
         return folder.journal();
       }},
      {"a symbolic link",
       [](const auto& folder) {
         fs::create_symlink(folder.journal(), folder.path() / "soft.db");
         return folder.path() / "soft.db";
       }},
      {"a hard link",
       [](const auto& folder) {
         fs::create_hard_link(folder.journal(), folder.path() / "hard.db");
         return folder.path() / "hard.db";
       }},
      {"a hard link, with the lock's file removed",
       [](const auto& folder) {
         fs::remove(folder.journal().string() + "-lock");
         fs::create_hard_link(folder.journal(), folder.path() / "hard.db");
         return folder.path() / "hard.db";
       }},
      {"a file that was put in its place",
       [](const auto& folder) {
         fs::rename(folder.journal(), folder.path() / "away.db");
         fs::copy_file(folder.path() / "away.db", folder.journal());
         return folder.journal();
       }},
  });
  for (const Row& row : rows) {
    CAPTURE(row.why);
    const TemporaryFolder folder;
    auto first = open_sqlite_journal(folder.journal());
    append(*first, 3);
    const fs::path name = row.name(folder);
    CHECK(in_use(name));
    CHECK_THROWS_AS(open_sqlite_journal(name), JournalUnusable);
    if (fs::equivalent(name, folder.journal()) && fs::exists(folder.path() / "away.db")) {
      CHECK_THROWS_AS(append(*first, 3), JournalMisplaced);
    } else {
      append(*first, 3);
      CHECK(first->head().sequence == 6);
    }
    first.reset();
    CHECK_FALSE(in_use(name));
  }
}

TEST_CASE("who looks at a journal that is being written takes no lock of SQLite from the writer") {
  const TemporaryFolder folder;
  const auto journal = open_sqlite_journal(folder.journal());
  append(*journal, 3);
  REQUIRE(reader_lock_held(folder.journal()));
  CHECK_THROWS_AS(open_sqlite_journal(folder.journal()), JournalUnusable);
  CHECK(reader_lock_held(folder.journal()));
  CHECK(verified_head(*read_sqlite_journal(folder.journal())).sequence == 3);
  CHECK(verified_head(*journal->reader()).sequence == 3);
  CHECK(reader_lock_held(folder.journal()));
}

TEST_CASE("a reader keeps SQLite's lock when the writer of the same process goes") {
  const TemporaryFolder folder;
  auto journal = open_sqlite_journal(folder.journal());
  append(*journal, 3);
  const auto reader = journal->reader();
  journal.reset();
  CHECK(reader_lock_held(folder.journal()));
  CHECK(verified_head(*reader).sequence == 3);
}

TEST_CASE("a tool in another process reads beside a writer, and the writer goes on") {
  const TemporaryFolder folder;
  const auto journal = open_sqlite_journal(folder.journal(), {.checkpoint_pages = 4});
  for (int round = 0; round < 5; ++round) {
    append(*journal, 30);
    const Sequence last = journal->head().sequence;
    CHECK(code_of([&] {
            // A child of a writer shares its table of open files. So another program opens the
            // journal.
            ::execlp(QUITRENT_STORAGE_READER, QUITRENT_STORAGE_READER, folder.journal().c_str(),
                     std::to_string(last).c_str(), nullptr);
            return 9;
          }) == 0);
  }
}

TEST_CASE("a look at a journal changes no byte and makes no file") {
  const TemporaryFolder folder;
  SUBCASE("after a clean end") { append(*open_sqlite_journal(folder.journal()), 90); }
  SUBCASE("after a kill") { leave_killed(folder.journal()); }
  SUBCASE("after a kill, without the index of the log") {
    leave_killed(folder.journal());
    fs::remove(folder.journal().string() + "-shm");
  }
  const auto before = files(folder.path());
  {
    HeldJournal held{folder.journal()};
    CHECK(held.form() == JournalForm::journal);
    CHECK(held.head().sequence == 90);
    CHECK(held.digest_of(90) == held.head().digest);
    CHECK(held.digest_of(20).has_value());
    CHECK_FALSE(held.digest_of(91).has_value());
  }
  CHECK(files(folder.path()) == before);
}

TEST_CASE("a journal that was opened and given up is as it was, file and log") {
  const TemporaryFolder folder;
  SUBCASE("after a clean end") { append(*open_sqlite_journal(folder.journal()), 90); }
  SUBCASE("after a kill") { leave_killed(folder.journal()); }
  auto before = files(folder.path());
  {
    const auto journal = open_sqlite_journal(folder.journal());
    CHECK(verified_head(*journal->reader()).sequence == 90);
  }
  auto after = files(folder.path());
  // Every process that opens the log makes the index anew; it keeps nothing.
  before.erase("register.db-shm");
  after.erase("register.db-shm");
  CHECK(after == before);
}

TEST_CASE("a log without its file is refused and left as it is") {
  const TemporaryFolder folder;
  leave_killed(folder.journal());
  fs::resize_file(folder.journal(), 0);
  const auto before = files(folder.path());
  CHECK_THROWS_AS(open_sqlite_journal(folder.journal()), JournalUnusable);
  CHECK(files(folder.path()) == before);
}

TEST_CASE("a journal of format 3 is read, and is of the newest format from its next entry on") {
  const TemporaryFolder folder;
  append(*open_sqlite_journal(folder.journal()), 5);
  Database{folder.journal(), OpenAs::writer}.execute("PRAGMA user_version = 3");
  const auto format = [&] {
    return Database{folder.journal(), OpenAs::reader}.number("PRAGMA user_version");
  };
  const auto journal = open_sqlite_journal(folder.journal());
  CHECK(format() == 3);
  append(*journal, 1);
  CHECK(format() == kJournalFormat);
  CHECK(verified_head(*journal->reader()).sequence == 6);
}
