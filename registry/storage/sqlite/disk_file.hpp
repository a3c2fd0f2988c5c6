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
  /// Opens or makes `path` for writing, to be read by its owner alone, without changing what it
  /// holds. Throws JournalFault.
  explicit DiskFile(const std::filesystem::path& path);
  ~DiskFile();
  DiskFile(const DiskFile&) = delete;
  DiskFile& operator=(const DiskFile&) = delete;

  /// Drops what the file holds. Throws JournalFault.
  void clear();
  /// Writes all of `bytes` after what was written before. Throws JournalFault.
  void write(std::string_view bytes);
  /// Writes all of `bytes` over what stands from `place` on. Throws JournalFault.
  void write_at(std::size_t place, std::string_view bytes);
  /// Makes what was written durable. Throws JournalFault; never try again after that.
  void sync();
  /// Takes the lock of the file, which goes when the file is closed or the process ends, however it
  /// ends; false where somebody else holds it.
  bool try_lock();

 private:
  [[noreturn]] void fail(std::string_view doing) const;
  std::filesystem::path path_;
  int descriptor_ = -1;
};

/// Makes the names in `folder` durable. Throws JournalFault.
void sync_folder(const std::filesystem::path& folder);

}  // namespace quitrent
