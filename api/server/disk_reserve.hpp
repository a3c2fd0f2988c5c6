// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <mutex>
#include <optional>
#include <thread>

namespace quitrent::api {

/// Functions that the reserve calls, from its own thread.
struct DiskReserveCalls {
  std::function<void()> is_short;  ///< less room than the reserve is left
  std::function<void()> enough;    ///< there is enough room again
};

/// Bytes that a process without root's rights may still write into `folder`. Nothing where the
/// system does not tell.
std::optional<std::uint64_t> left_on_disk(const std::filesystem::path& folder);

/// Checks once a second how much room is left on the disk of a register. The room is short below
/// the reserve, and enough again when it exceeds the reserve by a quarter, so that the state does
/// not change back and forth. Where the system does not tell, nothing changes.
class DiskReserve {
 public:
  /// Checks for the first time before it returns. `bytes` is the reserve; with 0 the room is never
  /// short.
  DiskReserve(std::filesystem::path folder, std::uint64_t bytes, DiskReserveCalls calls);
  DiskReserve(const DiskReserve&) = delete;
  DiskReserve& operator=(const DiskReserve&) = delete;
  ~DiskReserve();

  /// Whether `more` bytes can be written beside the journal and half of the reserve stays free:
  /// that half is for the journal alone. Thread-safe.
  bool has_room(std::uint64_t more) const;

 private:
  void look();
  void watch(const std::stop_token& stop);

  const std::filesystem::path folder_;
  const std::uint64_t reserve_;
  const DiskReserveCalls calls_;
  bool is_short_ = false;  // for the thread only
  std::atomic<std::uint64_t> left_;
  std::mutex waiting_;
  std::condition_variable_any stopped_;
  std::jthread thread_;
};

}  // namespace quitrent::api
