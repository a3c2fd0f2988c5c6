// SPDX-License-Identifier: EUPL-1.2
#include "registry/storage/sqlite/held_journal.hpp"

#include <algorithm>
#include <string_view>
#include <system_error>

#include "registry/storage/sqlite/journal_shape.hpp"
#include "registry/storage/sqlite/missing_pages.hpp"
#include "registry/storage/sqlite/side_files.hpp"
#include "registry/vocabulary/fixed_bytes.hpp"

namespace quitrent {
namespace {

/// The header of an SQLite file, and the positions in it of the numbers that identify its program.
constexpr std::size_t kHeaderSize = 100;
constexpr std::string_view kSqlite{"SQLite format 3\0", 16};
constexpr std::size_t kWriteVersionOffset = 18;
constexpr char kWriteAheadLog = 2;
constexpr std::size_t kFormatOffset = 60;
constexpr std::size_t kApplicationOffset = 68;

std::filesystem::path beside(const std::filesystem::path& path, const char* ending) {
  std::filesystem::path name = path;
  return name += ending;
}

/// The number in four bytes, the highest byte first.
std::int64_t number_at(std::string_view header, std::size_t offset) {
  std::uint32_t value = 0;
  for (const char byte : header.substr(offset, 4)) {
    value = value << 8U | static_cast<std::uint8_t>(byte);
  }
  return static_cast<std::int32_t>(value);
}

[[noreturn]] void refuse_foreign(const std::filesystem::path& path) {
  throw JournalForeign(path.string() + " is a database, but no journal of a register");
}

void check_format(std::int64_t format, const std::filesystem::path& path) {
  if (format < 1) throw JournalUnusable(path.string() + " is a journal of no format");
  if (format >= kOldestJournalFormat && format <= kJournalFormat) return;
  throw JournalUnusable(path.string() + " has format " + std::to_string(format) +
                        "; this program reads formats " + std::to_string(kOldestJournalFormat) +
                        " to " + std::to_string(kJournalFormat) + ": use " +
                        (format > kJournalFormat ? "a newer program" : "an older program"));
}

bool has_bytes(const std::filesystem::path& path) {
  std::error_code absent;
  const auto size = std::filesystem::file_size(path, absent);
  return !absent && size > 0;
}

[[noreturn]] void refuse_damaged(const std::filesystem::path& path, std::string_view what) {
  throw JournalUnusable(path.string() + " is damaged: " + std::string{what} + "; " +
                        how_to_restore(path));
}

}  // namespace

JournalForm recognized(const JournalFile& file, const std::filesystem::path& path) {
  const std::string header = file.beginning(kHeaderSize);
  if (header.empty()) return JournalForm::empty;
  if (header.size() < kHeaderSize || !header.starts_with(kSqlite)) {
    throw JournalForeign(path.string() + " is no journal of a register");
  }
  // A journal has its mark from its first transaction on, which comes before the first log.
  if (number_at(header, kApplicationOffset) != kJournalApplication) refuse_foreign(path);
  check_format(number_at(header, kFormatOffset), path);
  return JournalForm::journal;
}

JournalForm recognized(Database& database, const std::filesystem::path& path) {
  const std::int64_t application = database.number("PRAGMA application_id");
  const std::int64_t format = database.number("PRAGMA user_version");
  if (application == 0 && format == 0 &&
      database.number("SELECT count(*) FROM sqlite_schema") == 0) {
    return JournalForm::empty;
  }
  if (application != kJournalApplication) refuse_foreign(path);
  check_format(format, path);
  return JournalForm::journal;
}

Head read_head(Database& database, const std::filesystem::path& path) {
  Statement last{database,
                 "SELECT sequence, at, first_public + public_count, digest FROM entry"
                 " ORDER BY sequence DESC LIMIT 1"};
  const Rows rows{last};
  Head head;
  if (!last.step()) return head;
  head.sequence = static_cast<Sequence>(last.number(0));
  head.at = Instant::from_seconds(last.number(1));
  head.next_public = static_cast<std::uint64_t>(last.number(2));
  const std::string_view digest = last.bytes(3);
  if (digest.size() != head.digest.bytes.size()) {
    throw JournalFault(path.string() + " is damaged: a digest has not 32 bytes");
  }
  std::ranges::copy(digest, head.digest.bytes.begin());
  return head;
}

HeldJournal::HeldJournal(const std::filesystem::path& path, JournalFile::IfAbsent absent)
    : path_{path}, file_{path, absent} {
  require_files_beside(path_);
  form_ = recognized(file_, path_);
  if (!file_.try_lock()) throw JournalUnusable(path.string() + " is in use by another process");
  try {
    // Programs before format 4 know only this lock. It also keeps out a file that replaced one that
    // is being written: the log beside it belongs to the other file.
    lock_ = std::make_unique<DiskFile>(beside(path, "-lock"));
    if (!lock_->try_lock()) throw JournalUnusable(path.string() + " is in use by another process");
    look();
  } catch (const JournalUnusable&) {
    throw;
  } catch (const SqliteFault& fault) {
    if (fault.damaged()) refuse_damaged(path_, fault.what());
    throw JournalUnusable(fault.what());
  } catch (const JournalFault& fault) {
    throw JournalUnusable(fault.what());
  }
}

HeldJournal::~HeldJournal() = default;

void HeldJournal::look() {
  // SQLite follows links to the file, and stores its side files beside the file itself.
  const std::filesystem::path file = std::filesystem::canonical(path_);
  const bool logged = has_bytes(beside(file, "-wal"));
  if (form_ == JournalForm::empty) {
    // SQLite would delete a log without a file.
    if (logged) {
      throw JournalUnusable(path_.string() + " is empty, but its log " + path_.string() +
                            "-wal is not; put the file back, or move the log away");
    }
    return;
  }
  undo_unfinished_transaction(file, logged);
  if (form_ == JournalForm::empty) return;
  database_ = std::make_unique<Database>(path_, logged ? OpenAs::onlooker : OpenAs::header);
  form_ = recognized(*database_, path_);
  if (const auto wrong = misshapen(*database_)) refuse_damaged(path_, *wrong);
  if (const auto wrong = missing_pages(*database_, file)) refuse_damaged(path_, *wrong);
  head_ = read_head(*database_, path_);
}

void HeldJournal::undo_unfinished_transaction(const std::filesystem::path& file, bool logged) {
  const bool half = may_undo(beside(file, "-journal"));
  const bool keeps_log = file_.beginning(kHeaderSize)[kWriteVersionOffset] == kWriteAheadLog;
  // SQLite would read either into the file without checking that they belong together.
  if (logged && half) {
    throw JournalUnusable(path_.string() +
                          "-journal lies beside a file that has a log, and is not"
                          " of it: move it away");
  }
  if (logged && !keeps_log) {
    throw JournalUnusable(path_.string() + " was written without a log, so " + path_.string() +
                          "-wal belongs to another file: put that file back, or move the log away");
  }
  if (!half) return;
  // A transaction in another mode of SQLite did not end. Every reader of the file first undoes it;
  // only then is the content of the file known.
  {
    Database undoing{path_, OpenAs::writer};
    undoing.abandon();
    undoing.number("PRAGMA schema_version");
  }
  form_ = recognized(file_, path_);
}

std::optional<Digest> HeldJournal::digest_of(Sequence sequence) {
  if (database_ == nullptr || sequence == 0) return std::nullopt;
  try {
    Statement statement{*database_, "SELECT digest FROM entry WHERE sequence = ?"};
    const Rows rows{statement};
    if (!statement.bind(1, static_cast<std::int64_t>(sequence)).step()) return std::nullopt;
    return from_bytes<Digest>(statement.bytes(0));
  } catch (const SqliteFault& fault) {
    refuse_damaged(path_, fault.what());
  }
}

void HeldJournal::end_look() { database_.reset(); }

}  // namespace quitrent
