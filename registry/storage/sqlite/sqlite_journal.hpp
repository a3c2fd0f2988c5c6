// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <filesystem>
#include <memory>

#include "registry/journal/journal.hpp"

namespace quitrent {

/// How the journal uses its disk.
struct SqliteJournalSettings {
  /// The log is taken into the file when it has grown by so many pages: the writer stands still for
  /// that, some 5 ms with 1,000. Unit: pages of 4 KiB.
  int checkpoint_pages = 1'000;
};

class HeldJournal;

/// Opens the journal that `held` holds, or makes one of an empty file; its log, its lock and its
/// snapshots stand beside it under names that begin with the same. One process writes at a time:
/// the hold goes with the answer. The chain is not verified here (see verify_link). Nothing is
/// written into an existing journal, and its log is left as it is, until the first append.
/// Throws JournalUnusable where the file cannot be written.
std::unique_ptr<Journal> open_sqlite_journal(std::shared_ptr<HeldJournal> held,
                                             const SqliteJournalSettings& settings = {});

/// Takes hold of the file at `path`, makes it where there is none, and opens it. Throws
/// JournalUnusable, also where the file is of another format, foreign, damaged or held by another
/// writer; an existing file is as it was then.
std::unique_ptr<Journal> open_sqlite_journal(const std::filesystem::path& path,
                                             const SqliteJournalSettings& settings = {});

/// Opens the journal at `path` for reading alone, beside a writer or without one; for those who
/// verify a register. Throws JournalUnusable as open_sqlite_journal does, and where there is none.
/// Beside a log it makes the index that SQLite's readers share (`-shm`), and nothing else.
std::unique_ptr<JournalReader> read_sqlite_journal(const std::filesystem::path& path);

}  // namespace quitrent
