// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cerrno>
#include <semaphore.h>
#include <system_error>

namespace quitrent::api {

/// One thread waits here until another thread releases it, once. The wait blocks at once and never
/// spins: with many more threads than processors, a spinning wait (as in std::binary_semaphore)
/// takes processor time from the thread that it waits for. It is a semaphore of the system, since a
/// thread that is woken from a condition variable may first have to wait for its mutex.
class Completion {
 public:
  Completion() {
    if (sem_init(&released_, 0, 0) != 0) {
      throw std::system_error(errno, std::generic_category(), "no semaphore");
    }
  }
  Completion(const Completion&) = delete;
  Completion& operator=(const Completion&) = delete;
  ~Completion() { sem_destroy(&released_); }

  /// Blocks until released; each release ends one wait.
  void acquire() {
    while (sem_wait(&released_) != 0) {
      // A signal woke the thread.
    }
  }
  /// Releases the waiting thread, or else the next one that waits. Touches nothing of this object
  /// after that thread has continued, so that thread may destroy it.
  void release() { sem_post(&released_); }

 private:
  sem_t released_;
};

}  // namespace quitrent::api
