// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

#include "registry/journal/journal.hpp"

namespace quitrent {

/// Why what stands at `path` is not the file of `descriptor`: a sentence without its point; nothing
/// where it is.
std::optional<std::string> moved_from(const std::filesystem::path& path, int descriptor);

/// The one descriptor that this process has of a journal's file, besides those of SQLite; shared by
/// all who have a connection to the file, and closed after the last of them. The reason: POSIX
/// takes the locks of a process, SQLite's included, from a file as soon as the process closes any
/// descriptor of it. Thread-safe.
class JournalFile {
 public:
  /// What is to be done where there is no file.
  enum class IfAbsent : std::uint8_t { refuse, make };

  /// Opens `path` for reading, or shares what this process has open already. A file that is made is
  /// readable to its owner alone. Throws JournalUnusable, also where `path` is no regular file.
  explicit JournalFile(const std::filesystem::path& path, IfAbsent absent = IfAbsent::refuse);
  ~JournalFile();
  JournalFile(const JournalFile&) = delete;
  JournalFile& operator=(const JournalFile&) = delete;

  /// Takes the lock of the file itself, by whatever name it was opened; false where another process
  /// or another owner in this one has it. It goes with this object or with the process. flock(2)
  /// knows nothing of the byte ranges that SQLite locks, so neither disturbs the other.
  bool try_lock();
  /// The first bytes of the file, at most `size`, as they lie there, without any log.
  std::string beginning(std::size_t size) const;
  /// Why what stands at `path` is not this file: a sentence without its point; nothing where it is.
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
