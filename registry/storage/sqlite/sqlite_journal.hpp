// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <filesystem>
#include <memory>

#include "registry/journal/journal.hpp"

namespace quitrent {

/// How the journal uses its disk.
struct SqliteJournalSettings {
  /// The log is taken into the file when it has grown by so many pages. Unit: pages of 4 KiB.
  int checkpoint_pages = 20'000;
};

/// Opens the journal in the SQLite file `path`, or makes a new one; its log, its lock and its
/// snapshots stand beside it under names that begin with the same. One process writes at a time:
/// the lock is held until the answer is gone. The chain is not verified here (see verify_link).
/// Throws JournalUnusable where the file is of another format, foreign, held by another writer or
/// cannot be written, and then has written nothing into it.
std::unique_ptr<Journal> open_sqlite_journal(const std::filesystem::path& path,
                                             const SqliteJournalSettings& settings = {});

/// Opens the journal at `path` for reading alone, beside a writer or without one; for those who
/// verify a register. Throws JournalUnusable as open_sqlite_journal does, and where there is none.
std::unique_ptr<JournalReader> read_sqlite_journal(const std::filesystem::path& path);

}  // namespace quitrent
