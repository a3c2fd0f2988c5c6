// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <condition_variable>
#include <mutex>

namespace quitrent::api {

/// One thread waits here until another thread releases it, once. The wait blocks at once and never
/// spins: with many more threads than processors, a spinning wait (as in std::binary_semaphore)
/// takes processor time from the thread that it waits for.
class Completion {
 public:
  /// Blocks until released, then resets.
  void acquire() {
    std::unique_lock lock{lock_};
    opened_.wait(lock, [this] { return open_; });
    open_ = false;
  }
  /// Releases the waiting thread, or else the next one that waits. Touches nothing of this object
  /// after that thread has continued, so that thread may destroy it.
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
