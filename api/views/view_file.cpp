// SPDX-License-Identifier: EUPL-1.2
#include "api/views/view_file.hpp"

#include <algorithm>
#include <string>
#include <system_error>

namespace quitrent {
namespace {

/// Marks a file as views of Quitrent, "QtRv", and their layout. Another layout means: begin anew.
constexpr std::int64_t kApplication = 0x5174'5276;
constexpr std::int64_t kFormat = 1;

/// `rank` is the assessment below zero, so that the dearest come first in an ascending index and a
/// page continues by one comparison of (rank, ordinal). Terminal assets have rank 0 and are funded
/// for ever: they come last in either order. The indexes that few assets are in leave out the rest.
constexpr const char* kSchema = R"(
  BEGIN IMMEDIATE;
  CREATE TABLE folded(
    one INTEGER PRIMARY KEY CHECK (one = 1), sequence INTEGER NOT NULL, digest BLOB NOT NULL,
    assets INTEGER NOT NULL, purchases INTEGER NOT NULL) STRICT;
  INSERT INTO folded VALUES(1, 0, zeroblob(32), 0, 0);
  CREATE TABLE asset(
    ordinal INTEGER PRIMARY KEY, id BLOB NOT NULL, class INTEGER NOT NULL, state INTEGER NOT NULL,
    holder BLOB, rank INTEGER NOT NULL, funded_until INTEGER NOT NULL) STRICT;
  CREATE UNIQUE INDEX asset_id ON asset(id);
  CREATE INDEX asset_class ON asset(class);
  CREATE INDEX asset_state ON asset(state) WHERE state <> 0;
  CREATE INDEX asset_holder ON asset(holder) WHERE holder IS NOT NULL;
  CREATE INDEX asset_rank ON asset(rank);
  CREATE INDEX asset_funding ON asset(funded_until);
  CREATE VIRTUAL TABLE search USING fts5(
    words, content = '', columnsize = 0, tokenize = 'unicode61 remove_diacritics 2');
  CREATE TABLE touch(
    asset INTEGER NOT NULL, sequence INTEGER NOT NULL, conveyed INTEGER NOT NULL,
    PRIMARY KEY (asset, sequence)) STRICT, WITHOUT ROWID;
  CREATE TABLE movement(
    party INTEGER NOT NULL, sequence INTEGER NOT NULL, amount INTEGER NOT NULL,
    PRIMARY KEY (party, sequence)) STRICT, WITHOUT ROWID;
  CREATE TABLE purchase(
    number INTEGER PRIMARY KEY, id BLOB NOT NULL, sequence INTEGER NOT NULL) STRICT;
  CREATE UNIQUE INDEX purchase_id ON purchase(id);
  PRAGMA application_id = 0x51745276;
  PRAGMA user_version = 1;
  COMMIT;)";

/// Whether the file holds views of this layout and of this journal's past.
bool fits(Database& database, JournalReader& journal) {
  if (database.number("PRAGMA application_id") != kApplication ||
      database.number("PRAGMA user_version") != kFormat) {
    return false;
  }
  const Folded folded = read_folded(database);
  if (folded.sequence == 0) return true;
  bool same = false;
  journal.read(folded.sequence - 1, [&](const Entry& entry) {
    same = entry.sequence == folded.sequence && entry.digest == folded.digest;
    return false;
  });
  return same;
}

std::unique_ptr<Database> opened(const std::filesystem::path& path) {
  auto database = std::make_unique<Database>(path, OpenAs::writer);
  // A log that is synced before it is taken in keeps the file whole; what the machine forgets of
  // the last seconds is folded again.
  database->execute(
      "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA cache_size = -65536;"
      "PRAGMA journal_size_limit = 268435456;");
  return database;
}

}  // namespace

std::unique_ptr<Database> open_view_file(const std::filesystem::path& path,
                                         JournalReader& journal) {
  try {
    if (std::filesystem::exists(path)) {
      auto database = opened(path);
      if (fits(*database, journal)) return database;
    }
  } catch (const SqliteFault& fault) {
    if (!fault.damaged()) throw;
  }
  delete_view_file(path);
  auto database = opened(path);
  database->execute(kSchema);
  return database;
}

void delete_view_file(const std::filesystem::path& path) {
  for (const char* ending : {"", "-wal", "-shm", "-journal"}) {
    std::error_code absent;
    std::filesystem::remove(path.string() + ending, absent);
  }
}

Folded read_folded(Database& database) {
  Statement statement{database, "SELECT sequence, digest, assets, purchases FROM folded"};
  const Rows rows{statement};
  Folded folded;
  if (!statement.step()) return folded;
  folded.sequence = static_cast<Sequence>(statement.number(0));
  const std::string_view digest = statement.bytes(1);
  std::copy_n(digest.begin(), std::min(digest.size(), folded.digest.bytes.size()),
              folded.digest.bytes.begin());
  folded.assets = statement.number(2);
  folded.purchases = statement.number(3);
  return folded;
}

}  // namespace quitrent
