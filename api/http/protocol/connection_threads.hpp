// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

#include "api/http/protocol/connection_registry.hpp"
#include "api/http/protocol/limits.hpp"

namespace quitrent::api {

/// The threads that serve connections. Replaces the library's thread pool, whose constructor never
/// returns where a thread cannot be made.
class ConnectionThreads {
 public:
  /// Starts all threads. Throws std::system_error where one cannot be made, and then ends the
  /// others.
  ConnectionThreads(const HttpLimits& limits, ConnectionRegistry& registry);
  ConnectionThreads(const ConnectionThreads&) = delete;
  ConnectionThreads& operator=(const ConnectionThreads&) = delete;
  ~ConnectionThreads() { end(); }

  /// Counts a connection in the registry and has a thread call `serve`, which removes it from the
  /// registry. False where the limits for threads and for waiting connections are reached.
  bool take(std::function<void()> serve);
  /// Waits until all connections are served, and ends the threads.
  void end();

 private:
  void work();

  const std::size_t most_;  // connections in all
  ConnectionRegistry& registry_;
  std::mutex lock_;  // guards the members below
  std::condition_variable changed_;
  std::deque<std::function<void()>> waiting_;
  bool ended_ = false;
  std::vector<std::jthread> threads_;
};

}  // namespace quitrent::api
