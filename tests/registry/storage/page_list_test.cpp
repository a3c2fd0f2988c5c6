// SPDX-License-Identifier: EUPL-1.2
//
// The list of the pages of a sealed file: what it knows, and when it trusts the file in which it is
// stored.
#include "registry/storage/sqlite/page_list.hpp"

#include <array>
#include <filesystem>
#include <fstream>
#include <functional>
#include <string>

#include <doctest/doctest.h>

#include "registry/journal/journal.hpp"
#include "registry/vocabulary/bytes.hpp"
#include "registry/vocabulary/sha256.hpp"
#include "tests/registry/storage/fixture.hpp"

using namespace quitrent;
using storage_tests::flip_bit;
using storage_tests::TemporaryFolder;

namespace {

namespace fs = std::filesystem;

constexpr std::uint32_t kPages = 1'200;  // they take three blocks
constexpr std::string_view kTag = "0123456789abcdef";

Digest under_list_secret(std::string_view purpose, std::string_view bytes) {
  return sha256("secret" + std::string{purpose} + std::string{bytes});
}

PageList list_of(const char* purpose = "test") { return {under_list_secret, purpose}; }

/// Stores the list of a file in which page n has turn n + `more`.
void keep(const fs::path& path, std::uint64_t more = 0) {
  PageList list = list_of();
  list.begin(path);
  for (std::uint32_t page = 1; page <= kPages; ++page) list.note_page(page, page + more);
  list.save();
}

std::string bytes_of(const fs::path& path) {
  std::ifstream file{path, std::ios::binary};
  return {std::istreambuf_iterator<char>{file}, {}};
}

}  // namespace

TEST_CASE("a list that is not as it was kept is not believed") {
  struct Row {
    const char* why;
    std::function<void(const fs::path&)> harm;
    const char* purpose;
  };
  const auto rows = std::to_array<Row>({
      {"gone", [](const fs::path& path) { fs::remove(path); }, "test"},
      {"cut in a block", [](const fs::path& path) { fs::resize_file(path, 9'000); }, "test"},
      {"another turn", [](const fs::path& path) { flip_bit(path, 5'000); }, "test"},
      {"another tag", [](const fs::path& path) { flip_bit(path, 4'090); }, "test"},
      {"of another purpose", [](const fs::path&) {}, "other"},
      {"two blocks swapped",
       [](const fs::path& path) {
         const std::string bytes = bytes_of(path);
         std::ofstream{path, std::ios::binary} << bytes.substr(4'096, 4'096)
                                               << bytes.substr(0, 4'096) << bytes.substr(8'192);
       },
       "test"},
  });
  for (const Row& row : rows) {
    CAPTURE(row.why);
    const TemporaryFolder folder;
    const fs::path path = folder.path() / "list";
    keep(path);
    row.harm(path);
    PageList list = list_of(row.purpose);
    CHECK_THROWS_AS(list.load(path, kPages), DamagedBytes);
    CHECK(list.newest() == 0);
  }
}

TEST_CASE("a page of another turn than was written last is told") {
  const TemporaryFolder folder;
  const fs::path path = folder.path() / "list";
  keep(path);
  PageList list = list_of();
  CHECK(list.is_page(7, 99));  // the list belongs to no file yet
  list.load(path, kPages);
  CHECK(list.newest() == kPages);
  for (const std::uint32_t page : {1U, 510U, 511U, kPages}) {
    CAPTURE(page);
    CHECK(list.is_page(page, page));
    CHECK_FALSE(list.is_page(page, page - 1));
    CHECK_FALSE(list.is_page(page, page + 1));
    CHECK(list.may_follow(page, page));
    CHECK(list.may_follow(page, page + 1));
    CHECK_FALSE(list.may_follow(page, page - 1));
  }
  CHECK_FALSE(list.is_page(kPages + 1, 1));
  CHECK(list.may_follow(kPages + 1, 1));
  list.note_page(511, 5'000);
  CHECK(list.newest() == 5'000);
  CHECK_FALSE(list.is_page(511, 511));
  list.load(path, kPages);  // the list in memory is newer
  CHECK(list.is_page(511, 5'000));
}

TEST_CASE("what has changed is kept, and all of it where the file is gone") {
  const TemporaryFolder folder;
  const fs::path path = folder.path() / "list";
  keep(path);
  const std::string before = bytes_of(path);
  CHECK(before.size() == 3 * 4'096);
  PageList list = list_of();
  list.load(path, kPages);
  list.note_page(600, 7'000);
  list.save();
  const std::string after = bytes_of(path);
  CHECK(after.substr(0, 4'096) == before.substr(0, 4'096));
  CHECK(after.substr(4'096, 4'096) != before.substr(4'096, 4'096));
  CHECK(after.substr(8'192) == before.substr(8'192));
  fs::remove(path);
  list.save();  // nothing has changed since
  CHECK_FALSE(fs::exists(path));
  list.note_page(600, 7'000);
  list.save();
  CHECK((bytes_of(path) == after));
}

TEST_CASE("a list that cannot be kept is kept whole once it can be") {
  const TemporaryFolder folder;
  const fs::path path = folder.path() / "later" / "list";
  PageList list = list_of();
  list.begin(path);
  list.note_page(3, 8);
  CHECK_THROWS_AS(list.save(), JournalFault);
  CHECK(list.is_page(3, 8));
  fs::create_directory(folder.path() / "later");
  list.save();
  PageList again = list_of();
  again.load(path, 3);
  CHECK(again.is_page(3, 8));
}

TEST_CASE("a frame is known once it was written or read, until the file is another") {
  const TemporaryFolder folder;
  PageList list = list_of();
  list.note_frame(5, kTag);
  CHECK(list.may_be_frame(5, "another tag as ever"));  // the list belongs to no file yet
  list.begin(folder.path() / "list");
  list.note_frame(5, kTag);
  CHECK(list.may_be_frame(5, kTag));
  CHECK_FALSE(list.may_be_frame(5, "another tag as ever"));
  CHECK(list.may_be_frame(4, "another tag as ever"));
  CHECK(list.may_be_frame(6, "another tag as ever"));
  list.begin(folder.path() / "list");
  CHECK(list.may_be_frame(5, "another tag as ever"));
}
