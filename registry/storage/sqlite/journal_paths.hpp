// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

#include "registry/storage/sqlite/journal_file.hpp"

namespace quitrent {

/// Whether what a journal writes stands where the next start will look for it. The system goes on
/// with a file that somebody has deleted, moved or replaced, and so does SQLite: all would be lost
/// with the process.
class JournalPaths {
 public:
  /// For the journal `file` at `path`, whose log is open already. Pages have `page_size` bytes.
  /// Throws JournalFault where there is no log.
  JournalPaths(const std::filesystem::path& path, const JournalFile& file, std::int64_t page_size);
  ~JournalPaths();
  JournalPaths(const JournalPaths&) = delete;
  JournalPaths& operator=(const JournalPaths&) = delete;

  /// What is wrong with the file at the path, a sentence without its point; nothing where it is
  /// still the one that was opened. Costs two calls of the system and a read of its beginning.
  std::optional<std::string> file_fault() const;
  /// The same of the log.
  std::optional<std::string> log_fault() const;
  /// Whether the log that was opened, wherever it is now, ends with a commit in its frame `frame`,
  /// from 1; 0: nothing was committed into it.
  bool log_ends_with(int frame) const;
  /// Where the log belongs.
  const std::filesystem::path& log_path() const { return log_path_; }

 private:
  std::filesystem::path path_;
  std::filesystem::path log_path_;
  const JournalFile& file_;
  std::int64_t page_size_;
  int log_ = -1;  // held, so that no other file can get its number
};

}  // namespace quitrent
