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

/// Whom the reserve tells, from a thread of its own.
struct DiskReserveCalls {
  std::function<void()> short_of;  ///< less than the reserve is left
  std::function<void()> enough;    ///< there is room again
};

/// Bytes that whoever is not root may still write into `folder`; nothing where the system does not
/// tell.
std::optional<std::uint64_t> left_on_disk(const std::filesystem::path& folder);

/// Looks once a second at how much room is left where a register is kept. It is short below the
/// reserve, and well again a quarter above it, lest it go back and forth. Where the system does not
/// tell, nothing changes.
class DiskReserve {
 public:
  /// Looks for the first time before it returns. `bytes`: the reserve; 0: never short.
  DiskReserve(std::filesystem::path folder, std::uint64_t bytes, DiskReserveCalls calls);
  DiskReserve(const DiskReserve&) = delete;
  DiskReserve& operator=(const DiskReserve&) = delete;
  ~DiskReserve();

  /// Whether `more` bytes can be written beside the journal and leave half of the reserve, which
  /// is for the journal alone. Thread-safe.
  bool has_room(std::uint64_t more) const;

 private:
  void look();
  void watch(const std::stop_token& stop);

  const std::filesystem::path folder_;
  const std::uint64_t reserve_;
  const DiskReserveCalls calls_;
  bool is_short_ = false;  // of the thread
  std::atomic<std::uint64_t> left_;
  std::mutex waiting_;
  std::condition_variable_any stopped_;
  std::jthread thread_;
};

}  // namespace quitrent::api
