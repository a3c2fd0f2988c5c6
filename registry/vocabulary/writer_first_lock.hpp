// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <atomic>
#include <cstdint>
#include <mutex>
#include <shared_mutex>

namespace quitrent {

/// A lock for many readers and one writer thread, neither of which starves the other. A writer that
/// waits keeps further readers back, so it waits only for those that read already. A writer that
/// takes the lock again and again calls let_readers_in between: a mutex alone goes to whoever asks
/// first after it is free, and that is the writer, which is awake.
class WriterFirstLock {
 public:
  /// Holds for reading until the answer goes; waits while a writer holds the lock or waits for it.
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
  /// Holds for writing until the answer goes. From the writer's thread alone.
  std::unique_lock<std::shared_mutex> writing() {
    const std::scoped_lock turn{turn_};
    return std::unique_lock{lock_};
  }
  /// Waits until as many readers have entered as wait now. From the writer's thread, not holding
  /// the lock.
  void let_readers_in() const {
    const std::uint32_t due = arrived_.load();
    // The difference is right also when the counts begin again at 0.
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
