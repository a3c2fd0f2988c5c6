// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <atomic>
#include <chrono>
#include <functional>
#include <mutex>
#include <thread>

namespace quitrent::api {

/// Turns SIGTERM and SIGINT into a call (SIGUSR1 is taken for its own use). Make it before any
/// other thread: the signals are blocked in the calling thread and all that it starts, and taken by
/// a thread of its own. SIGPIPE is ignored. While nothing is set to be called, a signal ends the
/// process at once with exit code 0.
class EndSignals {
 public:
  /// Begins to watch.
  EndSignals();
  EndSignals(const EndSignals&) = delete;
  EndSignals& operator=(const EndSignals&) = delete;
  /// Stops watching; the signals stay blocked.
  ~EndSignals();
  /// From now on a signal calls `end`, once, from the watching thread. A call under way is waited
  /// for: afterwards what the one set before refers to may go. Not from within such a call. Where
  /// the process is still there `at_most` after the signal it ends at once, with exit code 0.
  void call(std::function<void()> end, std::chrono::seconds at_most);

 private:
  void watch();
  /// Waits for the owner to go; ends the process where that takes too long.
  void end_in_time(std::chrono::steady_clock::time_point until) const;

  std::mutex setting_;
  std::function<void()> end_;
  std::chrono::seconds at_most_{0};
  std::atomic<bool> over_{false};
  std::thread watching_;
};

}  // namespace quitrent::api
