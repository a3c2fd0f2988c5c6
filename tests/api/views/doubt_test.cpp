// SPDX-License-Identifier: EUPL-1.2
//
// The file of the views is never trusted. Whatever is done to it, answers are those of the journal
// or none, and the views recover by themselves.
#include <array>
#include <filesystem>
#include <fstream>
#include <functional>
#include <random>
#include <string>

#include <doctest/doctest.h>

#include "registry/vocabulary/sha256.hpp"
#include "tests/api/views/watched.hpp"
#include "tests/registry/storage/fixture.hpp"

using namespace quitrent;
using namespace quitrent::api;
using namespace quitrent::view_tests;
using storage_tests::TemporaryFolder;

namespace fs = std::filesystem;

TEST_CASE("a flipped bit anywhere, a file cut anywhere, change no answer") {
  const auto journal = rich_journal();
  const TemporaryFolder folder;
  const fs::path kept = folder.path() / "kept";
  std::string expected;
  {
    Watched watched{kept, *journal};
    expected = everything(watched.views);
  }
  std::mt19937 chance{20'261'126};
  const std::uintmax_t size = fs::file_size(kept);
  for (int round = 0; round < 60; ++round) {
    const std::uintmax_t at = chance() % size;
    CAPTURE(at);
    const fs::path path = folder.path() / "views";
    for (const char* ending : {"", "-pages"}) {
      fs::copy_file(kept.string() + ending, path.string() + ending,
                    fs::copy_options::overwrite_existing);
    }
    if (round % 6 == 5) {
      fs::resize_file(path, at);
    } else {
      std::fstream file{path, std::ios::in | std::ios::out | std::ios::binary};
      file.seekg(static_cast<std::streamoff>(at));
      const int byte = file.get();
      file.seekp(static_cast<std::streamoff>(at));
      file.put(static_cast<char>(byte ^ (1 << chance() % 8)));
    }
    Watched watched{path, *journal};
    CHECK(watched.answers() == expected);
  }
}

TEST_CASE("views that are taken away while they are served come back") {
  struct Row {
    const char* why;
    std::function<void(const fs::path&)> change;
  };
  const auto rows = std::to_array<Row>({
      {"deleted", [](const fs::path& path) { fs::remove(path); }},
      {"their log deleted", [](const fs::path& path) { fs::remove(path.string() + "-wal"); }},
      {"all deleted",
       [](const fs::path& path) {
         for (const char* ending : {"", "-wal", "-shm", "-pages"}) {
           fs::remove(path.string() + ending);
         }
       }},
      {"renamed", [](const fs::path& path) { fs::rename(path, path.string() + ".old"); }},
      {"a copy in their place",
       [](const fs::path& path) {
         fs::copy_file(path, path.string() + ".new");
         fs::rename(path.string() + ".new", path);
       }},
      {"a text in their place",
       [](const fs::path& path) {
         fs::remove(path);
         std::ofstream{path} << std::string(50'000, 'x');
       }},
      {"cut", [](const fs::path& path) { fs::resize_file(path, 4'096); }},
      {"emptied", [](const fs::path& path) { fs::resize_file(path, 0); }},
  });
  const auto journal = rich_journal();
  for (const Row& row : rows) {
    CAPTURE(row.why);
    const TemporaryFolder folder;
    const fs::path path = folder.path() / "views";
    Watched watched{path, *journal};
    const std::string expected = everything(watched.views);
    row.change(path);
    if (row.why != std::string_view{"cut"} && row.why != std::string_view{"emptied"}) {
      CHECK(watched.says("made anew"));
    }
    CHECK(watched.answers() == expected);
    CHECK(fs::is_regular_file(path));
  }
}

TEST_CASE("a folder in the place of the views stops a start, and while serving the views alone") {
  const auto journal = rich_journal();
  const TemporaryFolder folder;
  const fs::path path = folder.path() / "views";
  fs::create_directories(path / "mine");
  try {
    Watched watched{path, *journal};
    CHECK(false);
  } catch (const ViewsUnavailable& fault) {
    CHECK(std::string{fault.what()}.find("is a folder") != std::string::npos);
  }
  CHECK(fs::exists(path / "mine"));
  fs::remove_all(path);
  Watched watched{path, *journal};
  const std::string expected = everything(watched.views);
  fs::remove(path);
  fs::create_directories(path / "mine");
  REQUIRE(watched.says("is a folder"));
  CHECK_THROWS_AS(watched.views.try_out(), ViewsUnavailable);
  CHECK(watched.views.status().lacks == watched.newest);
  CHECK_FALSE(watched.views.status().why.empty());
  fs::remove_all(path);
  CHECK(watched.answers() == expected);
  CHECK(watched.views.status().why.empty());
}

TEST_CASE("the views of another register, which are like ours, are not believed") {
  const auto journal = rich_journal();
  const TemporaryFolder folder;
  const fs::path path = folder.path() / "views";
  {
    Views others{
        path,
        {.journal = *journal,
         .private_events = &Chronicle::private_events,
         .complain = [](std::string_view) {},
         .keyed_digest = [](std::string_view, std::string_view bytes) { return sha256(bytes); }}};
    others.catch_up(journal->head().sequence);
  }
  Watched watched{path, *journal};
  CHECK(watched.said() == 1);
  CHECK(watched.lines.front().find("the list of their pages is damaged") != std::string::npos);
}

TEST_CASE("a file and a log that do not belong together are not believed") {
  const auto journal = rich_journal();
  const TemporaryFolder folder;
  const fs::path path = folder.path() / "views";
  const fs::path old = folder.path() / "old";
  std::string expected;
  {
    Watched watched{path, *journal};
    fs::copy_file(path, old);
    fs::copy_file(path.string() + "-wal", old.string() + "-wal");
    expected = everything(watched.views);
  }
  SUBCASE("the old log beside the new file") {
    fs::copy_file(old.string() + "-wal", path.string() + "-wal");
  }
  SUBCASE("the old file alone") { fs::copy_file(old, path, fs::copy_options::overwrite_existing); }
  SUBCASE("the new file under the name of the old one's log") {
    fs::copy_file(path, path.string() + "-wal");
  }
  SUBCASE("a journal of SQLite's that is to be played back") {
    std::ofstream{path.string() + "-journal"} << "\xd9\xd5\x05\xf9\x20\xa1\x63\xd7" << "more";
  }
  Watched watched{path, *journal};
  CHECK(watched.answers() == expected);
}
