// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <memory>
#include <stdexcept>
#include <string>

#include "api/http/protocol/exchange.hpp"
#include "api/http/protocol/limits.hpp"

namespace quitrent::api {

/// The address or port cannot be listened on: taken, not this machine's, not allowed. what() is one
/// line.
class CannotListen : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// Speaks HTTP/1.1: the one place that knows the library. One thread a connection, up to
/// `limits.threads`; `limits.waiting_connections` more may wait, further ones are closed at once.
/// Requests that follow one another on a connection, also in one segment, are answered in order.
/// Where an answer gives up on a request it says `Connection: close`, and nothing that follows on
/// that connection is looked at.
class Transport {
 public:
  /// Listens nowhere yet.
  explicit Transport(const HttpLimits& limits);
  Transport(const Transport&) = delete;
  Transport& operator=(const Transport&) = delete;
  ~Transport();

  /// Listens on an address and port (0: any free one) and answers with the port. Clients may
  /// connect from now on and wait for serve(). Throws CannotListen.
  std::uint16_t bind(const std::string& address, std::uint16_t port);
  /// Has `answering` answer what comes until stop(); then what is under way is finished first, as
  /// far as clients let it within `limits.end_timeout_s`. Throws std::runtime_error where no
  /// connection can be accepted any more.
  void serve(Answering& answering);
  /// Ends serve(), now or, where it is about to begin, as soon as it has; from any thread.
  void stop();

 private:
  struct Library;
  std::unique_ptr<Library> library_;
};

}  // namespace quitrent::api
