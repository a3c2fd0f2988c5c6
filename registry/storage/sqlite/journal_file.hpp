// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

#include "registry/journal/journal.hpp"

namespace quitrent {

/// Why the file at `path` is not the file of `descriptor`: a sentence without a full stop. Nothing
/// where it is.
std::optional<std::string> moved_from(const std::filesystem::path& path, int descriptor);

/// The one descriptor that this process has of a journal's file, besides those of SQLite. All
/// connections to the file share it, and it is closed after the last of them. The reason: POSIX
/// releases the locks of a process on a file, SQLite's included, as soon as the process closes any
/// descriptor of that file. Thread-safe.
class JournalFile {
 public:
  /// What to do where there is no file.
  enum class IfAbsent : std::uint8_t { refuse, make };

  /// Opens `path` for reading, or shares the descriptor that this process has open already. A new
  /// file is readable by its owner alone. Throws JournalUnusable, also where `path` is no regular
  /// file.
  explicit JournalFile(const std::filesystem::path& path, IfAbsent absent = IfAbsent::refuse);
  ~JournalFile();
  JournalFile(const JournalFile&) = delete;
  JournalFile& operator=(const JournalFile&) = delete;

  /// Locks the file itself, under any of its names; false where another process, or another object
  /// in this one, has the lock. The lock ends with this object or with the process. flock(2) is
  /// independent of the byte ranges that SQLite locks, so neither disturbs the other.
  bool try_lock();
  /// The first bytes of the file, at most `size`, as they are, without any log.
  std::string beginning(std::size_t size) const;
  /// Why the file at `path` is not this file: a sentence without a full stop. Nothing where it is.
  std::optional<std::string> moved_from(const std::filesystem::path& path) const;
  /// How many names the file has.
  std::uintmax_t names() const;

 private:
  struct Shared;
  std::filesystem::path path_;
  Shared* shared_ = nullptr;
  bool locked_ = false;
};

}  // namespace quitrent
