// SPDX-License-Identifier: EUPL-1.2
#include <array>
#include <chrono>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iterator>
#include <string>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>
#include <vector>

#include <doctest/doctest.h>

#include "registry/storage/memory/memory_journal.hpp"
#include "registry/storage/sqlite/head_file.hpp"
#include "registry/vocabulary/sha256.hpp"
#include "tests/registry/storage/fixture.hpp"

using namespace quitrent;
using namespace quitrent::storage_tests;

namespace {

namespace fs = std::filesystem;

Digest under_secret(std::string_view purpose, std::string_view bytes) {
  return sha256("a secret " + std::string{purpose} + '\0' + std::string{bytes});
}

Digest under_another(std::string_view purpose, std::string_view bytes) {
  return sha256("another secret " + std::string{purpose} + '\0' + std::string{bytes});
}

std::string bytes_in(const fs::path& path) {
  std::ifstream file{path, std::ios::binary};
  return {std::istreambuf_iterator<char>{file}, {}};
}

void overwrite(const fs::path& path, const std::string& bytes) {
  std::ofstream{path, std::ios::binary} << bytes;
}

std::unique_ptr<Journal> kept(const TemporaryFolder& folder, std::vector<std::string>& said) {
  return keeping_head(open_memory_journal(),
                      {.journal = folder.journal(),
                       .keyed_digest = under_secret,
                       .complain = [&said](std::string_view line) { said.emplace_back(line); }});
}

/// Waits until `holds` answers true, up to a generous deadline.
void wait_until(const std::function<bool()>& holds) {
  const auto end = std::chrono::steady_clock::now() + std::chrono::seconds{60};
  while (!holds() && std::chrono::steady_clock::now() < end) {
    std::this_thread::sleep_for(std::chrono::milliseconds{5});
  }
  CHECK(holds());
}

HeadFile read(const TemporaryFolder& folder) {
  return read_head_file(folder.journal(), under_secret);
}

}  // namespace

TEST_CASE("a head file that somebody changed is not believed") {
  struct Row {
    const char* why;
    std::function<void(const fs::path&)> change;
  };
  const auto rows = std::to_array<Row>({
      {"empty", [](const auto& path) { overwrite(path, ""); }},
      {"cut", [](const auto& path) { fs::resize_file(path, 150); }},
      {"another text", [](const auto& path) { overwrite(path, std::string(600, 'x')); }},
      {"a higher number in both records",
       [](const auto& path) {
         std::string text = bytes_in(path);
         for (std::size_t at = text.find("008\n"); at != std::string::npos;
              at = text.find("008\n", at)) {
           text[at + 2] = '9';
         }
         overwrite(path, text);
       }},
      {"a folder",
       [](const auto& path) {
         fs::remove(path);
         fs::create_directory(path);
       }},
  });
  for (const Row& row : rows) {
    CAPTURE(row.why);
    const TemporaryFolder folder;
    std::vector<std::string> said;
    append(*kept(folder, said), 8);
    REQUIRE(read(folder).state == HeadFileState::sound);
    row.change(head_file(folder.journal()));
    CHECK(read(folder).state == HeadFileState::damaged);
  }
}

TEST_CASE("a head file of another register is not believed") {
  const TemporaryFolder folder;
  std::vector<std::string> said;
  CHECK(read(folder).state == HeadFileState::absent);
  append(*kept(folder, said), 8);
  CHECK(read_head_file(folder.journal(), under_another).state == HeadFileState::damaged);
}

TEST_CASE("at a clean end the head file names the last entry, and nothing is left beside it") {
  const TemporaryFolder folder;
  std::vector<std::string> said;
  Head head;
  {
    const auto journal = kept(folder, said);
    append(*journal, 8);
    head = journal->head();
  }
  CHECK(read(folder).sequence == 8);
  CHECK(read(folder).digest == head.digest);
  CHECK(said.empty());
  CHECK_FALSE(fs::exists(head_file(folder.journal()).string() + ".unfinished"));
}

TEST_CASE("where one record is damaged the other one counts") {
  const TemporaryFolder folder;
  std::vector<std::string> said;
  append(*kept(folder, said), 8);
  const std::string whole = bytes_in(head_file(folder.journal()));
  for (const std::size_t offset : {std::size_t{40}, whole.size() / 2 + 40}) {
    std::string damaged = whole;
    damaged[offset] ^= 1;
    overwrite(head_file(folder.journal()), damaged);
    CHECK(read(folder).sequence == 8);
  }
}

TEST_CASE("every append that returned is named by the head file of a process that was killed") {
  const TemporaryFolder folder;
  const pid_t child = ::fork();
  if (child == 0) {
    std::vector<std::string> said;
    const auto journal = kept(folder, said);
    for (int n = 0; n < 501; ++n) append(*journal, 1);
    ::kill(::getpid(), SIGKILL);
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  REQUIRE(WIFSIGNALED(status));
  CHECK(read(folder).sequence == 501);
}

TEST_CASE("the first append is named before it returns, whatever file was there before") {
  struct Row {
    const char* why;
    int entries;
    std::function<void(const fs::path&)> before;
  };
  const auto rows = std::to_array<Row>({
      {"none", 3, [](const auto& path) { fs::remove(path); }},
      {"a damaged one", 3, [](const auto& path) { overwrite(path, "x"); }},
      {"one that names an earlier entry", 3, [](const auto& /*path*/) {}},
      {"one that names a later entry", 20, [](const auto& /*path*/) {}},
  });
  for (const Row& row : rows) {
    CAPTURE(row.why);
    const TemporaryFolder folder;
    std::vector<std::string> said;
    append(*kept(folder, said), row.entries);
    row.before(head_file(folder.journal()));
    const auto journal = kept(folder, said);
    append(*journal, 8);
    CHECK(read(folder).sequence == 8);
    CHECK(said.empty());
  }
}

TEST_CASE("a journal that nothing is appended to leaves its head file alone") {
  const TemporaryFolder folder;
  std::vector<std::string> said;
  {
    const auto journal = kept(folder, said);
  }
  CHECK(read(folder).state == HeadFileState::absent);
}

TEST_CASE("a head file that cannot be written is told once, and the journal goes on") {
  const TemporaryFolder folder;
  std::vector<std::string> said;
  {
    const auto journal = kept(folder, said);
    fs::create_directories(head_file(folder.journal()) / "in the way");
    append(*journal, 1);
    append(*journal, 1);
    CHECK(journal->head().sequence == 2);
  }
  REQUIRE(said.size() == 1);
  CHECK(said[0].find("register.db.head") != std::string::npos);
  CHECK(said[0].find('\n') == std::string::npos);
}

TEST_CASE("the head file is durable soon after an append and after a snapshot") {
  const TemporaryFolder folder;
  std::vector<std::string> said;
  const auto journal = kept(folder, said);
  append(*journal, 3);
  wait_until([&] { return read(folder).sequence == 3; });
  fs::remove(head_file(folder.journal()));
  journal->keep_snapshot({3, sha256("x"), "x"});
  wait_until([&] { return read(folder).sequence == 3; });
}
