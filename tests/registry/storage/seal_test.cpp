// SPDX-License-Identifier: EUPL-1.2
//
// Pages that only their owner can write: any other change of the file or of its log is a fault.
#include <array>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>
#include <string>

#include <doctest/doctest.h>

#include "registry/storage/sqlite/database.hpp"
#include "registry/storage/sqlite/page_seal.hpp"
#include "registry/vocabulary/sha256.hpp"
#include "tests/registry/storage/fixture.hpp"

using namespace quitrent;
using storage_tests::flip_bit;
using storage_tests::TemporaryFolder;

namespace {

namespace fs = std::filesystem;

constexpr const char* kWalMode = "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;";

Digest under(const char* secret, std::string_view purpose, std::string_view bytes) {
  return sha256(std::string{secret} + std::string{purpose} + std::string{bytes});
}

/// The seal of the owner of the file, and the seal of somebody else.
struct Seals {
  PageSeal own{[](auto purpose, auto bytes) { return under("own", purpose, bytes); }, "test"};
  PageSeal other{[](auto purpose, auto bytes) { return under("other", purpose, bytes); }, "test"};
};

/// Makes a table of 2'000 rows. The last 500 stay in the log, of which `copied` gets a copy.
void fill(const fs::path& path, const PageSeal& seal, const fs::path& copied) {
  Database database{path, OpenAs::writer, &seal};
  database.execute(kWalMode);
  database.execute(
      "CREATE TABLE t(a INTEGER PRIMARY KEY, b TEXT);"
      "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1500)"
      " INSERT INTO t SELECT i, hex(zeroblob(50)) || i FROM n;");
  CHECK(database.checkpoint() == Checkpoint::whole);
  database.execute(
      "WITH RECURSIVE n(i) AS (SELECT 1501 UNION ALL SELECT i + 1 FROM n WHERE i < 2000)"
      " INSERT INTO t SELECT i, hex(zeroblob(50)) || i FROM n;");
  fs::copy_file(path, copied);
  fs::copy_file(path.string() + "-wal", copied.string() + "-wal");
}

std::int64_t rows_in(const fs::path& path, const PageSeal& seal) {
  Database database{path, OpenAs::writer, &seal};
  database.execute("PRAGMA integrity_check");
  return database.number("SELECT count(*) FROM t WHERE b = hex(zeroblob(50)) || a");
}

/// Whether reading the whole file reports damage.
bool is_refused(const fs::path& path, const PageSeal& seal) {
  try {
    rows_in(path, seal);
  } catch (const SqliteFault& fault) {
    return fault.damaged();
  }
  return false;
}

}  // namespace

TEST_CASE("what somebody else did to a sealed file is a fault") {
  struct Row {
    const char* why;
    std::function<void(const fs::path&)> change;
  };
  const auto sql = [](const char* statements) {
    return
        [statements](const fs::path& path) { Database{path, OpenAs::writer}.execute(statements); };
  };
  const auto rows = std::to_array<Row>({
      {"a lawful row", sql("INSERT INTO t VALUES(5000, 'x')")},
      {"another text", sql("UPDATE t SET b = b || 'x' WHERE a = 700")},
      {"one row less", sql("DELETE FROM t WHERE a = 3")},
      {"an index", sql("CREATE INDEX i ON t(b)")},
      {"another layout", sql("PRAGMA user_version = 7")},
      {"a bit in a page", [](const fs::path& path) { flip_bit(path, 5 * kSealedPage + 1'000); }},
      {"a bit in a tag", [](const fs::path& path) { flip_bit(path, 6 * kSealedPage - 30); }},
      {"another size of pages", [](const fs::path& path) { flip_bit(path, 16); }},
      {"nothing kept for seals", [](const fs::path& path) { flip_bit(path, 20); }},
      {"cut short",
       [](const fs::path& path) { fs::resize_file(path, fs::file_size(path) - kSealedPage); }},
      {"two pages swapped",
       [](const fs::path& path) {
         std::fstream file{path, std::ios::in | std::ios::out | std::ios::binary};
         std::string pages(2 * kSealedPage, '\0');
         file.seekg(3 * kSealedPage);
         file.read(pages.data(), 2 * kSealedPage);
         file.seekp(3 * kSealedPage);
         file.write(pages.data() + kSealedPage, kSealedPage).write(pages.data(), kSealedPage);
       }},
  });
  for (const Row& row : rows) {
    CAPTURE(row.why);
    const TemporaryFolder folder;
    const Seals seals;
    const fs::path path = folder.path() / "sealed";
    fill(path, seals.own, folder.path() / "copy");
    CHECK(rows_in(path, seals.own) == 2'000);
    row.change(path);
    CHECK(is_refused(path, seals.own));
  }
}

TEST_CASE("pages under another's seal, or under none, are a fault") {
  const TemporaryFolder folder;
  const Seals seals;
  fill(folder.path() / "others", seals.other, folder.path() / "copy");
  CHECK(is_refused(folder.path() / "others", seals.own));
  Database{folder.path() / "plain", OpenAs::writer}.execute("CREATE TABLE t(a, b)");
  CHECK(is_refused(folder.path() / "plain", seals.own));
}

TEST_CASE("a log that a process left behind is taken up to where it is sealed") {
  struct Row {
    const char* why;
    std::function<void(const fs::path& log)> change;
    std::int64_t rows;
  };
  const auto rows = std::to_array<Row>({
      {"as it was left", [](const fs::path&) {}, 2'000},
      {"without it", [](const fs::path& log) { fs::remove(log); }, 1'500},
      {"a bit in its newest transaction", [](const fs::path& log) { flip_bit(log, 5'000); }, 1'500},
      {"cut short", [](const fs::path& log) { fs::resize_file(log, 9'000); }, 1'500},
  });
  for (const Row& row : rows) {
    CAPTURE(row.why);
    const TemporaryFolder folder;
    const Seals seals;
    const fs::path copy = folder.path() / "copy";
    fill(folder.path() / "sealed", seals.own, copy);
    row.change(copy.string() + "-wal");
    CHECK(rows_in(copy, seals.own) == row.rows);
  }
}

TEST_CASE("a log of another is no log, though SQLite finds it lawful") {
  const TemporaryFolder folder;
  const Seals seals;
  const fs::path path = folder.path() / "sealed";
  fill(path, seals.own, folder.path() / "copy");
  const fs::path forged = folder.path() / "forged";
  fs::copy_file(path, forged);
  {
    Database database{forged, OpenAs::writer};
    database.execute("PRAGMA wal_autocheckpoint = 0; UPDATE t SET b = 'x' WHERE a < 900");
    fs::copy_file(forged.string() + "-wal", path.string() + "-wal");
  }
  CHECK(Database{forged, OpenAs::writer}.number("SELECT count(*) FROM t WHERE b = 'x'") == 899);
  CHECK(rows_in(path, seals.own) == 2'000);
}

TEST_CASE("a page says of which turn it is") {
  const TemporaryFolder folder;
  Seals seals;
  const fs::path path = folder.path() / "sealed";
  seals.own.set_turn(41);
  Database{path, OpenAs::writer, &seals.own}.execute("CREATE TABLE t(a); CREATE TABLE u(a)");
  seals.own.set_turn(42);
  Database{path, OpenAs::writer, &seals.own}.execute("INSERT INTO u VALUES(1)");
  std::string pages(3 * kSealedPage, '\0');
  std::ifstream{path, std::ios::binary}.read(pages.data(), 3 * kSealedPage);
  const auto page = [&pages](std::uint32_t number) {
    return std::string_view{pages}.substr((number - 1) * kSealedPage, kSealedPage);
  };
  CHECK(seals.own.turn_of(2, page(2)) == 41);
  CHECK(seals.own.turn_of(3, page(3)) == 42);
  CHECK_FALSE(seals.own.turn_of(3, page(2)).has_value());
  CHECK_FALSE(seals.other.turn_of(2, page(2)).has_value());
}
