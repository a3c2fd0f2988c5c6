// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <atomic>
#include <chrono>
#include <functional>
#include <mutex>
#include <thread>

namespace quitrent::api {

/// Turns SIGTERM and SIGINT into a function call. Make this object before any other thread: it
/// blocks the signals in the calling thread and in all threads started later, and waits for them in
/// a thread of its own. It uses SIGUSR1 itself and ignores SIGPIPE. While no function is set, a
/// signal ends the process at once with exit code 0.
class EndSignals {
 public:
  /// Begins to watch.
  EndSignals();
  EndSignals(const EndSignals&) = delete;
  EndSignals& operator=(const EndSignals&) = delete;
  /// Stops watching; the signals stay blocked.
  ~EndSignals();
  /// From now on a signal calls `end`, once, from the watching thread. Waits for a call of the
  /// function set before, so that what that function refers to may then be destroyed. Must not be
  /// called from within `end`. Where the process still runs `at_most` after the signal, it ends at
  /// once with exit code 0.
  void call(std::function<void()> end, std::chrono::seconds at_most);

 private:
  void watch();
  /// Waits until this object is destroyed; ends the process where that takes too long.
  void end_in_time(std::chrono::steady_clock::time_point until) const;

  std::mutex setting_;
  std::function<void()> end_;
  std::chrono::seconds at_most_{0};
  std::atomic<bool> over_{false};
  std::thread watching_;
};

}  // namespace quitrent::api
