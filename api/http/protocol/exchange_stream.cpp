// SPDX-License-Identifier: EUPL-1.2
#include "api/http/protocol/exchange_stream.hpp"

#include <algorithm>
#include <string_view>
#include <utility>

#include "api/http/protocol/request_head.hpp"

namespace quitrent::api {
namespace {

constexpr int kTimedOut = 408;

}  // namespace

Waited Exchange::receive() {
  // While bytes arrive slowly but steadily, a wait would never call `must_end`.
  const bool must_end = begun && for_request.must_end && for_request.must_end();
  const Waited waited = must_end ? Waited::ended : connection.receive(for_request);
  broken = broken || waited == Waited::gone;
  gave_way = gave_way || waited == Waited::ended;
  if (waited == Waited::late) fault = kTimedOut;
  if (waited == Waited::ended) fault = kOverloaded;
  return waited;
}

bool ExchangeStream::body_has_come() {
  Exchange& exchange = exchange_;
  if (!exchange.connection.received().empty()) return true;
  if (std::exchange(exchange.head.wants_continue, false)) {
    const std::string_view continue_line = "HTTP/1.1 100 Continue\r\n\r\n";
    exchange.broken = exchange.connection.send(continue_line, exchange.for_answer) != Waited::done;
  }
  while (!exchange.broken && exchange.connection.received().empty()) {
    if (exchange.receive() != Waited::done) return false;
  }
  return !exchange.broken;
}

ssize_t ExchangeStream::read(char* to, std::size_t size) {
  std::string& library_head = exchange_.library_head;
  if (!library_head.empty()) {
    size = library_head.copy(to, size);
    library_head.erase(0, size);
    return static_cast<ssize_t>(size);
  }
  // After its answer the library would read the rest of the body, only to ignore it.
  if (exchange_.answered || exchange_.unread == 0 || !body_has_come()) return -1;
  const std::string_view come = exchange_.connection.received();
  size = come.copy(to, std::min<std::uint64_t>(size, exchange_.unread));
  exchange_.connection.use(size);
  exchange_.unread -= size;
  return static_cast<ssize_t>(size);
}

ssize_t ExchangeStream::write(const char* bytes, std::size_t size) {
  if (exchange_.broken) return -1;
  const Waited waited = exchange_.connection.send({bytes, size}, exchange_.for_answer);
  if (waited == Waited::done) return static_cast<ssize_t>(size);
  exchange_.broken = true;
  exchange_.gave_way = exchange_.gave_way || waited == Waited::ended;
  return -1;
}

}  // namespace quitrent::api
