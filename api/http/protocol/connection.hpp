// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

namespace quitrent::api {

/// The clock of deadlines.
using Ticks = std::chrono::steady_clock;

/// How a wait for the client ended.
enum class Waited : std::uint8_t {
  done,  ///< bytes were received or sent
  gone,  ///< the client closed the connection, or it broke
  late,  ///< the deadline passed
  ended  ///< `Patience::must_end` ended the wait
};

/// How long to wait for the client, and what may end the wait earlier.
struct Patience {
  Ticks::time_point until;
  std::function<bool()> must_end = {};  ///< called about ten times a second; true ends the wait
};

/// One connection: its socket, and the bytes received and not yet used. Bytes that belong to the
/// next request are kept for it.
class Connection {
 public:
  /// Takes ownership of the socket.
  explicit Connection(int socket) : socket_{socket} {}
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;
  /// Closes the socket.
  ~Connection();

  int socket() const { return socket_; }
  /// The bytes received and not used yet.
  std::string_view received() const { return std::string_view{buffer_}.substr(used_); }
  /// Marks the first `size` bytes of received() as used. Views into received() become invalid.
  void use(std::size_t size);
  /// Waits for further bytes.
  Waited receive(const Patience& patience);
  /// Sends all of `bytes`.
  Waited send(std::string_view bytes, const Patience& patience);
  /// The number of bytes that the system has accepted for sending since the connection began.
  std::uint64_t sent() const { return sent_; }
  /// Closes the sending side and reads what the client still sends; otherwise the client could lose
  /// the answer when the socket closes. Waits no longer than `patience`.
  void drain(const Patience& patience) const;

 private:
  const int socket_;
  std::string buffer_;
  std::size_t used_ = 0;
  std::uint64_t sent_ = 0;
};

}  // namespace quitrent::api
