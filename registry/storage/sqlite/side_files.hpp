// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <filesystem>
#include <optional>
#include <string>

namespace quitrent {

/// What is at `path` instead of a file, in words ("a folder", "a pipe"). Nothing where there is a
/// file or nothing. Opens nothing: opening a pipe could wait for ever.
std::optional<std::string> non_file_kind(const std::filesystem::path& path);

/// Whether SQLite's rollback journal `file` may undo something. It does not where it is empty, or
/// where its beginning was zeroed when its transaction ended.
bool may_undo(const std::filesystem::path& file);

/// Whether this process may open a few more files now. If not, a file that cannot be read need not
/// be damaged.
bool may_open_files();

/// Throws JournalUnusable, and says what to do, where something that is no file has the name of a
/// file beside the journal at `path`: log, index, rollback journal, lock, head file.
void require_files_beside(const std::filesystem::path& path);

}  // namespace quitrent
