// SPDX-License-Identifier: EUPL-1.2
#include "api/server/disk_reserve.hpp"

#include <chrono>
#include <limits>
#include <sys/statvfs.h>
#include <utility>

namespace quitrent::api {
namespace {

constexpr std::chrono::seconds kBetweenTries{1};

}  // namespace

std::optional<std::uint64_t> left_on_disk(const std::filesystem::path& folder) {
  struct statvfs found{};
  if (::statvfs(folder.c_str(), &found) != 0) return std::nullopt;
  return std::uint64_t{found.f_bavail} * found.f_frsize;
}

DiskReserve::DiskReserve(std::filesystem::path folder, std::uint64_t bytes, DiskReserveCalls calls)
    : folder_{std::move(folder)},
      reserve_{bytes},
      calls_{std::move(calls)},
      left_{std::numeric_limits<std::uint64_t>::max()} {
  if (reserve_ == 0) return;
  look();
  thread_ = std::jthread{[this](const std::stop_token& stop) { watch(stop); }};
}

DiskReserve::~DiskReserve() = default;

bool DiskReserve::has_room(std::uint64_t more) const {
  if (reserve_ == 0) return true;
  const std::uint64_t left = left_.load();
  return left >= reserve_ / 2 && left - reserve_ / 2 >= more;
}

void DiskReserve::look() {
  const auto left = left_on_disk(folder_);
  if (!left) return;
  left_ = *left;
  if (!is_short_ && *left < reserve_) {
    is_short_ = true;
    calls_.is_short();
  } else if (is_short_ && *left >= reserve_ + reserve_ / 4) {
    is_short_ = false;
    calls_.enough();
  }
}

void DiskReserve::watch(const std::stop_token& stop) {
  std::unique_lock lock{waiting_};
  while (!stop.stop_requested()) {
    stopped_.wait_for(lock, stop, kBetweenTries, [] { return false; });
    if (!stop.stop_requested()) look();
  }
}

}  // namespace quitrent::api
