// SPDX-License-Identifier: EUPL-1.2
#include "tests/api/http/slow_reader.hpp"

#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <stdexcept>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>
#include <utility>

namespace quitrent::testing {

SlowReader::SlowReader(std::uint16_t port, const std::string& request)
    : socket_{::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)} {
  // Small segments and a small buffer keep the kernel's own buffers small on both sides.
  const int room = 4'096;
  const int segment = 536;
  const timeval patience{.tv_sec = 60, .tv_usec = 0};
  ::setsockopt(socket_, SOL_SOCKET, SO_RCVBUF, &room, sizeof room);
  ::setsockopt(socket_, IPPROTO_TCP, TCP_MAXSEG, &segment, sizeof segment);
  ::setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  const bool connected =
      ::connect(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0 &&
      ::send(socket_, request.data(), request.size(), MSG_NOSIGNAL) ==
          static_cast<ssize_t>(request.size());
  if (!connected) {
    ::close(socket_);
    throw std::runtime_error("nobody listens");
  }
}

SlowReader::SlowReader(SlowReader&& other) noexcept : socket_{std::exchange(other.socket_, -1)} {}

SlowReader::~SlowReader() {
  if (socket_ >= 0) ::close(socket_);
}

std::string SlowReader::head() {
  std::string head;
  char next = 0;
  while (!head.ends_with("\r\n\r\n") && ::recv(socket_, &next, 1, 0) == 1) head += next;
  return head;
}

}  // namespace quitrent::testing
