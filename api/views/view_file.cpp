// SPDX-License-Identifier: EUPL-1.2
#include "api/views/view_file.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <fstream>
#include <optional>
#include <string>
#include <system_error>

#include "api/views/views.hpp"
#include "registry/storage/sqlite/side_files.hpp"
#include "registry/vocabulary/bytes.hpp"
#include "registry/vocabulary/fixed_bytes.hpp"

namespace quitrent::api {
namespace {

/// `turn` is the first table, so its one row is alone on page kTurnPage. Every transaction writes
/// this page.
/// Histories only grow at their end. A record names the record before it of the same asset or party
/// and the anchor before it; a record of an asset also names the newest conveyance. A filing
/// therefore adds a few rows at the end of a few tables, independent of the size of the register.
/// The records of `purchase_link` are chains in the same way: the purchases of a buyer, of a seller
/// and of an asset. Their column `sequence` has the number of the purchase, not that of an entry.
/// `register_record` names the entries that concern every asset: schedules and outages. A purchase
/// that was pending has a row in `purchase_pending`, and one in `purchase_end` once it is completed
/// or cancelled. `late_seller` names sellers who became holders while a purchase was pending.
/// `revenue_sum` has a row every kEntriesASum entries. So has `activity_sum`, with the activities
/// of these entries; those of later entries are in `mark`. `asset_state` has the state of an asset
/// after the record of that number, which is a milestone. `lineage` and `contest_record` are looked
/// up by their first column, an asset's ordinal: the assets derived from it, and the entries that
/// file or decide contests of its degree.
constexpr const char* kSchema = R"(
  CREATE TABLE turn(
    id INTEGER PRIMARY KEY, number INTEGER NOT NULL, checkpointed INTEGER NOT NULL) STRICT;
  CREATE TABLE mark(
    which INTEGER PRIMARY KEY, sequence INTEGER NOT NULL, digest BLOB NOT NULL,
    assets INTEGER NOT NULL, parties INTEGER NOT NULL, purchases INTEGER NOT NULL,
    asset_records INTEGER NOT NULL, party_records INTEGER NOT NULL,
    register_records INTEGER NOT NULL, purchase_links INTEGER NOT NULL,
    revenue BLOB NOT NULL, activity BLOB NOT NULL, recent_activities BLOB NOT NULL) STRICT;
  CREATE TABLE asset_page(first INTEGER PRIMARY KEY, page BLOB NOT NULL) STRICT;
  CREATE TABLE party_page(first INTEGER PRIMARY KEY, page BLOB NOT NULL) STRICT;
  CREATE TABLE terms_page(first INTEGER PRIMARY KEY, page BLOB NOT NULL) STRICT;
  CREATE TABLE asset_record(
    number INTEGER PRIMARY KEY, sequence INTEGER NOT NULL, previous INTEGER NOT NULL,
    anchor INTEGER NOT NULL, conveyance INTEGER NOT NULL) STRICT;
  CREATE TABLE party_record(
    number INTEGER PRIMARY KEY, sequence INTEGER NOT NULL, previous INTEGER NOT NULL,
    anchor INTEGER NOT NULL, balance INTEGER NOT NULL) STRICT;
  CREATE TABLE asset_state(number INTEGER PRIMARY KEY, tax BLOB NOT NULL, books BLOB NOT NULL)
    STRICT;
  CREATE TABLE register_record(number INTEGER PRIMARY KEY, sequence INTEGER NOT NULL) STRICT;
  CREATE TABLE revenue_sum(number INTEGER PRIMARY KEY, sums BLOB NOT NULL) STRICT;
  CREATE TABLE activity_sum(
    number INTEGER PRIMARY KEY, sums BLOB NOT NULL, activities BLOB NOT NULL) STRICT;
  CREATE TABLE purchase(
    number INTEGER PRIMARY KEY, id BLOB NOT NULL, sequence INTEGER NOT NULL) STRICT;
  CREATE UNIQUE INDEX purchase_id ON purchase(id);
  CREATE TABLE purchase_pending(purchase INTEGER PRIMARY KEY) STRICT;
  CREATE TABLE purchase_end(
    purchase INTEGER PRIMARY KEY, sequence INTEGER NOT NULL, status INTEGER NOT NULL) STRICT;
  CREATE TABLE purchase_link(
    number INTEGER PRIMARY KEY, sequence INTEGER NOT NULL, previous INTEGER NOT NULL,
    anchor INTEGER NOT NULL, value INTEGER NOT NULL) STRICT;
  CREATE TABLE late_seller(
    party INTEGER NOT NULL, purchase INTEGER NOT NULL, PRIMARY KEY(party, purchase))
    STRICT, WITHOUT ROWID;
  CREATE TABLE lineage(
    parent INTEGER NOT NULL, child INTEGER NOT NULL, PRIMARY KEY(parent, child))
    STRICT, WITHOUT ROWID;
  CREATE TABLE contest_record(
    asset INTEGER NOT NULL, sequence INTEGER NOT NULL, PRIMARY KEY(asset, sequence))
    STRICT, WITHOUT ROWID;
  CREATE VIRTUAL TABLE search USING fts5(
    words, content = '', columnsize = 0, tokenize = 'unicode61 remove_diacritics 2');
  CREATE VIRTUAL TABLE party_search USING fts5(
    words, content = '', columnsize = 0, tokenize = 'unicode61 remove_diacritics 2');)";

/// What makes a new file views of this layout.
std::string schema() {
  return std::string{kSchema} + " PRAGMA application_id = " + std::to_string(kViewsApplication) +
         "; PRAGMA user_version = " + std::to_string(kViewsLayout) + ";";
}

/// Ending of the name of the list of pages.
constexpr const char* kListEnding = "-pages";
/// Endings of the names of all files of the views.
constexpr std::array<const char*, 5> kEndings{"", "-wal", "-shm", "-journal", kListEnding};

/// The page that holds the table `turn`.
constexpr std::uint32_t kTurnPage = 2;

constexpr const char* kSettings =
    // The log is synced before a checkpoint, which keeps the file whole. Entries of the last
    // seconds that a power cut loses are folded again.
    "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA cache_size = -65536;"
    "PRAGMA journal_size_limit = 268435456;";

/// A turn greater than all that views of this register ever had: the system's time in microseconds.
std::int64_t first_turn() {
  return std::chrono::duration_cast<std::chrono::microseconds>(
             std::chrono::system_clock::now().time_since_epoch())
      .count();
}

/// Why the file does not hold views of this layout that are made from this journal; empty where it
/// does.
std::string misfit(Database& database, JournalReader& journal) {
  if (database.number("PRAGMA application_id") != kViewsApplication ||
      database.number("PRAGMA user_version") != kViewsLayout) {
    return "they are of another layout";
  }
  const ViewMark mark = read_mark(database, Marked::tables);
  if (mark.sequence == 0) return {};
  bool same = false;
  journal.read(mark.sequence - 1, [&](const Entry& entry) {
    same = entry.sequence == mark.sequence && entry.digest == mark.digest;
    return false;
  });
  return same ? std::string{} : "they are of another journal";
}

/// The existing file, where the views can continue in it. Null, and the reason in `why`, where it
/// is damaged or does not hold views of this journal.
std::unique_ptr<ViewFile> usable(const std::filesystem::path& path, PageSeal& seal,
                                 JournalReader& journal, std::string& why) {
  try {
    if (const auto odd = no_view_file(path)) throw DamagedBytes(*odd);
    if (std::filesystem::exists(path.string() + "-journal")) {
      throw DamagedBytes("a journal of SQLite's lies beside them");
    }
    auto file = std::make_unique<ViewFile>(path, seal);
    why = misfit(file->database(), journal);
    if (why.empty()) return file;
  } catch (const SqliteFault& fault) {
    if (fault.wants_room()) throw;
    why = fault.what();
  } catch (const DamagedBytes& fault) {
    why = fault.what();  // seals, turns, or a mark that cannot be read
  }
  return nullptr;
}

}  // namespace

TurnsOnDisk turns_on_disk(const std::filesystem::path& path, const PageSeal& seal) {
  std::string pages(kTurnPage * kSealedPage, '\0');
  std::ifstream file{path, std::ios::binary};
  file.read(pages.data(), static_cast<std::streamsize>(pages.size()));
  const std::string_view read = pages;
  const auto first = file ? seal.turn_of(1, read.substr(0, kSealedPage)) : std::nullopt;
  const auto newest = file ? seal.turn_of(kTurnPage, read.substr(kSealedPage)) : std::nullopt;
  if (!first || !newest) throw DamagedBytes("its pages are not as this register wrote them");
  return {*first, *newest};
}

ViewTurns checked_turns(const TurnsOnDisk& on_disk, Database& database, const PageSeal& seal) {
  const ViewTurns turns{.newest = database.number("SELECT number FROM turn"),
                        .checkpointed = database.number("SELECT checkpointed FROM turn")};
  const auto turn = static_cast<std::uint64_t>(turns.newest);
  if (on_disk.first > turn || on_disk.newest > turn) {
    throw DamagedBytes("the file is ahead of its log");
  }
  if (on_disk.newest < static_cast<std::uint64_t>(turns.checkpointed)) {
    throw DamagedBytes("the file is behind its log");
  }
  if (turn < seal.pages().newest()) {
    throw DamagedBytes("the log does not hold what was taken into the file last");
  }
  return turns;
}

void load_list_of_pages(const std::filesystem::path& path, const PageSeal& seal) {
  std::error_code unknown;
  const auto size = std::filesystem::file_size(path, unknown);
  seal.pages().load(path.string() + kListEnding, unknown ? 0 : size / kSealedPage);
}

ViewFile::ViewFile(const std::filesystem::path& path, PageSeal& seal)
    : seal_{seal}, list_{path, seal}, database_{path, OpenAs::writer, &seal} {
  const TurnsOnDisk on_disk = turns_on_disk(path, seal);
  database_.execute(kSettings);
  const ViewTurns turns = checked_turns(on_disk, database_, seal);
  turn_ = turns.newest;
  checkpointed_ = turns.checkpointed;
}

ViewFile::~ViewFile() {
  try {
    checkpoint();
  } catch (const std::exception&) {
    database_.abandon();  // pages that are not in the list stay in the log
  }
}

ViewFile::PagesKept::PagesKept(const std::filesystem::path& path, const PageSeal& seal)
    : seal_{seal} {
  load_list_of_pages(path, seal);
}

ViewFile::PagesKept::~PagesKept() {
  try {
    seal_.save_pages();
  } catch (const std::exception&) {
    return;  // the next opening makes the file anew
  }
}

std::unique_ptr<ViewFile> ViewFile::made(const std::filesystem::path& path, PageSeal& seal) {
  const std::int64_t turn = first_turn();
  seal.pages().begin(path.string() + kListEnding);
  seal.set_turn(static_cast<std::uint64_t>(turn));
  {
    // Closing checkpoints the log: from now on the first two pages of the file bear its turns.
    Database database{path, OpenAs::writer, &seal};
    database.execute(kSettings);
    database.execute("BEGIN IMMEDIATE");
    database.execute(schema().c_str());
    Statement{database, "INSERT INTO turn VALUES(1, ?, ?)"}.bind(1, turn).bind(2, turn).run();
    database.execute("COMMIT");
  }
  seal.save_pages();
  return std::make_unique<ViewFile>(path, seal);
}

void ViewFile::begin() {
  // The log may begin anew now: pages that were checkpointed must be in the list before.
  seal_.save_pages();
  // Greater also than the turns of transactions that may have been lost.
  turn_ = std::max(turn_ + 1, first_turn());
  seal_.set_turn(static_cast<std::uint64_t>(turn_));
  database_.execute("BEGIN IMMEDIATE");
  Statement{database_, "UPDATE turn SET number = ?, checkpointed = ?"}
      .bind(1, turn_)
      .bind(2, checkpointed_)
      .run();
}

void ViewFile::commit() { database_.execute("COMMIT"); }

void ViewFile::keep(std::uint64_t milestone, const KeptState& state) {
  begin();
  Statement{database_, "INSERT OR REPLACE INTO asset_state VALUES(?, ?, ?)"}
      .bind(1, static_cast<std::int64_t>(milestone))
      .bind_blob(2, state.tax)
      .bind_blob(3, state.books)
      .run();
  commit();
}

void ViewFile::checkpoint() {
  if (database_.checkpoint() == Checkpoint::whole) checkpointed_ = turn_;
  seal_.save_pages();
}

std::unique_ptr<ViewFile> open_view_file(const std::filesystem::path& path, PageSeal& seal,
                                         JournalReader& journal,
                                         const std::function<void(std::string_view why)>& anew) {
  std::error_code unknown;
  if (std::filesystem::exists(path, unknown) && !std::filesystem::is_directory(path, unknown)) {
    std::string why;
    if (auto file = usable(path, seal, journal, why)) return file;
    if (!may_open_files()) {
      throw ViewsUnavailable(path.string() + " cannot be opened: too many files are open");
    }
    delete_view_file(path);  // where this fails, its exception is the message
    anew(why);
  } else {
    delete_view_file(path);
  }
  try {
    return ViewFile::made(path, seal);
  } catch (const SqliteFault&) {
    delete_view_file(path);  // it is incomplete
    throw;
  }
}

std::optional<std::string> no_view_file(const std::filesystem::path& path) {
  for (const char* ending : kEndings) {
    const std::filesystem::path file = path.string() + ending;
    if (const auto odd = non_file_kind(file)) return file.string() + " is " + *odd;
  }
  return std::nullopt;
}

void delete_view_file(const std::filesystem::path& path) {
  for (const char* ending : kEndings) {
    const std::filesystem::path file = path.string() + ending;
    std::error_code fault;
    std::filesystem::remove(file, fault);  // removes also an empty folder
    if (std::filesystem::is_directory(std::filesystem::symlink_status(file, fault))) {
      throw ViewsUnavailable(file.string() +
                             " is a folder where the views belong: move it away; the views are"
                             " then made from the journal");
    }
  }
}

ViewMark read_mark(Database& database, Marked which) {
  Statement statement{database,
                      "SELECT sequence, digest, assets, parties, purchases, asset_records,"
                      " party_records, register_records, purchase_links, revenue, activity,"
                      " recent_activities"
                      " FROM mark WHERE which = ?"};
  const Rows rows{statement};
  ViewMark mark;
  if (!statement.bind(1, static_cast<std::int64_t>(which)).step()) return mark;
  mark.sequence = static_cast<Sequence>(statement.number(0));
  mark.digest = from_bytes<Digest>(statement.bytes(1));
  mark.assets = statement.number(2);
  mark.parties = statement.number(3);
  mark.purchases = statement.number(4);
  mark.asset_records = statement.number(5);
  mark.party_records = statement.number(6);
  mark.register_records = statement.number(7);
  mark.purchase_links = statement.number(8);
  mark.revenue = revenue_sums(statement.bytes(9));
  mark.activity = activity_sums(statement.bytes(10));
  mark.recent_activities = statement.bytes(11);
  return mark;
}

void write_mark(Database& database, Marked which, const ViewMark& mark) {
  Statement statement{database,
                      "INSERT OR REPLACE INTO mark VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"};
  const std::string revenue = encoded(mark.revenue);
  const std::string activity = encoded(mark.activity);
  statement.bind(1, static_cast<std::int64_t>(which))
      .bind(2, static_cast<std::int64_t>(mark.sequence))
      .bind_blob(3, view(mark.digest))
      .bind(4, mark.assets)
      .bind(5, mark.parties)
      .bind(6, mark.purchases)
      .bind(7, mark.asset_records)
      .bind(8, mark.party_records)
      .bind(9, mark.register_records)
      .bind(10, mark.purchase_links)
      .bind_blob(11, revenue)
      .bind_blob(12, activity)
      .bind_blob(13, mark.recent_activities)
      .run();
}

void save_catalogue(ViewFile& file, const Catalogue& catalogue, const ViewMark& mark) {
  Database& database = file.database();
  file.begin();
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
  Statement terms_page{database, "INSERT OR REPLACE INTO terms_page VALUES(?, ?)"};
  for (std::uint32_t first = 0; first < catalogue.terms().size(); first += kRowsAPage) {
    const std::string page = catalogue.terms().page(first);
    terms_page.bind(1, first).bind_blob(2, page).run();
  }
  write_mark(database, Marked::catalogue, mark);
  file.commit();
}

void load_catalogue(Database& database, Catalogue& catalogue) {
  Statement parties{database, "SELECT page FROM party_page ORDER BY first"};
  while (parties.step()) catalogue.load_parties(parties.bytes(0));
  Statement terms{database, "SELECT page FROM terms_page ORDER BY first"};
  while (terms.step()) catalogue.load_terms(terms.bytes(0));
  Statement assets{database, "SELECT page FROM asset_page ORDER BY first"};
  while (assets.step()) catalogue.load_assets(assets.bytes(0));
  const ViewMark mark = read_mark(database, Marked::catalogue);
  if (mark.assets != catalogue.asset_count() || mark.parties != catalogue.party_count()) {
    throw DamagedBytes("the saved catalogue is not whole");
  }
}

}  // namespace quitrent::api
