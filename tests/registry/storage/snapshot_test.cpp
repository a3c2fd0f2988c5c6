// SPDX-License-Identifier: EUPL-1.2
#include <array>
#include <filesystem>
#include <fstream>
#include <functional>
#include <string>

#include <doctest/doctest.h>

#include "registry/storage/sqlite/sqlite_journal.hpp"
#include "registry/vocabulary/sha256.hpp"
#include "tests/registry/storage/fixture.hpp"

using namespace quitrent;
using namespace quitrent::storage_tests;

namespace {

void keep(Journal& journal, Sequence sequence) {
  const std::string bytes = std::string(1'000, 'b') + std::to_string(sequence);
  journal.keep_snapshot({sequence, sha256(bytes), bytes});
}

std::filesystem::path snapshot_path(const TemporaryFolder& folder, Sequence sequence) {
  return folder.journal().string() + "-snapshot-" + std::to_string(sequence);
}

void overwrite(const std::filesystem::path& path, std::streamoff offset, const char* bytes) {
  std::fstream file{path, std::ios::in | std::ios::out | std::ios::binary};
  file.seekp(offset);
  file << bytes;
}

Sequence newest(Journal& journal) {
  const auto found = journal.reader()->newest_snapshot();
  return found ? found->sequence : 0;
}

}  // namespace

TEST_CASE("a damaged snapshot is passed over in favour of the older one") {
  struct Row {
    const char* why;
    std::function<void(const std::filesystem::path&)> damage;
  };
  const auto rows = std::to_array<Row>({
      {"gone", [](const auto& path) { std::filesystem::remove(path); }},
      {"empty", [](const auto& path) { std::filesystem::resize_file(path, 0); }},
      {"cut in the header", [](const auto& path) { std::filesystem::resize_file(path, 40); }},
      {"cut short", [](const auto& path) { std::filesystem::resize_file(path, 900); }},
      {"too long", [](const auto& path) { std::filesystem::resize_file(path, 2'000); }},
      {"another mark", [](const auto& path) { overwrite(path, 0, "Q"); }},
      {"a newer format", [](const auto& path) { overwrite(path, 18, "\2"); }},
      {"another sequence", [](const auto& path) { overwrite(path, 22, "\7"); }},
      {"another digest", [](const auto& path) { flip_bit(path, 40); }},
      {"a changed byte", [](const auto& path) { flip_bit(path, 700); }},
      {"a folder of that name",
       [](const auto& path) {
         std::filesystem::remove(path);
         std::filesystem::create_directory(path);
       }},
  });
  for (const Row& row : rows) {
    CAPTURE(row.why);
    const TemporaryFolder folder;
    const auto journal = open_sqlite_journal(folder.journal());
    append(*journal, 30);
    keep(*journal, 10);
    keep(*journal, 20);
    CHECK(newest(*journal) == 20);
    row.damage(snapshot_path(folder, 20));
    CHECK(newest(*journal) == 10);
  }
}

TEST_CASE("a snapshot of entries that the journal does not hold is passed over") {
  const TemporaryFolder folder;
  const auto journal = open_sqlite_journal(folder.journal());
  append(*journal, 15);
  keep(*journal, 10);
  keep(*journal, 16);
  CHECK(newest(*journal) == 10);
}

TEST_CASE("only the newest two snapshots stay on disk, and nothing unfinished after an append") {
  const TemporaryFolder folder;
  {
    const auto journal = open_sqlite_journal(folder.journal());
    append(*journal, 50);
    for (const Sequence sequence : {5U, 9U, 10U, 40U}) keep(*journal, sequence);
    std::ofstream{snapshot_path(folder, 41).string() + ".unfinished"} << "half";
  }
  CHECK_FALSE(std::filesystem::exists(snapshot_path(folder, 5)));
  CHECK_FALSE(std::filesystem::exists(snapshot_path(folder, 9)));
  CHECK(std::filesystem::exists(snapshot_path(folder, 10)));
  const auto journal = open_sqlite_journal(folder.journal());
  CHECK(newest(*journal) == 40);
  append(*journal, 1);
  CHECK_FALSE(std::filesystem::exists(snapshot_path(folder, 41).string() + ".unfinished"));
}
