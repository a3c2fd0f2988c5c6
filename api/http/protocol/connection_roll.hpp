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
  first_request,  ///< new: nothing has come yet
  next_request,   ///< idle: gives way first
  rest,           ///< a request has begun to arrive
  answer_taken    ///< that the client takes an answer, which it does slowly
};

/// The address at the other end of a socket as text; an IPv4 address that is mapped into IPv6 as
/// what it is. Empty where there is none.
std::string peer_address(int socket);

/// Who holds the threads, one connection each. Says which connections give way where there are
/// more of them than threads or descriptors, or where an address is at its share, and when they all
/// end.
/// Thread-safe.
class ConnectionRoll {
 public:
  explicit ConnectionRoll(const HttpLimits& limits);

  /// One more connection is accepted: it has a thread or waits for one.
  void accepted() { connections_.fetch_add(1); }
  /// How many there are.
  std::size_t connections() const { return connections_.load(); }
  /// One is closed.
  void closed() { connections_.fetch_sub(1); }

  /// Takes a thread for a connection from `address`; false: the address holds its share already.
  /// Then one of its connections gives way for the next attempt, if one waits for its client.
  bool enter(const std::string& address);
  /// Gives the thread back; `gave_way`: because it was told to.
  void leave(const std::string& address, bool gave_way);

  /// A client waits since there is no descriptor for it: one connection gives way.
  void lacks_descriptor() { descriptor_wanted_ = true; }

  /// Whether more connections are there than threads or descriptors.
  bool is_short() const { return connections_.load() > limits_.threads || descriptor_wanted_; }
  /// Whether a connection that waits for its client since `since` must end now. Whoever is told so
  /// does end. One that has begun to send, or to take an answer, is left alone for half a second.
  bool gives_way(const std::string& address, WaitsFor what, Ticks::time_point since);
  /// The same of a connection whose client takes an answer since `since`, and has taken so many
  /// bytes: only where it takes fewer than 64 KiB a second.
  bool answer_gives_way(const std::string& address, std::uint64_t taken, Ticks::time_point since);
  /// A connection begins or ceases to be idle.
  void idles() { idle_.fetch_add(1); }
  void wakes() { idle_.fetch_sub(1); }

  /// From now on every connection ends as soon as it can; see `HttpLimits::end_timeout_s`.
  void stop();
  bool is_stopping() const { return stopping_.load(); }
  /// Whether requests that have not arrived by now are given up.
  bool gives_up_requests() const;
  /// Whether answers that are not taken by now are given up.
  bool gives_up_answers() const;

 private:
  struct Holder {
    std::size_t threads = 0;
    std::size_t wanted = 0;  // how many of them are to be given up
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

  std::mutex lock_;  // of what follows
  std::map<std::string, Holder> holders_;
  std::size_t leaving_ = 0;  // connections that were told to give way and have not left yet
};

}  // namespace quitrent::api
