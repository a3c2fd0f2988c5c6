// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

namespace quitrent::api {

/// What deadlines are measured against.
using Ticks = std::chrono::steady_clock;

/// How a wait for the client ended.
enum class Waited : std::uint8_t {
  done,  ///< bytes came, or went
  gone,  ///< the client closed, or the connection broke
  late,  ///< the deadline passed
  told   ///< somebody told this side to end
};

/// Until when to wait for the client, and who may cut that short.
struct Patience {
  Ticks::time_point until;
  std::function<bool()> told = {};  ///< asked some ten times a second; true: end now
};

/// One connection: its socket, and what was read of it and not yet used. What is read ahead of one
/// request is kept for the next.
class Connection {
 public:
  /// Takes the socket over.
  explicit Connection(int socket) : socket_{socket} {}
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;
  /// Closes the socket.
  ~Connection();

  int socket() const { return socket_; }
  /// What has come and is not used yet.
  std::string_view received() const { return std::string_view{buffer_}.substr(used_); }
  /// The first `size` bytes of it are used; what pointed into received() is no longer valid.
  void use(std::size_t size);
  /// Waits for further bytes.
  Waited receive(const Patience& patience);
  /// Sends all of `bytes`.
  Waited send(std::string_view bytes, const Patience& patience);
  /// How much of all that was sent the system has taken. Unit: bytes.
  std::uint64_t sent() const { return sent_; }
  /// Ends this side and reads what the client still sends, so that the end of the connection does
  /// not overtake the answer. At most until the patience ends.
  void drain(const Patience& patience) const;

 private:
  const int socket_;
  std::string buffer_;
  std::size_t used_ = 0;
  std::uint64_t sent_ = 0;
};

}  // namespace quitrent::api
