// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <filesystem>
#include <optional>
#include <string>

namespace quitrent {

/// Who holds the lock to write of the SQLite file at `path`, which has a write-ahead log, as the
/// system tells it: "sqlite3, process 1234". Nothing where nobody is seen. Opens no file of the
/// database: closing one would take this process's own locks from it.
std::optional<std::string> write_lock_holder(const std::filesystem::path& path);

/// What is to be said, and done, where somebody does not let go of that lock: a whole line.
std::string locked_line(const std::filesystem::path& path);

}  // namespace quitrent
