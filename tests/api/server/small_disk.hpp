// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <fcntl.h>
#include <set>
#include <string>
#include <sys/mount.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include "tests/api/server/program.hpp"

namespace quitrent::testing {

/// A file system of a few MiB in memory. Only root can mount it.
class SmallDisk {
 public:
  /// `options` are those of mount, such as "size=48m".
  explicit SmallDisk(const std::string& options) {
    is_there_ = ::mount("quitrent-test", folder_.path().c_str(), "tmpfs", 0, options.c_str()) == 0;
  }
  SmallDisk(const SmallDisk&) = delete;
  SmallDisk& operator=(const SmallDisk&) = delete;
  ~SmallDisk() {
    if (is_there_) ::umount2(folder_.path().c_str(), MNT_DETACH);
  }
  /// Whether it could be mounted.
  bool is_there() const { return is_there_; }
  std::string operator/(const std::string& name) const { return folder_ / name; }
  /// The names of the files and folders in it.
  std::set<std::string> names() const { return folder_.names(); }
  /// Makes a file that leaves `bytes` bytes free. Answers whether that was possible.
  bool leave(std::uint64_t bytes) const {
    const int file = ::open((*this / "ballast").c_str(), O_CREAT | O_WRONLY | O_CLOEXEC, 0600);
    struct statvfs left{};
    bool made = ::fstatvfs(file, &left) == 0;
    const std::uint64_t free = std::uint64_t{left.f_bavail} * left.f_frsize;
    made = made && ::posix_fallocate(file, 0, static_cast<off_t>(free - bytes)) == 0;
    ::close(file);
    return made;
  }
  /// Removes that file.
  bool make_room() const { return ::unlink((*this / "ballast").c_str()) == 0; }

 private:
  Folder folder_;
  bool is_there_ = false;
};

}  // namespace quitrent::testing
