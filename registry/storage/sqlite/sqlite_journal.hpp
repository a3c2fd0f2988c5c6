// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <filesystem>
#include <memory>

#include "registry/journal/journal.hpp"

namespace quitrent {

/// How the journal uses its disk.
struct SqliteJournalSettings {
  /// When the log has grown by this many pages, it is moved into the file. The writer waits for
  /// that: about 5 ms for 1,000 pages. Unit: pages of 4 KiB.
  int checkpoint_pages = 1'000;
};

class HeldJournal;

/// Opens the journal that `held` holds; makes one of an empty file. Its log, lock and snapshots
/// stand beside it, and their names begin with its name. One process writes at a time: the answer
/// keeps `held`. The chain is not verified here (see verify_link). Until the first append, nothing
/// is written into an existing journal, and its log is left as it is. Throws JournalUnusable where
/// the file cannot be written, and JournalFault where the disk is full or fails.
std::unique_ptr<Journal> open_sqlite_journal(std::shared_ptr<HeldJournal> held,
                                             const SqliteJournalSettings& settings = {});

/// Locks the file at `path`, makes it if it is absent, and opens it. Throws JournalUnusable, also
/// where the file is of another format, foreign, damaged or locked by another writer; then an
/// existing file is unchanged.
std::unique_ptr<Journal> open_sqlite_journal(const std::filesystem::path& path,
                                             const SqliteJournalSettings& settings = {});

/// Opens the journal at `path` for reading only, with or without a writer: for programs that verify
/// a register. Throws JournalUnusable as open_sqlite_journal does, and where there is no file.
/// Throws JournalDamaged where a journal is there and SQLite cannot read it.
/// Beside a log it makes the index that SQLite's readers share (`-shm`), and nothing else.
std::unique_ptr<JournalReader> read_sqlite_journal(const std::filesystem::path& path);

}  // namespace quitrent
