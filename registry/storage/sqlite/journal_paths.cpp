// SPDX-License-Identifier: EUPL-1.2
#include "registry/storage/sqlite/journal_paths.hpp"

#include <array>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <string_view>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>

#include "registry/storage/sqlite/log_format.hpp"

namespace quitrent {
namespace {

/// The layout of a log: a header, and a header before each page. Both identify the turn of the log
/// by two numbers. The last frame of a transaction states the size of the file after it. Source:
/// sqlite.org/fileformat2.html, section 4.
constexpr std::size_t kTurnInLog = 16;
constexpr std::size_t kSizeInFrame = 4;
constexpr std::size_t kTurnInFrame = 8;
constexpr std::size_t kTurnSize = 8;

/// Reads `Size` bytes from `offset`; false if they are not there.
template <std::size_t Size>
bool read_at(int descriptor, std::array<char, Size>& bytes, off_t offset) {
  ssize_t read = 0;
  do {
    read = ::pread(descriptor, bytes.data(), Size, offset);
  } while (read < 0 && errno == EINTR);
  return read == static_cast<ssize_t>(Size);
}

}  // namespace

JournalPaths::JournalPaths(const std::filesystem::path& path, const JournalFile& file,
                           std::int64_t page_size)
    : path_{std::filesystem::absolute(path)},
      log_path_{std::filesystem::canonical(path).string() + "-wal"},
      file_{file},
      page_size_{page_size},
      log_{::open(log_path_.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)} {
  if (log_ < 0) {
    throw JournalFault(log_path_.string() +
                       " cannot be opened: " + std::generic_category().message(errno));
  }
}

JournalPaths::~JournalPaths() { ::close(log_); }

std::optional<std::string> JournalPaths::file_fault() const {
  if (auto moved = file_.moved_from(path_)) return moved;
  if (!file_.beginning(16).starts_with("SQLite format 3")) {
    return path_.string() + " was written over";
  }
  return std::nullopt;
}

std::optional<std::string> JournalPaths::log_fault() const { return moved_from(log_path_, log_); }

bool JournalPaths::log_ends_with(int frame) const {
  if (frame == 0) return true;
  std::array<char, kLogHeader> log{};
  std::array<char, kFrameHeader> last{};
  const auto offset = static_cast<off_t>(kLogHeader) +
                      static_cast<off_t>(frame - 1) * (page_size_ + off_t{kFrameHeader});
  if (!read_at(log_, log, 0) || !read_at(log_, last, offset)) return false;
  struct stat status{};
  if (::fstat(log_, &status) != 0 || status.st_size < offset + off_t{kFrameHeader} + page_size_) {
    return false;
  }
  const std::string_view size{last.data() + kSizeInFrame, 4};
  return size != std::string_view{"\0\0\0\0", 4} &&
         std::memcmp(log.data() + kTurnInLog, last.data() + kTurnInFrame, kTurnSize) == 0;
}

}  // namespace quitrent
