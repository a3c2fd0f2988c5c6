// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>

#include "registry/journal/journal.hpp"
#include "registry/storage/sqlite/database.hpp"
#include "registry/storage/sqlite/disk_file.hpp"
#include "registry/storage/sqlite/journal_file.hpp"

namespace quitrent {

/// Marks a file as a journal of Quitrent: "QtRj".
inline constexpr std::int64_t kJournalApplication = 0x5174'526a;
/// The format of the file. Grows with each change that an older program would misread; the layout
/// of events belongs to it.
inline constexpr std::int64_t kJournalFormat = 5;
/// The oldest format that this program reads and continues. A file keeps its number until this
/// program appends to it; the same transaction then sets kJournalFormat.
inline constexpr std::int64_t kOldestJournalFormat = 3;

/// What was found in a file that is to be a journal.
enum class JournalForm : std::uint8_t {
  empty,    ///< it holds nothing yet
  journal,  ///< a journal that this program reads
};

/// What `file` is, judged by its first bytes. Changes nothing and does not read the log beside it.
/// Throws JournalUnusable where the file is foreign or of another format.
JournalForm recognized(const JournalFile& file, const std::filesystem::path& path);

/// What the file is when its log is read too, through an open connection. Throws JournalUnusable.
JournalForm recognized(Database& database, const std::filesystem::path& path);

/// The end of the journal at `path`. Throws SqliteFault, JournalFault.
Head read_head(Database& database, const std::filesystem::path& path);

/// A journal's file and its log, locked against every other writer and read as they are: no byte of
/// them is changed, and no file appears beside them. There is one exception: if a transaction did
/// not end while the file had no log, it is undone, as any reader of the file would undo it. For
/// the start alone: it opens and closes a descriptor of its own, so this process may have no other
/// connection to the file.
class HeldJournal {
 public:
  /// Locks the file at `path` or, if `absent` says so, makes an empty one. Throws JournalUnusable
  /// where the file is foreign, of another format, damaged, not of a journal's schema, in use by
  /// another process, or absent.
  explicit HeldJournal(const std::filesystem::path& path,
                       JournalFile::IfAbsent absent = JournalFile::IfAbsent::refuse);
  ~HeldJournal();
  HeldJournal(const HeldJournal&) = delete;
  HeldJournal& operator=(const HeldJournal&) = delete;

  /// The path of the file.
  const std::filesystem::path& path() const { return path_; }
  /// Whether it is a journal already.
  JournalForm form() const { return form_; }
  /// The end of the journal.
  const Head& head() const { return head_; }
  /// The chain digest of entry `sequence`; nothing if there is no such entry. Throws
  /// JournalUnusable where it cannot be read.
  std::optional<Digest> digest_of(Sequence sequence);
  /// How many names the file has. Its log stands beside only one of them.
  std::uintmax_t names() const { return file_.names(); }
  /// The file; valid as long as this object.
  const JournalFile& file() const { return file_; }
  /// Ends the reading, so that the file can be opened for writing. The lock stays.
  void end_look();

 private:
  void look();
  /// Undoes the transaction of a rollback journal beside `file`. Throws JournalUnusable,
  /// SqliteFault.
  void undo_unfinished_transaction(const std::filesystem::path& file, bool logged);
  std::filesystem::path path_;
  JournalFile file_;
  std::unique_ptr<DiskFile> lock_;  ///< on the name: see the README
  std::unique_ptr<Database> database_;
  JournalForm form_ = JournalForm::empty;
  Head head_;
};

}  // namespace quitrent
