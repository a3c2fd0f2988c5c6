// SPDX-License-Identifier: EUPL-1.2
#include "registry/storage/sqlite/lock_holder.hpp"

#include <cstdint>
#include <fstream>
#include <limits>
#include <sstream>
#include <string_view>
#include <sys/stat.h>
#include <system_error>

namespace quitrent {
namespace {

/// The byte of the log's index that a writer locks. Source: sqlite.org/walformat.html.
constexpr std::uint64_t kWriteLock = 120;

/// One line of /proc/locks: "1: POSIX  ADVISORY  WRITE 1234 fd:00:5678 120 120".
struct HeldLock {
  std::string kind;  ///< READ or WRITE; "->" before it: a process waits for it
  std::string process;
  std::uint64_t file = 0;
  std::uint64_t first = 0;
  std::uint64_t last = 0;
};

std::optional<HeldLock> held_lock(const std::string& line) {
  std::istringstream words{line};
  HeldLock lock;
  std::string number;
  std::string type;
  std::string advisory;
  std::string file_number;
  std::string last;
  if (!(words >> number >> type >> advisory >> lock.kind >> lock.process >> file_number >>
        lock.first >> last) ||
      type != "POSIX") {
    return std::nullopt;
  }
  std::istringstream{file_number.substr(file_number.rfind(':') + 1)} >> lock.file;
  lock.last = std::numeric_limits<std::uint64_t>::max();
  if (last != "EOF") std::istringstream{last} >> lock.last;
  return lock;
}

}  // namespace

std::optional<std::string> write_lock_holder(const std::filesystem::path& path) {
  std::error_code unknown;
  const std::filesystem::path file = std::filesystem::canonical(path, unknown);
  struct stat index{};
  if (unknown || ::stat((file.string() + "-shm").c_str(), &index) != 0) return std::nullopt;
  std::ifstream locks{"/proc/locks"};
  for (std::string line; std::getline(locks, line);) {
    const auto lock = held_lock(line);
    if (!lock || lock->kind != "WRITE" || lock->file != index.st_ino) continue;
    if (lock->first > kWriteLock || lock->last < kWriteLock) continue;
    std::string name;
    std::getline(std::ifstream{"/proc/" + lock->process + "/comm"}, name);
    return (name.empty() ? std::string{} : name + ", ") + "process " + lock->process;
  }
  return std::nullopt;
}

std::string locked_line(const std::filesystem::path& path) {
  const std::string file = path.string();
  return "another program holds the lock to write of " + file + ": " +
         write_lock_holder(path).value_or("fuser " + file + " names it") +
         "; end it, keep other writers away and start again; all that was acknowledged is safe";
}

}  // namespace quitrent
