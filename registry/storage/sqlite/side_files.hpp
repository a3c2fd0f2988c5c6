// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <filesystem>
#include <optional>
#include <string>

namespace quitrent {

/// What stands at `path` where a file belongs, in words ("a folder", "a pipe"); nothing where a
/// file or nothing is there. Opens nothing: who opens a pipe waits for ever.
std::optional<std::string> no_file(const std::filesystem::path& path);

/// Whether SQLite's rollback journal `file` may undo something: where it holds nothing, or its
/// beginning was zeroed when its transaction was done, it does not.
bool may_undo(const std::filesystem::path& file);

/// Whether this process may open a few files now. Where it may not, what cannot be read need not be
/// damaged.
bool may_open_files();

/// Throws JournalUnusable, and says what to do, where something beside the journal at `path` is no
/// file that stands under the name of one of its own: log, index, rollback journal, lock, head
/// file.
void require_files_beside(const std::filesystem::path& path);

}  // namespace quitrent
