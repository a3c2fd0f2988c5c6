// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstddef>
#include <filesystem>
#include <string_view>

#include "registry/journal/journal.hpp"

namespace quitrent {

/// An open file of the operating system, closed at the end of its scope.
class DiskFile {
 public:
  /// Opens `path` for writing, or makes it, readable by its owner alone. Does not change its
  /// content. Throws JournalFault.
  explicit DiskFile(const std::filesystem::path& path);
  ~DiskFile();
  DiskFile(const DiskFile&) = delete;
  DiskFile& operator=(const DiskFile&) = delete;

  /// Empties the file. Throws JournalFault.
  void clear();
  /// Writes all of `bytes` after what was written before. Throws JournalFault.
  void write(std::string_view bytes);
  /// Writes all of `bytes` over the content that begins at `offset`, in bytes from 0. Throws
  /// JournalFault.
  void write_at(std::size_t offset, std::string_view bytes);
  /// Makes what was written durable. Throws JournalFault; do not call it again after that.
  void sync();
  /// Takes the lock of the file; false where another process holds it. The lock ends when the file
  /// is closed or the process ends.
  bool try_lock();

 private:
  [[noreturn]] void fail(std::string_view doing) const;
  std::filesystem::path path_;
  int descriptor_ = -1;
};

/// Makes the file names in `folder` durable. Throws JournalFault.
void sync_folder(const std::filesystem::path& folder);

}  // namespace quitrent
