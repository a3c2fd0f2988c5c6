// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <atomic>
#include <cstdint>
#include <mutex>
#include <shared_mutex>

namespace quitrent {

/// A lock for many readers and one writer thread; neither starves the other. A waiting writer keeps
/// further readers back, so it waits only for those that read already. A writer that takes the lock
/// repeatedly must call let_readers_in in between. Reason: a mutex goes to the first thread that
/// asks after its release, and the writer, which already runs, is usually first.
class WriterFirstLock {
 public:
  /// Locks for reading until the answer is destroyed; waits while a writer holds the lock or waits
  /// for it.
  std::shared_lock<std::shared_mutex> reading() const {
    arrived_.fetch_add(1);
    std::shared_lock<std::shared_mutex> lock;
    {
      const std::scoped_lock turn{turn_};
      lock = std::shared_lock{lock_};
    }
    entered_.fetch_add(1);
    entered_.notify_all();
    return lock;
  }
  /// Locks for writing until the answer is destroyed. Only from the writer's thread.
  std::unique_lock<std::shared_mutex> writing() {
    const std::scoped_lock turn{turn_};
    return std::unique_lock{lock_};
  }
  /// Waits until the readers that wait now have entered. Only from the writer's thread, while it
  /// does not hold the lock.
  void let_readers_in() const {
    const std::uint32_t due = arrived_.load();
    // The difference is also right when a counter wraps to 0.
    for (std::uint32_t in = entered_.load(); static_cast<std::int32_t>(in - due) < 0;
         in = entered_.load()) {
      entered_.wait(in);
    }
  }
  /// How many readers wait to enter.
  std::uint32_t waiting() const { return arrived_.load() - entered_.load(); }

 private:
  mutable std::mutex turn_;
  mutable std::shared_mutex lock_;
  mutable std::atomic<std::uint32_t> arrived_{0};
  mutable std::atomic<std::uint32_t> entered_{0};
};

}  // namespace quitrent
