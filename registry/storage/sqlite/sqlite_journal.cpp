// SPDX-License-Identifier: EUPL-1.2
//
// One table, one row per entry, appended at the right edge of one b-tree: a batch costs its bytes
// and one sync of the log. Public events are found by a binary search, since their numbers grow
// with the sequence; a second index would double the pages of a commit.
#include "registry/storage/sqlite/sqlite_journal.hpp"

#include <algorithm>
#include <limits>
#include <mutex>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

#include "registry/storage/sqlite/database.hpp"
#include "registry/storage/sqlite/disk_file.hpp"
#include "registry/storage/sqlite/held_journal.hpp"
#include "registry/storage/sqlite/journal_paths.hpp"
#include "registry/storage/sqlite/journal_shape.hpp"
#include "registry/storage/sqlite/lock_holder.hpp"
#include "registry/storage/sqlite/side_files.hpp"
#include "registry/storage/sqlite/snapshot_files.hpp"
#include "registry/vocabulary/ensure.hpp"

namespace quitrent {
namespace {

/// The page of SqliteJournalSettings. Unit: bytes.
constexpr std::int64_t kUsualPage = 4'096;

/// Runs `work` and throws an error of SQLite as a fault of the journal.
template <class Fault, class Work>
auto passing_on(Work&& work) {
  try {
    return std::forward<Work>(work)();
  } catch (const SqliteFault& fault) {
    if (fault.unreadable()) throw JournalDamaged(fault.what());
    throw Fault(fault.what());
  }
}

/// A number of an entry; in every journal it is between `least` and `most`.
std::uint64_t bounded(const Statement& row, int column, std::int64_t least, std::int64_t most) {
  const std::int64_t number = row.number(column);
  if (number < least || number > most) {
    throw JournalDamaged("entry " + std::to_string(row.number(0)) + " holds a number out of range");
  }
  return static_cast<std::uint64_t>(number);
}

void copy_digest(Digest& digest, const Statement& row, const std::string& path) {
  const std::string_view bytes = row.bytes(4);
  if (bytes.size() != digest.bytes.size()) {
    throw JournalDamaged("entry " + std::to_string(row.number(0)) +
                         " has a digest that is not 32 bytes long, in " + path);
  }
  std::ranges::copy(bytes, digest.bytes.begin());
}

class SqliteReader : public JournalReader {
 public:
  explicit SqliteReader(const std::filesystem::path& path)
      : path_{path},
        file_{path},
        database_{path, OpenAs::reader},
        after_{database_,
               "SELECT sequence, at, first_public, public_count, digest, public_part, private_part"
               " FROM entry WHERE sequence > ? ORDER BY sequence LIMIT ?"},
        last_{database_, "SELECT coalesce(max(sequence), 0) FROM entry"},
        next_public_{database_,
                     "SELECT first_public + public_count FROM entry WHERE sequence = ?"} {}

  /// Throws JournalUnusable where file and log together are no journal for this program.
  void check_form() {
    if (recognized(database_, path_) == JournalForm::empty) {
      throw JournalUnusable(path_.string() + " is empty");
    }
  }

  void read(Sequence after, const std::function<bool(const Entry&)>& visit) override {
    // One page at a time, so that no read transaction lasts while `visit` works: the log could not
    // start again meanwhile. The first page is short, since often one entry is read.
    std::int64_t size = 1;
    for (;; size = std::min(size * 2, kLongestPage)) {
      const std::vector<Entry> entries =
          passing_on<JournalFault>([&] { return page(after, size); });
      for (const Entry& entry : entries) {
        if (!visit(entry)) return;
      }
      if (entries.empty()) return;
      after = entries.back().sequence;
    }
  }

  Sequence holding_public(std::uint64_t number) override {
    return passing_on<JournalFault>([&]() -> Sequence {
      number = std::max<std::uint64_t>(number, 1);
      const auto end = static_cast<Sequence>(lookup(last_)) + 1;
      Sequence low = 1;
      Sequence high = end;
      while (low < high) {
        const Sequence middle = low + (high - low) / 2;
        next_public_.bind(1, static_cast<std::int64_t>(middle));
        if (static_cast<std::uint64_t>(lookup(next_public_)) <= number) {
          low = middle + 1;
        } else {
          high = middle;
        }
      }
      return low == end ? 0 : low;
    });
  }

  Sequence newest() override {
    return passing_on<JournalFault>([&] { return static_cast<Sequence>(lookup(last_)); });
  }

  std::optional<std::string> misshapen() override {
    return passing_on<JournalFault>([&] { return quitrent::misshapen(database_); });
  }

  std::vector<Sequence> snapshots() override { return snapshot_sequences(path_); }

  std::expected<Snapshot, std::string> snapshot(Sequence sequence) override {
    return read_snapshot_file(path_, sequence);
  }

 private:
  static constexpr std::int64_t kLongestPage = 256;
  static constexpr std::size_t kLongestPageBytes = 1U << 20U;

  std::vector<Entry> page(Sequence after, std::int64_t size) {
    after_.bind(1, static_cast<std::int64_t>(after)).bind(2, size);
    const Rows rows{after_};
    std::vector<Entry> entries;
    std::size_t bytes = 0;
    while (bytes < kLongestPageBytes && after_.step()) {
      Entry& entry = entries.emplace_back();
      entry.sequence = static_cast<Sequence>(after_.number(0));
      entry.at = Instant::from_seconds(after_.number(1));
      entry.first_public = bounded(after_, 2, 1, std::numeric_limits<std::int64_t>::max());
      entry.public_count = static_cast<std::uint32_t>(
          bounded(after_, 3, 0, std::numeric_limits<std::uint32_t>::max()));
      copy_digest(entry.digest, after_, path_.string());
      entry.public_part = after_.bytes(5);
      entry.private_part = after_.bytes(6);
      bytes += entry.public_part.size() + entry.private_part.size();
    }
    return entries;
  }

  static std::int64_t lookup(Statement& statement) {
    const Rows rows{statement};
    return statement.step() ? statement.number(0) : 0;
  }

  std::filesystem::path path_;
  JournalFile file_;  // closed after the connection
  Database database_;
  Statement after_;
  Statement last_;
  Statement next_public_;
};

class SqliteJournal : public Journal {
 public:
  SqliteJournal(std::shared_ptr<HeldJournal> held, const SqliteJournalSettings& settings)
      : path_{held->path()}, held_{std::move(held)} {
    held_->end_look();
    database_ = std::make_unique<Database>(path_, OpenAs::writer);
    // Until the first append, file and log stay as they are, however the start ends.
    database_->abandon();
    if (database_->read_only()) throw JournalUnusable(path_.string() + " cannot be written");
    const JournalForm form = recognized(*database_, path_);
    // The log keeps its size: to overwrite it is cheaper than to make it grow.
    database_->execute(
        "PRAGMA synchronous = FULL; PRAGMA cache_size = -32768; PRAGMA auto_vacuum = NONE;"
        "PRAGMA journal_size_limit = 268435456;");
    if (form == JournalForm::empty) database_->execute(journal_schema().c_str());
    if (database_->text("PRAGMA journal_mode = WAL") != "wal") {
      throw JournalUnusable(path_.string() + " cannot be given a write-ahead log");
    }
    head_ = read_head(*database_, path_);
    insert_ =
        std::make_unique<Statement>(*database_, "INSERT INTO entry VALUES(?, ?, ?, ?, ?, ?, ?)");
    begin_ = std::make_unique<Statement>(*database_, "BEGIN IMMEDIATE");
    commit_ = std::make_unique<Statement>(*database_, "COMMIT");
    const std::int64_t page_size = database_->number("PRAGMA page_size");
    checkpoint_pages_ = static_cast<int>(settings.checkpoint_pages * kUsualPage / page_size);
    checkpoint_at_ = checkpoint_pages_;
    paths_ = std::make_unique<JournalPaths>(path_, held_->file(), page_size);
    sync_folder(std::filesystem::absolute(path_).parent_path());
  }

  ~SqliteJournal() override {
    // Closing may remove the log by its path, where another register's may lie now.
    const bool moved = paths_->file_fault() || paths_->log_fault();
    if (moved) database_->abandon();
    // Closing removes an empty log; a log with entries stays for the next start.
    std::error_code none;
    const auto log = std::filesystem::file_size(path_.string() + "-wal", none);
    if (!moved && !appending_ && !none && log == 0) database_->undo_abandon();
  }
  SqliteJournal(const SqliteJournal&) = delete;
  SqliteJournal& operator=(const SqliteJournal&) = delete;

  void append(std::span<const Entry> entries) override {
    const std::lock_guard lock{writing_};
    if (broken_) throw JournalFault(path_.string() + " is not written after a fault");
    if (entries.empty()) return;
    try {
      passing_on<JournalFault>([&] { commit(entries); });
    } catch (...) {
      // The next start finds out what the log holds; this process does not change it any more.
      broken_ = true;
      database_->abandon();
      throw;
    }
  }

  void check_in_place() override {
    const std::lock_guard lock{writing_};
    if (!broken_) require_in_place();
  }

  Head head() const override { return head_; }

  std::unique_ptr<JournalReader> reader() override {
    return passing_on<JournalFault>([&] { return std::make_unique<SqliteReader>(path_); });
  }

  void keep_snapshot(const Snapshot& snapshot) override {
    check_in_place();
    write_snapshot_file(path_, snapshot);
  }

 private:
  void commit(std::span<const Entry> entries) {
    // Also before the commit: SQLite would write past the end of a truncated log and leave a hole.
    require_in_place();
    Head head = head_;
    begin();
    if (!appending_) mark_format();
    for (const Entry& entry : entries) {
      ensure(entry.sequence == head.sequence + 1 && entry.first_public == head.next_public,
             "appended entries are linked to the head");
      head = {entry.sequence, entry.at, entry.first_public + entry.public_count, entry.digest};
      insert_->bind(1, static_cast<std::int64_t>(entry.sequence))
          .bind(2, entry.at.seconds())
          .bind(3, static_cast<std::int64_t>(entry.first_public))
          .bind(4, entry.public_count)
          .bind_blob(5, view(entry.digest))
          .bind_blob(6, entry.public_part)
          .bind_blob(7, entry.private_part)
          .run();
    }
    commit_->run();
    require_in_place();
    head_ = head;
    if (!appending_) begin_appending();
    checkpoint_if_due();
  }

  /// Begins a transaction. Throws SqliteFault, JournalLocked.
  void begin() {
    try {
      begin_->run();
    } catch (const SqliteFault& fault) {
      if (!fault.locked()) throw;
      throw JournalLocked(locked_line(path_));
    }
  }

  /// Throws JournalMisplaced. The content of a moved or deleted log is saved into the file.
  void require_in_place() {
    if (const auto fault = paths_->file_fault()) {
      throw JournalMisplaced(*fault +
                             ", though it is the register that is being written; put it "
                             "back with its log, or a copy of it, and start again");
    }
    const auto moved = paths_->log_fault();
    if (!moved && paths_->log_ends_with(database_->log_pages())) return;
    if (!moved) {
      throw JournalMisplaced(paths_->log_path().string() +
                             " was cut or written over while it was being written: another "
                             "program may have written " +
                             path_.string() +
                             " or taken its log in; keep other writers away and start again, "
                             "which looks for all that was acknowledged");
    }
    const bool saved = paths_->log_ends_with(database_->log_pages()) && saved_log();
    throw JournalMisplaced(
        *moved + ", though it is the log that is being written; " +
        (saved ? "what it held was taken into " + path_.string() + " and is safe; start again"
               : "put it back and start again"));
  }

  /// Moves all of the opened log, at any path, into the file; false if it cannot. Then it renames
  /// the file at the log's path, since the next start would read that as the log.
  bool saved_log() {
    try {
      if (database_->checkpoint() != Checkpoint::whole) return false;
    } catch (const SqliteFault&) {
      return false;
    }
    std::error_code failed;
    const auto& log = paths_->log_path();
    if (std::filesystem::exists(std::filesystem::symlink_status(log, failed))) {
      std::filesystem::rename(log, log.string() + ".set-aside", failed);
      return !failed;
    }
    return true;
  }

  /// In the transaction of the first entries, so that no older program reads a file that it cannot
  /// understand but that claims its format.
  void mark_format() {
    if (database_->number("PRAGMA user_version") == kJournalFormat) return;
    const std::string mark = "PRAGMA user_version = " + std::to_string(kJournalFormat);
    database_->execute(mark.c_str());
  }

  void begin_appending() {
    appending_ = true;
    database_->undo_abandon();
    remove_unfinished_snapshots(path_);
  }

  /// Moves the log into the file when it has grown enough. If readers keep it from starting again,
  /// the next attempt comes after the same growth.
  void checkpoint_if_due() {
    const int pages = database_->log_pages();
    if (pages < pages_before_) checkpoint_at_ = checkpoint_pages_;
    pages_before_ = pages;
    if (pages < checkpoint_at_) return;
    database_->checkpoint();
    checkpoint_at_ = pages + checkpoint_pages_;
  }

  std::filesystem::path path_;
  std::shared_ptr<HeldJournal> held_;  // closed after the connection
  std::mutex writing_;                 // an append, or a check of its files
  std::unique_ptr<Database> database_;
  std::unique_ptr<JournalPaths> paths_;
  std::unique_ptr<Statement> insert_;
  std::unique_ptr<Statement> begin_;
  std::unique_ptr<Statement> commit_;
  Head head_;
  int checkpoint_pages_ = 0;  // in pages of this file
  int checkpoint_at_ = 0;
  int pages_before_ = 0;
  bool appending_ = false;  // something was appended
  bool broken_ = false;
};

}  // namespace

std::unique_ptr<Journal> open_sqlite_journal(std::shared_ptr<HeldJournal> held,
                                             const SqliteJournalSettings& settings) {
  try {
    return std::make_unique<SqliteJournal>(std::move(held), settings);
  } catch (const JournalUnusable&) {
    throw;
  } catch (const SqliteFault& fault) {
    // A disk that is full, or that fails, is no mistake of the caller's.
    if (fault.wants_room() && !fault.unreadable()) throw JournalFault(fault.what());
    throw JournalUnusable(fault.what());
  } catch (const std::runtime_error& fault) {
    throw JournalUnusable(fault.what());
  }
}

std::unique_ptr<Journal> open_sqlite_journal(const std::filesystem::path& path,
                                             const SqliteJournalSettings& settings) {
  return open_sqlite_journal(std::make_shared<HeldJournal>(path, JournalFile::IfAbsent::make),
                             settings);
}

std::unique_ptr<JournalReader> read_sqlite_journal(const std::filesystem::path& path) {
  return passing_on<JournalUnusable>([&]() -> std::unique_ptr<JournalReader> {
    const JournalFile file{path};
    require_files_beside(path);
    if (recognized(file, path) == JournalForm::empty) {
      throw JournalUnusable(path.string() + " is empty");
    }
    if (may_undo(std::filesystem::canonical(path).string() + "-journal")) {
      throw JournalUnusable(path.string() +
                            " is in the midst of a transaction that did not end: "
                            "start the register, which undoes it, and look then");
    }
    auto reader = std::make_unique<SqliteReader>(path);
    reader->check_form();
    return reader;
  });
}

}  // namespace quitrent
