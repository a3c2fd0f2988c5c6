// SPDX-License-Identifier: EUPL-1.2
//
// One table, one row an entry, appended at the right edge of one b-tree: what a batch costs is its
// bytes and one sync of the log. Public events are found by bisection, since their numbers grow
// with the sequence; a second index would double the pages of a commit.
#include "registry/storage/sqlite/sqlite_journal.hpp"

#include <algorithm>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

#include "registry/storage/sqlite/database.hpp"
#include "registry/storage/sqlite/disk_file.hpp"
#include "registry/storage/sqlite/snapshot_files.hpp"
#include "registry/vocabulary/promise.hpp"

namespace quitrent {
namespace {

/// Marks a file as a journal of Quitrent: "QtRj".
constexpr std::int64_t kApplication = 0x5174'526a;
/// Grows with each change that an older program would misread, that of an event's layout included.
constexpr std::int64_t kFormat = 3;

/// Short columns first, so that a reader of heads never follows a long row.
constexpr const char* kSchema = R"(
  BEGIN IMMEDIATE;
  CREATE TABLE entry(
    sequence INTEGER PRIMARY KEY, at INTEGER NOT NULL, first_public INTEGER NOT NULL,
    public_count INTEGER NOT NULL, digest BLOB NOT NULL, public_part BLOB NOT NULL,
    private_part BLOB NOT NULL) STRICT;
  PRAGMA application_id = 0x5174526a;
  PRAGMA user_version = 3;
  COMMIT;)";

/// Runs `work` and passes on what SQLite says as a fault of the journal.
template <class Fault, class Work>
auto passing_on(Work&& work) {
  try {
    return std::forward<Work>(work)();
  } catch (const SqliteFault& fault) {
    throw Fault(fault.what());
  }
}

enum class FileKind : std::uint8_t { empty, journal };

/// What the file is; throws JournalUnusable where it is not for this program.
FileKind recognized(Database& file, const std::string& path) {
  const std::int64_t application = file.number("PRAGMA application_id");
  const std::int64_t format = file.number("PRAGMA user_version");
  if (application == 0 && format == 0 && file.number("SELECT count(*) FROM sqlite_schema") == 0) {
    return FileKind::empty;
  }
  if (application != kApplication) {
    throw JournalUnusable(path + " is a database, but no journal of a register");
  }
  if (format < 1) throw JournalUnusable(path + " is a journal of no format");
  if (format != kFormat) {
    throw JournalUnusable(path + " has format " + std::to_string(format) +
                          "; this program reads format " + std::to_string(kFormat) + ": use " +
                          (format > kFormat ? "a newer program" : "the program that wrote it"));
  }
  return FileKind::journal;
}

/// Looks at an existing file before anything of ours touches it.
FileKind recognized_untouched(const std::filesystem::path& path) {
  try {
    Database file{path, OpenAs::header};
    return recognized(file, path.string());
  } catch (const SqliteFault& fault) {
    if (fault.damaged()) throw JournalUnusable(path.string() + " is no journal of a register");
    throw JournalUnusable(fault.what());
  }
}

void copy_digest(Digest& digest, std::string_view bytes, const std::string& path) {
  if (bytes.size() != digest.bytes.size()) {
    throw JournalFault(path + " is damaged: a digest has not 32 bytes");
  }
  std::ranges::copy(bytes, digest.bytes.begin());
}

Head read_head(Database& database, const std::string& path) {
  Statement last{database,
                 "SELECT sequence, at, first_public + public_count, digest FROM entry"
                 " ORDER BY sequence DESC LIMIT 1"};
  const Rows rows{last};
  Head head;
  if (!last.step()) return head;
  head.sequence = static_cast<Sequence>(last.number(0));
  head.at = Instant::from_seconds(last.number(1));
  head.next_public = static_cast<std::uint64_t>(last.number(2));
  copy_digest(head.digest, last.bytes(3), path);
  return head;
}

class SqliteReader : public JournalReader {
 public:
  explicit SqliteReader(const std::filesystem::path& path)
      : path_{path},
        database_{path, OpenAs::reader},
        after_{database_,
               "SELECT sequence, at, first_public, public_count, digest, public_part, private_part"
               " FROM entry WHERE sequence > ? ORDER BY sequence LIMIT ?"},
        last_{database_, "SELECT coalesce(max(sequence), 0) FROM entry"},
        next_public_{database_,
                     "SELECT first_public + public_count FROM entry WHERE sequence = ?"} {}

  void read(Sequence after, const std::function<bool(const Entry&)>& visit) override {
    // A page at a time, so that no read transaction outlives what `visit` takes its time over: the
    // log could not begin anew meanwhile. The first page is short: often one entry is asked for.
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

  std::optional<Snapshot> newest_snapshot() override {
    const auto last = passing_on<JournalFault>([&] { return lookup(last_); });
    return read_newest_snapshot_file(path_, static_cast<Sequence>(last));
  }

 private:
  static constexpr std::int64_t kLongestPage = 256;
  static constexpr std::size_t kLongestPageBytes = 4U << 20U;

  std::vector<Entry> page(Sequence after, std::int64_t size) {
    after_.bind(1, static_cast<std::int64_t>(after)).bind(2, size);
    const Rows rows{after_};
    std::vector<Entry> entries;
    std::size_t bytes = 0;
    while (bytes < kLongestPageBytes && after_.step()) {
      Entry& entry = entries.emplace_back();
      entry.sequence = static_cast<Sequence>(after_.number(0));
      entry.at = Instant::from_seconds(after_.number(1));
      entry.first_public = static_cast<std::uint64_t>(after_.number(2));
      entry.public_count = static_cast<std::uint32_t>(after_.number(3));
      copy_digest(entry.digest, after_.bytes(4), path_.string());
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
  Database database_;
  Statement after_;
  Statement last_;
  Statement next_public_;
};

class SqliteJournal : public Journal {
 public:
  SqliteJournal(const std::filesystem::path& path, const SqliteJournalSettings& settings)
      : path_{path}, settings_{settings}, lock_{beside(path, "-lock")} {
    if (!lock_.try_lock()) {
      throw JournalUnusable(path.string() + " is in use by another process");
    }
    database_ = std::make_unique<Database>(path, OpenAs::writer);
    if (database_->read_only()) throw JournalUnusable(path.string() + " cannot be written");
    const FileKind kind = recognized(*database_, path.string());
    // The log keeps its size between rounds: writing over what is there is cheaper than growing.
    database_->execute(
        "PRAGMA synchronous = FULL; PRAGMA cache_size = -32768; PRAGMA auto_vacuum = NONE;"
        "PRAGMA journal_size_limit = 268435456;");
    if (kind == FileKind::empty) database_->execute(kSchema);
    if (database_->text("PRAGMA journal_mode = WAL") != "wal") {
      throw JournalUnusable(path.string() + " cannot be given a write-ahead log");
    }
    head_ = read_head(*database_, path.string());
    insert_ =
        std::make_unique<Statement>(*database_, "INSERT INTO entry VALUES(?, ?, ?, ?, ?, ?, ?)");
    begin_ = std::make_unique<Statement>(*database_, "BEGIN IMMEDIATE");
    commit_ = std::make_unique<Statement>(*database_, "COMMIT");
    sync_folder(std::filesystem::absolute(path).parent_path());
    remove_unfinished_snapshots(path);
  }

  void append(std::span<const Entry> entries) override {
    if (broken_) throw JournalFault(path_.string() + " is not written after a fault");
    if (entries.empty()) return;
    try {
      passing_on<JournalFault>([&] { commit(entries); });
    } catch (...) {
      // What the log holds now is for the next start to find out; this process touches it no more.
      broken_ = true;
      database_->abandon();
      throw;
    }
  }

  Head head() const override { return head_; }

  std::unique_ptr<JournalReader> reader() override {
    return passing_on<JournalFault>([&] { return std::make_unique<SqliteReader>(path_); });
  }

  void keep_snapshot(const Snapshot& snapshot) override { write_snapshot_file(path_, snapshot); }

 private:
  static std::filesystem::path beside(std::filesystem::path path, const char* ending) {
    return path += ending;
  }

  void commit(std::span<const Entry> entries) {
    Head head = head_;
    begin_->run();
    for (const Entry& entry : entries) {
      promise(entry.sequence == head.sequence + 1 && entry.first_public == head.next_public,
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
    head_ = head;
    tend_log();
  }

  /// Takes the log into the file when it has grown enough; where readers keep it from beginning
  /// anew it is tried again only after as much growth.
  void tend_log() {
    const int pages = database_->log_pages();
    if (pages < pages_before_) checkpoint_at_ = settings_.checkpoint_pages;
    pages_before_ = pages;
    if (pages < checkpoint_at_) return;
    database_->checkpoint();
    checkpoint_at_ = pages + settings_.checkpoint_pages;
  }

  std::filesystem::path path_;
  SqliteJournalSettings settings_;
  DiskFile lock_;
  std::unique_ptr<Database> database_;
  std::unique_ptr<Statement> insert_;
  std::unique_ptr<Statement> begin_;
  std::unique_ptr<Statement> commit_;
  Head head_;
  int checkpoint_at_ = settings_.checkpoint_pages;
  int pages_before_ = 0;
  bool broken_ = false;
};

}  // namespace

std::unique_ptr<Journal> open_sqlite_journal(const std::filesystem::path& path,
                                             const SqliteJournalSettings& settings) {
  std::error_code none;
  const auto status = std::filesystem::status(path, none);
  if (std::filesystem::exists(status)) {
    if (!std::filesystem::is_regular_file(status)) {
      throw JournalUnusable(path.string() + " is no file");
    }
    recognized_untouched(path);
  }
  try {
    return std::make_unique<SqliteJournal>(path, settings);
  } catch (const JournalUnusable&) {
    throw;
  } catch (const std::runtime_error& fault) {
    throw JournalUnusable(fault.what());
  }
}

std::unique_ptr<JournalReader> read_sqlite_journal(const std::filesystem::path& path) {
  return passing_on<JournalUnusable>([&] {
    if (recognized_untouched(path) == FileKind::empty) {
      throw JournalUnusable(path.string() + " is empty");
    }
    return std::make_unique<SqliteReader>(path);
  });
}

}  // namespace quitrent
