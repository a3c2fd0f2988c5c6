// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <map>
#include <mutex>
#include <string>

#include "api/http/protocol/connection.hpp"
#include "api/http/protocol/limits.hpp"

namespace quitrent::api {

/// What a connection that waits for its client is waiting for.
enum class WaitsFor : std::uint8_t {
  first_request,  ///< the connection is new, and nothing has arrived yet
  next_request,   ///< the connection is idle; it is the first to close where room is short
  rest,           ///< the rest of a request that has begun to arrive
  answer_taken    ///< the client, which reads an answer slowly
};

/// The address at the other end of a socket as text. An IPv4 address that is mapped into IPv6 is
/// shown as IPv4. Empty where there is none.
std::string peer_address(int socket);

/// Counts the connections and the threads that serve them, one thread for each. Decides which
/// connections close to make room ("give way"): where there are more connections than threads or
/// descriptors, or where an address has reached its share. Decides also when all of them end.
/// Thread-safe.
class ConnectionRegistry {
 public:
  explicit ConnectionRegistry(const HttpLimits& limits);

  /// Counts one more connection, which has a thread or waits for one.
  void accepted() { connections_.fetch_add(1); }
  /// The number of connections.
  std::size_t connections() const { return connections_.load(); }
  /// Counts one connection less.
  void closed() { connections_.fetch_sub(1); }

  /// Takes a thread for a connection from `address`. False where the address holds its share
  /// already; then one of its connections that waits for its client gives way for the next attempt.
  bool enter(const std::string& address);
  /// Returns the thread. `gave_way`: the connection was told to close.
  void leave(const std::string& address, bool gave_way);

  /// Reports that a client waits for a descriptor: one connection gives way.
  void lacks_descriptor() { descriptor_wanted_ = true; }

  /// Whether there are more connections than threads, or too few descriptors.
  bool is_short() const { return connections_.load() > limits_.threads || descriptor_wanted_; }
  /// Whether a connection that waits for its client since `since` must close now. After the answer
  /// true it must close. A client that has begun to send a request or to read an answer gets half a
  /// second first.
  bool gives_way(const std::string& address, WaitsFor what, Ticks::time_point since);
  /// Whether a connection must close whose client reads an answer since `since` and has read
  /// `taken` bytes. Only a client that reads fewer than 64 KiB a second must.
  bool answer_gives_way(const std::string& address, std::uint64_t taken, Ticks::time_point since);
  /// Counts a connection that begins, or ceases, to be idle.
  void begin_idle() { idle_.fetch_add(1); }
  void end_idle() { idle_.fetch_sub(1); }

  /// From now on every connection ends as soon as it can; see `HttpLimits::end_timeout_s`.
  void stop();
  bool is_stopping() const { return stopping_.load(); }
  /// Whether the server ends and no longer waits for the rest of requests.
  bool gives_up_requests() const;
  /// Whether the server ends and no longer waits for clients to read their answers.
  bool gives_up_answers() const;

 private:
  struct Holder {
    std::size_t threads = 0;
    std::size_t wanted = 0;  // number of them that must be returned
  };
  std::string holder(const std::string& address) const;

  const HttpLimits limits_;
  const std::size_t share_;
  std::atomic<std::size_t> connections_{0};
  std::atomic<std::size_t> idle_{0};
  std::atomic<std::size_t> wanted_{0};  // the sum over all holders
  std::atomic<bool> descriptor_wanted_{false};
  std::atomic<bool> stopping_{false};
  std::atomic<Ticks::time_point> stopped_at_{};

  std::mutex lock_;  // guards the members below
  std::map<std::string, Holder> holders_;
  std::size_t leaving_ = 0;  // connections that were told to give way and have not left yet
};

}  // namespace quitrent::api
