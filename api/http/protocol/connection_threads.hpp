// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

#include "api/http/protocol/connection_roll.hpp"
#include "api/http/protocol/limits.hpp"

namespace quitrent::api {

/// The threads that serve connections, each of which is put on the roll. In the place of the
/// library's, which never comes back where one of its threads cannot be made.
class ConnectionThreads {
 public:
  /// Starts them all. Throws std::system_error where one cannot be made; then none is left.
  ConnectionThreads(const HttpLimits& limits, ConnectionRoll& roll);
  ConnectionThreads(const ConnectionThreads&) = delete;
  ConnectionThreads& operator=(const ConnectionThreads&) = delete;
  ~ConnectionThreads() { end(); }

  /// Has a thread call `serve`, which takes the connection off the roll; false: as many wait as
  /// may, beside those that have a thread.
  bool take(std::function<void()> serve);
  /// Waits until all that was taken is served, and ends the threads.
  void end();

 private:
  void work();

  const std::size_t most_;  // connections in all
  ConnectionRoll& roll_;
  std::mutex lock_;  // of what follows
  std::condition_variable changed_;
  std::deque<std::function<void()>> waiting_;
  bool ended_ = false;
  std::vector<std::jthread> threads_;
};

}  // namespace quitrent::api
