// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <memory>
#include <stdexcept>
#include <string>

#include "api/http/protocol/exchange.hpp"
#include "api/http/protocol/limits.hpp"

namespace quitrent::api {

/// The server cannot listen on the address or port: it is in use, not of this machine, or not
/// allowed. what() is one line.
class CannotListen : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// Serves HTTP/1.1. Only this class uses the library. Each connection has a thread, up to
/// `limits.threads`; `limits.waiting_connections` more may wait, and further ones are closed at
/// once. Several requests on a connection, also in one segment, are answered in order. After a
/// request that cannot be read to its end, the answer says `Connection: close`, and later bytes on
/// that connection are ignored.
class Transport {
 public:
  /// Does not listen yet.
  explicit Transport(const HttpLimits& limits);
  Transport(const Transport&) = delete;
  Transport& operator=(const Transport&) = delete;
  ~Transport();

  /// Listens on an address and port (0: any free port) and returns the port. From now on clients
  /// may connect; they wait for serve(). Throws CannotListen.
  std::uint16_t bind(const std::string& address, std::uint16_t port);
  /// Has `answering` answer all requests until stop(). Then it finishes the requests in progress,
  /// as far as their clients permit within `limits.end_timeout_s`. Throws std::runtime_error where
  /// no connection can be accepted any more.
  void serve(Answering& answering);
  /// Ends serve(); where serve() has not begun yet, ends it as soon as it begins. Thread-safe.
  void stop();

 private:
  struct Library;
  std::unique_ptr<Library> library_;
};

}  // namespace quitrent::api
