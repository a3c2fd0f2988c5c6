// SPDX-License-Identifier: EUPL-1.2
#include "api/http/protocol/connection.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace quitrent::api {
namespace {

/// The interval at which a wait calls `Patience::must_end`.
constexpr std::chrono::milliseconds kPollInterval{100};
/// Bytes read at a time.
constexpr std::size_t kReadSize = 16'384;

/// Waits until the socket is ready for `event`.
Waited ready(int socket, short event, const Patience& patience) {
  for (;;) {
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(patience.until - Ticks::now());
    if (left.count() <= 0) return Waited::late;
    pollfd waiting{.fd = socket, .events = event, .revents = 0};
    const int found = ::poll(&waiting, 1, static_cast<int>(std::min(left, kPollInterval).count()));
    if (found > 0) return Waited::done;
    if (found < 0 && errno != EINTR) return Waited::gone;
    if (patience.must_end && patience.must_end()) return Waited::ended;
  }
}

}  // namespace

Connection::~Connection() { ::close(socket_); }

void Connection::use(std::size_t size) {
  used_ += size;
  if (used_ == buffer_.size()) {
    buffer_.clear();
    used_ = 0;
  }
}

Waited Connection::receive(const Patience& patience) {
  const Waited waited = ready(socket_, POLLIN, patience);
  if (waited != Waited::done) return waited;
  buffer_.erase(0, used_);
  used_ = 0;
  const std::size_t before = buffer_.size();
  buffer_.resize(before + kReadSize);
  const ssize_t size = ::recv(socket_, buffer_.data() + before, kReadSize, MSG_DONTWAIT);
  buffer_.resize(before + static_cast<std::size_t>(std::max<ssize_t>(size, 0)));
  if (size > 0) return Waited::done;
  if (size < 0 && (errno == EAGAIN || errno == EINTR)) return Waited::done;
  return Waited::gone;
}

Waited Connection::send(std::string_view bytes, const Patience& patience) {
  while (!bytes.empty()) {
    const ssize_t size = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
    if (size > 0) {
      bytes.remove_prefix(static_cast<std::size_t>(size));
      sent_ += static_cast<std::uint64_t>(size);
      continue;
    }
    if (errno != EAGAIN && errno != EINTR) return Waited::gone;
    // While a client reads slowly but steadily, the wait below would never call it.
    if (patience.must_end && patience.must_end()) return Waited::ended;
    if (const Waited waited = ready(socket_, POLLOUT, patience); waited != Waited::done) {
      return waited;
    }
  }
  return Waited::done;
}

void Connection::drain(const Patience& patience) const {
  ::shutdown(socket_, SHUT_WR);
  std::array<char, kReadSize> unread{};
  while (ready(socket_, POLLIN, patience) == Waited::done) {
    const ssize_t size = ::recv(socket_, unread.data(), unread.size(), MSG_DONTWAIT);
    if (size == 0 || (size < 0 && errno != EAGAIN && errno != EINTR)) return;
  }
}

}  // namespace quitrent::api
