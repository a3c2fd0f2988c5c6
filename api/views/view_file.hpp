// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <filesystem>
#include <memory>

#include "registry/journal/journal.hpp"
#include "registry/storage/sqlite/database.hpp"

namespace quitrent {

/// How far a file of views has come.
struct Folded {
  Sequence sequence = 0;    ///< newest entry that is in it
  Digest digest;            ///< chain digest of that entry
  std::int64_t assets = 0;  ///< how many there are; the next one's ordinal
  std::int64_t purchases = 0;
};

/// Opens the views at `path` for writing; where they are damaged, of another format or not views of
/// the journal behind `journal`, they are deleted and begun anew. Throws SqliteFault where the file
/// cannot be written, JournalFault where the journal cannot be read.
std::unique_ptr<Database> open_view_file(const std::filesystem::path& path, JournalReader& journal);

/// Deletes the views at `path`; their connections must be closed.
void delete_view_file(const std::filesystem::path& path);

/// How far the views have come.
Folded read_folded(Database& database);

}  // namespace quitrent
