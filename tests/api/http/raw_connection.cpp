// SPDX-License-Identifier: EUPL-1.2
#include "tests/api/http/raw_connection.hpp"

#include <arpa/inet.h>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <stdexcept>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include "registry/vocabulary/letter_case.hpp"

namespace quitrent::testing {

using namespace api;
using namespace market;
namespace {

sockaddr_in address_of(const char* address, std::uint16_t port) {
  sockaddr_in socket_address{};
  socket_address.sin_family = AF_INET;
  socket_address.sin_port = htons(port);
  ::inet_pton(AF_INET, address, &socket_address.sin_addr);
  return socket_address;
}

RawReply read_head(const std::string& head) {
  RawReply reply;
  reply.status = std::atoi(head.c_str() + std::string_view{"HTTP/1.1 "}.size());
  for (std::size_t at = head.find("\r\n"); at != std::string::npos;) {
    const std::size_t end = head.find("\r\n", at + 2);
    const std::string line = head.substr(at + 2, end - at - 2);
    const std::size_t colon = line.find(": ");
    if (colon != std::string::npos) {
      reply.headers[in_lower_case(line.substr(0, colon))] = line.substr(colon + 2);
    }
    at = end;
  }
  return reply;
}

}  // namespace

RawConnection::RawConnection(std::uint16_t port, const char* from)
    : socket_{::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)} {
  const timeval patience{.tv_sec = 20, .tv_usec = 0};
  ::setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
  const sockaddr_in here = address_of(from, 0);
  const sockaddr_in there = address_of("127.0.0.1", port);
  if (::bind(socket_, reinterpret_cast<const sockaddr*>(&here), sizeof here) != 0 ||
      ::connect(socket_, reinterpret_cast<const sockaddr*>(&there), sizeof there) != 0) {
    const int why = errno;
    ::close(socket_);
    throw std::runtime_error("port " + std::to_string(port) + ": " + std::strerror(why));
  }
}

RawConnection::~RawConnection() { ::close(socket_); }

bool RawConnection::send(std::string_view bytes) const {
  while (!bytes.empty()) {
    const ssize_t size = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (size <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(size));
  }
  return true;
}

bool RawConnection::receive() {
  char buffer[16'384];
  const ssize_t size = ::recv(socket_, buffer, sizeof buffer, 0);
  if (size > 0) got_.append(buffer, static_cast<std::size_t>(size));
  return size > 0;
}

RawReply RawConnection::reply(bool of_head) {
  std::size_t head = got_.find("\r\n\r\n");
  while (head == std::string::npos) {
    if (!receive()) return {};
    head = got_.find("\r\n\r\n");
  }
  RawReply reply = read_head(got_.substr(0, head));
  const auto length = reply.headers.find("content-length");
  const std::size_t wanted =
      of_head || length == reply.headers.end() ? 0 : std::stoul(length->second);
  while (got_.size() < head + 4 + wanted) {
    if (!receive()) return {};
  }
  reply.body = got_.substr(head + 4, wanted);
  got_.erase(0, head + 4 + wanted);
  return reply;
}

bool RawConnection::is_closed() {
  do {
    errno = 0;
  } while (receive());
  return errno != EAGAIN;
}

std::vector<int> RawConnection::statuses_to_end() {
  ::shutdown(socket_, SHUT_WR);
  while (receive()) {
  }
  std::vector<int> statuses;
  constexpr std::string_view line = "HTTP/1.1 ";
  for (std::size_t at = got_.find(line); at != std::string::npos; at = got_.find(line, at + 1)) {
    const int status = std::atoi(got_.c_str() + at + line.size());
    if (status != 0) statuses.push_back(status);  // else the word is part of a body
  }
  return statuses;
}

}  // namespace quitrent::testing
