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
/// Grows with each change that an older program would misread, that of an event's layout included.
inline constexpr std::int64_t kJournalFormat = 4;
/// The oldest format that is read and written on. A file keeps its number until the first entry of
/// this program, which sets kJournalFormat in the same transaction.
inline constexpr std::int64_t kOldestJournalFormat = 3;

/// What a file is that may become or is a journal.
enum class JournalForm : std::uint8_t {
  empty,    ///< nothing is in it yet
  journal,  ///< a journal that this program reads
};

/// What the file of `file` is, judged by its first bytes and without touching it; a log beside it
/// is not read. Throws JournalUnusable where it is foreign or of another format.
JournalForm recognized(const JournalFile& file, const std::filesystem::path& path);

/// The same once its log is read too, through an open connection. Throws JournalUnusable.
JournalForm recognized(Database& database, const std::filesystem::path& path);

/// The last entry of the journal at `path`. Throws SqliteFault, JournalFault.
Head read_head(Database& database, const std::filesystem::path& path);

/// A journal's file and its log, held against every other writer and looked at as they lie there:
/// no byte of them is changed, and no file appears beside them. The one exception is a transaction
/// that did not end while the file had no log: it is undone, as by whoever reads the file. For the
/// start alone: it opens and closes a descriptor of its own, so no connection of this process may
/// be under way.
class HeldJournal {
 public:
  /// Takes hold of the file at `path` or, as `absent` says, makes an empty one. Throws
  /// JournalUnusable where it is foreign, of another format, damaged, of another shape than
  /// a journal has, in use by another process, or not there.
  explicit HeldJournal(const std::filesystem::path& path,
                       JournalFile::IfAbsent absent = JournalFile::IfAbsent::refuse);
  ~HeldJournal();
  HeldJournal(const HeldJournal&) = delete;
  HeldJournal& operator=(const HeldJournal&) = delete;

  /// Where it is.
  const std::filesystem::path& path() const { return path_; }
  /// Whether it is a journal already.
  JournalForm form() const { return form_; }
  /// Where the journal ends.
  const Head& head() const { return head_; }
  /// The chain digest of entry `sequence`; nothing where there is no such entry. Throws
  /// JournalUnusable where that cannot be read.
  std::optional<Digest> digest_of(Sequence sequence);
  /// How many names the file has: its log stands beside one of them alone.
  std::uintmax_t names() const { return file_.names(); }
  /// The file, for as long as it is held.
  const JournalFile& file() const { return file_; }
  /// Ends the look, so that the file can be opened for writing; the hold goes on.
  void end_look();

 private:
  void look();
  /// Undoes what a rollback journal beside `file` says. Throws JournalUnusable, SqliteFault.
  void undo_what_is_half(const std::filesystem::path& file, bool logged);
  std::filesystem::path path_;
  JournalFile file_;
  std::unique_ptr<DiskFile> lock_;  ///< of the name: see the README
  std::unique_ptr<Database> database_;
  JournalForm form_ = JournalForm::empty;
  Head head_;
};

}  // namespace quitrent
