// SPDX-License-Identifier: EUPL-1.2
#include "api/http/protocol/connection_acceptor.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <thread>
#include <unistd.h>

namespace quitrent::api {
namespace {

/// The longest interval between two checks whether the server ends. Unit: milliseconds.
constexpr int kPollIntervalMs = 1'000;
/// Time to the next attempt where a descriptor is missing.
constexpr std::chrono::milliseconds kUntilNextTry{20};

/// Whether descriptors or memory are missing, which may be available again soon.
bool is_shortage(int error) {
  constexpr auto shortages = std::to_array({EMFILE, ENFILE, ENOBUFS, ENOMEM});
  return std::ranges::find(shortages, error) != shortages.end();
}

/// Whether the error concerns only this connection, or none: see accept(2), "Error handling".
bool concerns_one(int error) {
  constexpr auto passing =
      std::to_array({EINTR, EAGAIN, ECONNABORTED, EPROTO, EPERM, ENETDOWN, ENOPROTOOPT, EHOSTDOWN,
                     ENONET, EHOSTUNREACH, EOPNOTSUPP, ENETUNREACH, ETIMEDOUT});
  return std::ranges::find(passing, error) != passing.end();
}

}  // namespace

void accept_connections(int listening, ConnectionRegistry& registry,
                        const std::function<bool(int)>& take) {
  while (!registry.is_stopping()) {
    pollfd waiting{.fd = listening, .events = POLLIN, .revents = 0};
    if (::poll(&waiting, 1, kPollIntervalMs) <= 0 || registry.is_stopping()) continue;
    const int socket = ::accept4(listening, nullptr, nullptr, SOCK_CLOEXEC);
    if (socket < 0) {
      if (!is_shortage(errno) && !concerns_one(errno)) return;
      if (!is_shortage(errno)) continue;
      registry.lacks_descriptor();
      std::this_thread::sleep_for(kUntilNextTry);
      continue;
    }
    const int at_once = 1;
    ::setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &at_once, sizeof at_once);
    if (!take(socket)) ::close(socket);
  }
}

}  // namespace quitrent::api
