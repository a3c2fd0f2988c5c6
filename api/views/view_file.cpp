// SPDX-License-Identifier: EUPL-1.2
#include "api/views/view_file.hpp"

#include <algorithm>
#include <string>
#include <string_view>
#include <system_error>

#include "registry/vocabulary/bytes.hpp"

namespace quitrent {
namespace {

/// Marks a file as views of Quitrent, "QtRv", and their layout. Another layout means: begin anew.
constexpr std::int64_t kApplication = 0x5174'5276;
constexpr std::int64_t kFormat = 4;

/// Histories only grow at their end: a record knows the one before it of the same asset or party,
/// the anchor before it, and an asset's also its newest conveyance. So a filing costs a few rows at
/// the right edge of a few trees, however large the register is. `register_record` names the
/// entries that concern every asset: schedules and outages. A purchase that waited has a row in
/// `purchase_end` once it has closed or come to nothing. `revenue_sum` has a row every kEntriesASum
/// entries. `lineage` and `contest_record` are found by their first column: by place, what came out
/// of an asset and the entries that file or decide contests of its degree.
constexpr const char* kSchema = R"(
  BEGIN IMMEDIATE;
  CREATE TABLE mark(
    which INTEGER PRIMARY KEY, sequence INTEGER NOT NULL, digest BLOB NOT NULL,
    assets INTEGER NOT NULL, parties INTEGER NOT NULL, purchases INTEGER NOT NULL,
    asset_records INTEGER NOT NULL, party_records INTEGER NOT NULL,
    register_records INTEGER NOT NULL, revenue BLOB NOT NULL) STRICT;
  CREATE TABLE asset_page(first INTEGER PRIMARY KEY, page BLOB NOT NULL) STRICT;
  CREATE TABLE party_page(first INTEGER PRIMARY KEY, page BLOB NOT NULL) STRICT;
  CREATE TABLE asset_record(
    number INTEGER PRIMARY KEY, sequence INTEGER NOT NULL, previous INTEGER NOT NULL,
    anchor INTEGER NOT NULL, conveyance INTEGER NOT NULL) STRICT;
  CREATE TABLE party_record(
    number INTEGER PRIMARY KEY, sequence INTEGER NOT NULL, previous INTEGER NOT NULL,
    anchor INTEGER NOT NULL, balance INTEGER NOT NULL) STRICT;
  CREATE TABLE register_record(number INTEGER PRIMARY KEY, sequence INTEGER NOT NULL) STRICT;
  CREATE TABLE revenue_sum(number INTEGER PRIMARY KEY, sums BLOB NOT NULL) STRICT;
  CREATE TABLE purchase(
    number INTEGER PRIMARY KEY, id BLOB NOT NULL, sequence INTEGER NOT NULL) STRICT;
  CREATE UNIQUE INDEX purchase_id ON purchase(id);
  CREATE TABLE purchase_end(purchase INTEGER PRIMARY KEY, sequence INTEGER NOT NULL) STRICT;
  CREATE TABLE lineage(
    parent INTEGER NOT NULL, child INTEGER NOT NULL, PRIMARY KEY(parent, child))
    STRICT, WITHOUT ROWID;
  CREATE TABLE contest_record(
    asset INTEGER NOT NULL, sequence INTEGER NOT NULL, PRIMARY KEY(asset, sequence))
    STRICT, WITHOUT ROWID;
  CREATE VIRTUAL TABLE search USING fts5(
    words, content = '', columnsize = 0, tokenize = 'unicode61 remove_diacritics 2');
  PRAGMA application_id = 0x51745276;
  PRAGMA user_version = 4;
  COMMIT;)";

/// Whether the file holds views of this layout and of this journal's past.
bool fits(Database& database, JournalReader& journal) {
  if (database.number("PRAGMA application_id") != kApplication ||
      database.number("PRAGMA user_version") != kFormat) {
    return false;
  }
  const ViewMark mark = read_mark(database, Marked::tables);
  if (mark.sequence == 0) return true;
  bool same = false;
  journal.read(mark.sequence - 1, [&](const Entry& entry) {
    same = entry.sequence == mark.sequence && entry.digest == mark.digest;
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

/// The file as it is, if views can go on in it; null where it is damaged or of something else.
std::unique_ptr<Database> usable(const std::filesystem::path& path, JournalReader& journal) {
  try {
    auto database = opened(path);
    return fits(*database, journal) ? std::move(database) : nullptr;
  } catch (const SqliteFault& fault) {
    if (!fault.damaged()) throw;
    return nullptr;
  } catch (const DamagedBytes&) {
    return nullptr;  // a mark that cannot be read
  }
}

}  // namespace

std::unique_ptr<Database> open_view_file(const std::filesystem::path& path,
                                         JournalReader& journal) {
  if (std::filesystem::exists(path)) {
    if (auto database = usable(path, journal)) return database;
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

ViewMark read_mark(Database& database, Marked which) {
  Statement statement{database,
                      "SELECT sequence, digest, assets, parties, purchases, asset_records,"
                      " party_records, register_records, revenue FROM mark WHERE which = ?"};
  const Rows rows{statement};
  ViewMark mark;
  if (!statement.bind(1, static_cast<std::int64_t>(which)).step()) return mark;
  mark.sequence = static_cast<Sequence>(statement.number(0));
  const std::string_view digest = statement.bytes(1);
  std::copy_n(digest.begin(), std::min(digest.size(), mark.digest.bytes.size()),
              mark.digest.bytes.begin());
  mark.assets = statement.number(2);
  mark.parties = statement.number(3);
  mark.purchases = statement.number(4);
  mark.asset_records = statement.number(5);
  mark.party_records = statement.number(6);
  mark.register_records = statement.number(7);
  mark.revenue = revenue_sums(statement.bytes(8));
  return mark;
}

void write_mark(Database& database, Marked which, const ViewMark& mark) {
  Statement statement{database, "INSERT OR REPLACE INTO mark VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"};
  const std::string revenue = encoded(mark.revenue);
  statement.bind(1, static_cast<std::int64_t>(which))
      .bind(2, static_cast<std::int64_t>(mark.sequence))
      .bind_blob(3, view(mark.digest))
      .bind(4, mark.assets)
      .bind(5, mark.parties)
      .bind(6, mark.purchases)
      .bind(7, mark.asset_records)
      .bind(8, mark.party_records)
      .bind(9, mark.register_records)
      .bind_blob(10, revenue)
      .run();
}

void save_catalogue(Database& database, const Catalogue& catalogue, const ViewMark& mark) {
  database.execute("BEGIN IMMEDIATE");
  Statement asset_page{database, "INSERT OR REPLACE INTO asset_page VALUES(?, ?)"};
  for (Ordinal first = 0; first < catalogue.asset_count(); first += kRowsAPage) {
    const std::string page = catalogue.asset_page(first);
    asset_page.bind(1, first).bind_blob(2, page).run();
  }
  Statement party_page{database, "INSERT OR REPLACE INTO party_page VALUES(?, ?)"};
  for (Ordinal first = 0; first < catalogue.party_count(); first += kRowsAPage) {
    const std::string page = catalogue.party_page(first);
    party_page.bind(1, first).bind_blob(2, page).run();
  }
  write_mark(database, Marked::catalogue, mark);
  database.execute("COMMIT");
}

void load_catalogue(Database& database, Catalogue& catalogue) {
  Statement parties{database, "SELECT page FROM party_page ORDER BY first"};
  while (parties.step()) catalogue.load_parties(parties.bytes(0));
  Statement assets{database, "SELECT page FROM asset_page ORDER BY first"};
  while (assets.step()) catalogue.load_assets(assets.bytes(0));
  const ViewMark mark = read_mark(database, Marked::catalogue);
  if (mark.assets != catalogue.asset_count() || mark.parties != catalogue.party_count()) {
    throw DamagedBytes("the saved catalogue is not whole");
  }
}

}  // namespace quitrent
