// SPDX-License-Identifier: EUPL-1.2
#include "registry/storage/sqlite/disk_file.hpp"

#include <cerrno>
#include <fcntl.h>
#include <string>
#include <sys/file.h>
#include <system_error>
#include <unistd.h>

namespace quitrent {
namespace {

[[noreturn]] void fail_with_cause(const std::filesystem::path& path, std::string_view doing) {
  const std::string cause = std::generic_category().message(errno);
  throw JournalFault(path.string() + " " + std::string{doing} + ": " + cause);
}

}  // namespace

DiskFile::DiskFile(const std::filesystem::path& path)
    : path_{path}, descriptor_{::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600)} {
  if (descriptor_ < 0) fail("cannot be opened for writing");
}

DiskFile::~DiskFile() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

void DiskFile::fail(std::string_view doing) const { fail_with_cause(path_, doing); }

void DiskFile::clear() {
  if (::ftruncate(descriptor_, 0) != 0) fail("cannot be written");
}

void DiskFile::write(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(descriptor_, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) fail("cannot be written");
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
}

void DiskFile::write_at(std::size_t offset, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written =
        ::pwrite(descriptor_, bytes.data(), bytes.size(), static_cast<off_t>(offset));
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) fail("cannot be written");
    bytes.remove_prefix(static_cast<std::size_t>(written));
    offset += static_cast<std::size_t>(written);
  }
}

void DiskFile::sync() {
  if (::fsync(descriptor_) != 0) fail("cannot be made durable");
}

bool DiskFile::try_lock() {
  if (::flock(descriptor_, LOCK_EX | LOCK_NB) == 0) return true;
  if (errno != EWOULDBLOCK) fail("cannot be locked");
  return false;
}

void sync_folder(const std::filesystem::path& folder) {
  const int descriptor = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (descriptor < 0) fail_with_cause(folder, "cannot be opened");
  const bool synced = ::fsync(descriptor) == 0;
  const int cause = errno;
  ::close(descriptor);
  errno = cause;
  if (!synced) fail_with_cause(folder, "cannot be made durable");
}

}  // namespace quitrent
