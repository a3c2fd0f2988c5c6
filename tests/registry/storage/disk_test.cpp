// SPDX-License-Identifier: EUPL-1.2
//
// What a journal on disk refuses, and what of it survives.
#include <array>
#include <csignal>
#include <fstream>
#include <functional>
#include <iterator>
#include <memory>
#include <string>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>
#include <vector>

#include <doctest/doctest.h>
#include <sqlite3.h>

#include "registry/storage/sqlite/database.hpp"
#include "registry/storage/sqlite/sqlite_journal.hpp"
#include "tests/registry/storage/fixture.hpp"

using namespace quitrent;
using namespace quitrent::storage_tests;

namespace {

std::string contents(const std::filesystem::path& path) {
  if (!std::filesystem::is_regular_file(path)) return "";
  std::ifstream file{path, std::ios::binary};
  return {std::istreambuf_iterator<char>{file}, {}};
}

void write(const std::filesystem::path& path, const std::string& bytes) {
  std::ofstream{path, std::ios::binary} << bytes;
}

std::vector<std::string> names(const std::filesystem::path& folder) {
  std::vector<std::string> found;
  for (const auto& file : std::filesystem::directory_iterator{folder}) {
    found.push_back(file.path().filename().string());
  }
  return found;
}

/// Appends batch after batch until it is killed, and writes the last acknowledged sequence into
/// `pipe`.
[[noreturn]] void append_for_ever(const std::filesystem::path& path, int pipe) {
  const auto journal = open_sqlite_journal(path, {.checkpoint_pages = 50});
  for (int round = 1;; ++round) {
    append(*journal, 1 + round % 40);
    const Sequence acknowledged = journal->head().sequence;
    if (::write(pipe, &acknowledged, sizeof acknowledged) != sizeof acknowledged) ::_exit(1);
  }
}

/// A child process appends until it has acknowledged `enough` more entries, and is killed in the
/// middle of an append. Answers with the last sequence that it acknowledged.
Sequence killed_in_mid_append(const std::filesystem::path& path, Sequence enough) {
  std::array<int, 2> ends{};
  REQUIRE(::pipe(ends.data()) == 0);
  const pid_t child = ::fork();
  if (child == 0) {
    ::close(ends[0]);
    append_for_ever(path, ends[1]);
  }
  ::close(ends[1]);
  Sequence acknowledged = 0;
  Sequence first = 0;
  Sequence heard = 0;
  bool killed = false;
  while (::read(ends[0], &heard, sizeof heard) == sizeof heard) {
    acknowledged = heard;
    if (first == 0) first = heard;
    if (!killed && heard >= first + enough) {
      ::kill(child, SIGKILL);
      killed = true;
    }
  }
  ::close(ends[0]);
  int status = 0;
  ::waitpid(child, &status, 0);
  CHECK(WIFSIGNALED(status));
  return acknowledged;
}

}  // namespace

TEST_CASE("a file that is not for this program is refused and stays as it was") {
  struct Row {
    const char* why;
    std::function<void(const std::filesystem::path&)> make;
    const char* says;
  };
  const auto sql = [](const char* statements) {
    return [statements](const std::filesystem::path& path) {
      Database{path, OpenAs::writer}.execute(statements);
    };
  };
  const auto rows = std::to_array<Row>({
      {"a text", [](const auto& path) { write(path, std::string(5'000, 'x')); },
       "is no journal of a register"},
      {"another program's database", sql("CREATE TABLE t(a); PRAGMA application_id = 7"),
       "is a database, but no journal of a register"},
      {"another program's database with a log",
       sql("PRAGMA journal_mode = WAL; CREATE TABLE t(a); PRAGMA application_id = 7"),
       "is a database, but no journal of a register"},
      {"a journal of a newer format",
       [](const auto& path) {
         open_sqlite_journal(path);
         Database{path, OpenAs::writer}.execute("PRAGMA user_version = 6");
         std::filesystem::remove(path.string() + "-lock");
       },
       "has format 6; this program reads formats 3 to 5: use a newer program"},
      {"a journal of an older format",
       [](const auto& path) {
         open_sqlite_journal(path);
         Database{path, OpenAs::writer}.execute("PRAGMA user_version = 1");
         std::filesystem::remove(path.string() + "-lock");
       },
       "has format 1; this program reads formats 3 to 5: use an older program"},
      {"a journal of no format", sql("CREATE TABLE t(a); PRAGMA application_id = 0x5174526a"),
       "is a journal of no format"},
      {"a folder", [](const auto& path) { std::filesystem::create_directory(path); }, "is no file"},
  });
  for (const Row& row : rows) {
    CAPTURE(row.why);
    const TemporaryFolder folder;
    row.make(folder.journal());
    const std::string before = contents(folder.journal());
    const std::string said = refusal(folder.journal());
    CHECK_MESSAGE(said.find(row.says) != std::string::npos, said);
    CHECK(said.find('\n') == std::string::npos);
    CHECK(contents(folder.journal()) == before);
    CHECK(names(folder.path()) == std::vector<std::string>{"register.db"});
    CHECK_THROWS_AS(read_sqlite_journal(folder.journal()), JournalUnusable);
  }
}

TEST_CASE("a folder that cannot be written or is not there is refused") {
  const TemporaryFolder folder;
  const auto closed = folder.path() / "closed";
  std::filesystem::create_directory(closed);
  ::chmod(folder.path().c_str(), 0755);
  ::chmod(closed.c_str(), 0555);
  const bool root = ::geteuid() == 0;
  if (root) REQUIRE(::seteuid(65'534) == 0);
  const std::string said = refusal(closed / "register.db");
  if (root) REQUIRE(::seteuid(0) == 0);
  CHECK_MESSAGE(said.find("cannot be opened: Permission denied") != std::string::npos, said);
  CHECK(names(closed).empty());
  const std::string absent = refusal(folder.path() / "absent" / "register.db");
  CHECK_MESSAGE(absent.find("No such file or directory") != std::string::npos, absent);
}

TEST_CASE("a second writer is refused until the first is gone") {
  const TemporaryFolder folder;
  auto first = open_sqlite_journal(folder.journal());
  append(*first, 3);
  CHECK(refusal(folder.journal()) == folder.journal().string() + " is in use by another process");
  const pid_t child = ::fork();
  if (child == 0) ::_exit(refusal(folder.journal()).empty() ? 1 : 0);
  int status = -1;
  ::waitpid(child, &status, 0);
  CHECK(status == 0);
  append(*first, 3);
  first.reset();
  CHECK(open_sqlite_journal(folder.journal())->head().sequence == 6);
}

TEST_CASE("a journal that was closed is the same when it is opened again") {
  const TemporaryFolder folder;
  Head head;
  for (int round = 0; round < 3; ++round) {
    const auto journal = open_sqlite_journal(folder.journal());
    CHECK(journal->head().sequence == head.sequence);
    CHECK(journal->head().digest == head.digest);
    CHECK(journal->head().at == head.at);
    CHECK(journal->head().next_public == head.next_public);
    journal->append(batch(head, 40));
  }
  CHECK(verified_head(*read_sqlite_journal(folder.journal())).sequence == 120);
}

TEST_CASE("a journal is closed while a reader still looks at it") {
  const TemporaryFolder folder;
  auto journal = open_sqlite_journal(folder.journal());
  append(*journal, 10);
  const auto reader = journal->reader();
  CHECK(verified_head(*reader).sequence == 10);
  journal.reset();
  CHECK(verified_head(*reader).sequence == 10);
  CHECK(open_sqlite_journal(folder.journal())->head().sequence == 10);
}

TEST_CASE("the name of a file is taken as it is") {
  const TemporaryFolder folder;
  const auto path = folder.path() / "50%25 of what?#1 file:x";
  append(*open_sqlite_journal(path), 2);
  CHECK(std::filesystem::exists(path));
  CHECK(open_sqlite_journal(path)->head().sequence == 2);
}

TEST_CASE("everything acknowledged is there after a kill in mid-append") {
  const TemporaryFolder folder;
  Sequence before = 0;
  for (int round = 0; round < 6; ++round) {
    CAPTURE(round);
    const Sequence acknowledged =
        killed_in_mid_append(folder.journal(), 50 + 100 * static_cast<Sequence>(round));
    CHECK(acknowledged > before);
    const auto journal = open_sqlite_journal(folder.journal());
    CHECK(journal->head().sequence >= acknowledged);
    const auto reader = journal->reader();
    CHECK(verified_head(*reader).sequence == journal->head().sequence);
    before = journal->head().sequence;
  }
}

TEST_CASE("an entry that was changed on disk is caught when the chain is verified") {
  const auto rows = std::to_array<const char*>({
      "UPDATE entry SET at = at + 1 WHERE sequence = 7",
      "UPDATE entry SET first_public = first_public + 1 WHERE sequence = 7",
      "UPDATE entry SET public_count = public_count + 1 WHERE sequence = 7",
      "UPDATE entry SET public_part = x'00' WHERE sequence = 7",
      "UPDATE entry SET private_part = x'00' WHERE sequence = 7",
      "UPDATE entry SET digest = zeroblob(32) WHERE sequence = 7",
      "UPDATE entry SET sequence = 99 WHERE sequence = 7",
      "DELETE FROM entry WHERE sequence = 7",
  });
  for (const char* change : rows) {
    CAPTURE(change);
    const TemporaryFolder folder;
    append(*open_sqlite_journal(folder.journal()), 20);
    const auto reader = read_sqlite_journal(folder.journal());
    CHECK(verified_head(*reader).sequence == 20);
    Database{folder.journal(), OpenAs::writer}.execute(change);
    CHECK_THROWS_AS(verified_head(*reader), std::runtime_error);
  }
}
