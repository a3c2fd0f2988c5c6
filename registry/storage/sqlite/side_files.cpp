// SPDX-License-Identifier: EUPL-1.2
#include "registry/storage/sqlite/side_files.hpp"

#include <algorithm>
#include <array>
#include <fcntl.h>
#include <fstream>
#include <system_error>
#include <unistd.h>

#include "registry/journal/journal.hpp"

namespace quitrent {

std::optional<std::string> non_file_kind(const std::filesystem::path& path) {
  std::error_code unknown;
  switch (std::filesystem::symlink_status(path, unknown).type()) {
    case std::filesystem::file_type::regular:
    case std::filesystem::file_type::not_found:
      return std::nullopt;
    case std::filesystem::file_type::directory:
      return "a folder";
    case std::filesystem::file_type::symlink:
      return "a symbolic link";
    case std::filesystem::file_type::fifo:
      return "a pipe";
    case std::filesystem::file_type::socket:
      return "a socket";
    case std::filesystem::file_type::block:
    case std::filesystem::file_type::character:
      return "a device";
    default:
      return "something that cannot be looked at";
  }
}

bool may_undo(const std::filesystem::path& file) {
  // An empty file and an absent file give no byte.
  return std::ifstream{file, std::ios::binary}.get() > 0;
}

bool may_open_files() {
  // SQLite opens this many files for a file with a log.
  std::array<int, 3> tried{};
  for (int& one : tried) one = ::open("/dev/null", O_RDONLY | O_CLOEXEC);
  const bool all = std::ranges::find(tried, -1) == tried.end();
  for (const int one : tried) {
    if (one >= 0) ::close(one);
  }
  return all;
}

void require_files_beside(const std::filesystem::path& path) {
  std::error_code unknown;
  // SQLite follows links to the file and stores its side files beside the file itself.
  std::filesystem::path itself = std::filesystem::canonical(path, unknown);
  if (unknown) itself = path;
  const auto require = [](const std::filesystem::path& file, const char* what) {
    if (const auto odd = non_file_kind(file)) {
      throw JournalUnusable(file.string() + " is " + *odd + " where " + what +
                            " of the register belongs: move it away, and put back the file that was"
                            " there, if there was one");
    }
  };
  for (const char* ending : {"-wal", "-journal"}) require(itself.string() + ending, "the log");
  require(itself.string() + "-shm", "the index of the log");
  require(path.string() + "-lock", "the lock");
  require(path.string() + ".head", "the head file");
}

}  // namespace quitrent
