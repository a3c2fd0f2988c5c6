// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <condition_variable>
#include <mutex>

namespace quitrent::api {

/// Lets one thread wait until another lets it pass, once. Sleeps at once: with many more threads
/// than processors, spinning (as std::binary_semaphore does) takes the time from the one awaited.
class Completion {
 public:
  /// Waits until released, then closes again.
  void acquire() {
    std::unique_lock lock{lock_};
    opened_.wait(lock, [this] { return open_; });
    open_ = false;
  }
  /// Lets the waiting thread pass, or the next that waits. Touches nothing of this object once that
  /// thread has passed, which may therefore end.
  void release() {
    const std::scoped_lock lock{lock_};
    open_ = true;
    opened_.notify_one();
  }

 private:
  std::mutex lock_;
  std::condition_variable opened_;
  bool open_ = false;
};

}  // namespace quitrent::api
