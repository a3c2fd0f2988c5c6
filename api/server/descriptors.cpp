// SPDX-License-Identifier: EUPL-1.2
#include "api/server/descriptors.hpp"

#include <filesystem>
#include <iterator>
#include <string>
#include <sys/resource.h>
#include <system_error>

#include "api/server/start.hpp"

namespace quitrent::api {
namespace {

/// Descriptors of a connection that is being answered: its socket, and file and log of the views
/// and of the journal, which it reads with its own readers.
constexpr std::uint64_t kAThread = 5;
/// Descriptors of the register: journal, log, index, lock and head file; the views; their writers,
/// readers and watches; a snapshot; the port.
constexpr std::uint64_t kOwn = 32;
/// Spare descriptors.
constexpr std::uint64_t kReserve = 16;

/// The number of open descriptors; the usual three where the system does not tell.
std::uint64_t open_descriptors() {
  std::error_code error;
  const std::filesystem::directory_iterator open{"/proc/self/fd", error};
  if (error) return 3;
  // The directory itself is one of them.
  return static_cast<std::uint64_t>(std::distance(begin(open), end(open))) - 1;
}

}  // namespace

std::uint64_t needed_descriptors(const HttpLimits& limits) {
  return limits.threads * kAThread + limits.waiting_connections + kOwn + kReserve;
}

void raise_descriptor_limit(const HttpLimits& limits) {
  rlimit limit{};
  if (getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
  const rlimit raised{limit.rlim_max, limit.rlim_max};
  if (setrlimit(RLIMIT_NOFILE, &raised) == 0) limit = raised;
  const std::uint64_t needed = open_descriptors() + needed_descriptors(limits);
  if (limit.rlim_cur >= needed) return;
  throw CannotStart{"with --threads " + std::to_string(limits.threads) + " the register needs " +
                    std::to_string(needed) + " open files, and it may have " +
                    std::to_string(limit.rlim_cur) +
                    ": raise the limit (ulimit -n, LimitNOFILE=) or lower --threads"};
}

}  // namespace quitrent::api
