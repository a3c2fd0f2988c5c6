// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

#include "registry/storage/sqlite/journal_file.hpp"

namespace quitrent {

/// Checks that a journal's files are at the paths that the next start reads. The system lets a
/// process write to a file that somebody has deleted, moved or replaced, and so does SQLite: all
/// entries would be lost with the process.
class JournalPaths {
 public:
  /// For the journal `file` at `path`, whose log SQLite has opened already. Pages have `page_size`
  /// bytes. Throws JournalFault where there is no log.
  JournalPaths(const std::filesystem::path& path, const JournalFile& file, std::int64_t page_size);
  ~JournalPaths();
  JournalPaths(const JournalPaths&) = delete;
  JournalPaths& operator=(const JournalPaths&) = delete;

  /// What is wrong with the file at the path: a sentence without a full stop. Nothing where it is
  /// still the file that was opened. Costs two system calls and a read of the file's beginning.
  std::optional<std::string> file_fault() const;
  /// What is wrong with the log at its path, in the same form.
  std::optional<std::string> log_fault() const;
  /// Whether the log that was opened, at any path, ends with a commit in frame `frame`, counted
  /// from 1. With 0: whether nothing was committed into it.
  bool log_ends_with(int frame) const;
  /// The path at which the log belongs.
  const std::filesystem::path& log_path() const { return log_path_; }

 private:
  std::filesystem::path path_;
  std::filesystem::path log_path_;
  const JournalFile& file_;
  std::int64_t page_size_;
  int log_ = -1;  // kept open, so that no other file can get its inode number
};

}  // namespace quitrent
