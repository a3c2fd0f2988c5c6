// SPDX-License-Identifier: EUPL-1.2
#include "registry/storage/sqlite/journal_file.hpp"

#include <cerrno>
#include <fcntl.h>
#include <map>
#include <mutex>
#include <sys/file.h>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>
#include <utility>

namespace quitrent {
namespace {

/// Identifies a file, under any of its names: device and inode.
using FileNumber = std::pair<dev_t, ino_t>;

/// Throws JournalFault where the disk has no room, else JournalUnusable.
[[noreturn]] void refuse(const std::filesystem::path& path, std::string_view doing) {
  const int error = errno;
  const std::string what =
      path.string() + " " + std::string{doing} + ": " + std::generic_category().message(error);
  if (error == ENOSPC || error == EDQUOT) throw JournalFault(what);
  throw JournalUnusable(what);
}

}  // namespace

std::optional<std::string> moved_from(const std::filesystem::path& path, int descriptor) {
  struct stat named{};
  struct stat opened{};
  if (::stat(path.c_str(), &named) != 0) {
    return path.string() +
           (errno == ENOENT || errno == ENOTDIR
                ? " is not there any more"
                : " cannot be looked at: " + std::generic_category().message(errno));
  }
  if (::fstat(descriptor, &opened) != 0 || named.st_dev != opened.st_dev ||
      named.st_ino != opened.st_ino) {
    return path.string() + " is not the one that was opened";
  }
  return std::nullopt;
}

/// The files that this process has open.
struct JournalFile::Shared {
  int descriptor = -1;
  std::size_t users = 0;
  bool locked = false;

  static std::mutex mutex;
  static std::map<FileNumber, Shared> open;
};

std::mutex JournalFile::Shared::mutex;
std::map<FileNumber, JournalFile::Shared> JournalFile::Shared::open;

JournalFile::JournalFile(const std::filesystem::path& path, IfAbsent absent) : path_{path} {
  const std::lock_guard lock{Shared::mutex};
  struct stat status{};
  const bool there = ::stat(path.c_str(), &status) == 0;
  if (there && !S_ISREG(status.st_mode)) throw JournalUnusable(path.string() + " is no file");
  if (there) {
    // The file is searched by number and not opened: closing a second descriptor would drop
    // SQLite's locks.
    const auto found = Shared::open.find({status.st_dev, status.st_ino});
    if (found != Shared::open.end()) shared_ = &found->second;
  }
  if (shared_ == nullptr) {
    const int make = absent == IfAbsent::make ? O_CREAT : 0;
    const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | make, 0600);
    if (descriptor < 0) refuse(path, "cannot be opened");
    ::fstat(descriptor, &status);
    shared_ = &Shared::open[{status.st_dev, status.st_ino}];
    shared_->descriptor = descriptor;
  }
  ++shared_->users;
}

JournalFile::~JournalFile() {
  const std::lock_guard lock{Shared::mutex};
  if (locked_) {
    ::flock(shared_->descriptor, LOCK_UN);
    shared_->locked = false;
  }
  if (--shared_->users > 0) return;
  ::close(shared_->descriptor);
  std::erase_if(Shared::open, [this](const auto& open) { return &open.second == shared_; });
}

bool JournalFile::try_lock() {
  const std::lock_guard lock{Shared::mutex};
  if (shared_->locked) return false;
  if (::flock(shared_->descriptor, LOCK_EX | LOCK_NB) != 0) {
    if (errno != EWOULDBLOCK) refuse(path_, "cannot be locked");
    return false;
  }
  shared_->locked = locked_ = true;
  return true;
}

std::string JournalFile::beginning(std::size_t size) const {
  std::string bytes(size, '\0');
  std::size_t read = 0;
  while (read < size) {
    const ssize_t more =
        ::pread(shared_->descriptor, bytes.data() + read, size - read, static_cast<off_t>(read));
    if (more < 0 && errno == EINTR) continue;
    if (more < 0) refuse(path_, "cannot be read");
    if (more == 0) break;
    read += static_cast<std::size_t>(more);
  }
  bytes.resize(read);
  return bytes;
}

std::optional<std::string> JournalFile::moved_from(const std::filesystem::path& path) const {
  return quitrent::moved_from(path, shared_->descriptor);
}

std::uintmax_t JournalFile::names() const {
  struct stat status{};
  if (::fstat(shared_->descriptor, &status) != 0) refuse(path_, "cannot be read");
  return status.st_nlink;
}

}  // namespace quitrent
