// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <filesystem>
#include <optional>
#include <string>

namespace quitrent {

/// Who holds the write lock of the SQLite file at `path`, which has a write-ahead log, according to
/// the system: "sqlite3, process 1234". Nothing where no holder is seen. Opens no file of the
/// database, since closing one would release this process's own locks.
std::optional<std::string> write_lock_holder(const std::filesystem::path& path);

/// One whole line that says that somebody keeps that lock, and what to do.
std::string locked_line(const std::filesystem::path& path);

}  // namespace quitrent
