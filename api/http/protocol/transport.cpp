// SPDX-License-Identifier: EUPL-1.2
#include "api/http/protocol/transport.hpp"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <functional>
#include <memory>
#include <sys/socket.h>
#include <system_error>
#include <unistd.h>

#include <httplib.h>

#include "api/http/protocol/answer_memory.hpp"
#include "api/http/protocol/connection.hpp"
#include "api/http/protocol/connection_acceptor.hpp"
#include "api/http/protocol/connection_registry.hpp"
#include "api/http/protocol/connection_threads.hpp"
#include "api/http/protocol/exchange_stream.hpp"
#include "api/http/protocol/request_head.hpp"

namespace quitrent::api {
namespace {

constexpr int kBroken = 500;
/// How long the rest of a request is read after an answer that did not wait for it.
constexpr std::chrono::milliseconds kLongestDrain{1'000};
/// How long it is read where the address already holds its share of the threads.
constexpr std::chrono::milliseconds kShortestDrain{100};

/// Whether the connection ends with an answer of this status although the whole request was read:
/// client and server may not agree on its content.
bool is_misunderstanding(int status) { return status == kMalformed || status == kBroken; }

/// The exchange that this thread serves now.
thread_local Exchange* current_exchange = nullptr;

void send(Response&& response, httplib::Response& out) {
  out.status = response.status;
  for (auto& [name, value] : response.headers) out.set_header(name, value);
  if (response.body.empty()) return;
  out.set_content(std::move(response.body), std::string{response.content_type});
  if (!response.held) return;
  // The library destroys this once all is written or the client has gone.
  out.content_provider_resource_releaser_ = [held = std::move(response.held)](bool /*sent*/) {};
}

/// The head that the library reads: only what it needs to read the body and to answer.
std::string library_head_of(const Exchange& exchange) {
  std::string method{to_text(exchange.head.request.method)};
  if (method.empty()) method = "PATCH";  // the library knows it, and the register does not use it
  if (exchange.fault != 0) method = "GET";
  return method + " / HTTP/1.1\r\nContent-Length: " + std::to_string(exchange.unread) + "\r\n\r\n";
}

}  // namespace

/// The library's server, with our own code for accepting connections and reading requests. The
/// library's code for that spins where descriptors are short, reads heads leniently, loses after
/// each request what it has read ahead, and has no timeout for a whole request.
struct Transport::Library final : httplib::Server {
  const HttpLimits limits;
  mutable ConnectionRegistry registry;
  Answering* answering = nullptr;

  explicit Library(const HttpLimits& bounds) : limits{bounds}, registry{bounds} {
    // Replaces the library's SO_REUSEPORT, with which two registers could share one port unnoticed.
    set_socket_options(
        [](socket_t socket) { httplib::set_socket_opt(socket, SOL_SOCKET, SO_REUSEADDR, 1); });
    set_payload_max_length(limits.body);
    set_hooks();
  }
  ~Library() override { close_door(); }
  /// Answers connections to the bound socket until the registry stops, and then closes the socket.
  void accept_and_answer();
  /// Wakes accept_and_answer(), which then stops. Thread-safe.
  void wake() const { ::shutdown(svr_sock_, SHUT_RDWR); }

 private:
  /// Closes the listening socket.
  void close_door() {
    if (svr_sock_ != INVALID_SOCKET) ::close(svr_sock_.exchange(INVALID_SOCKET));
  }
  /// Serves one connection to its end, in a thread of its own.
  bool process_and_close_socket(socket_t socket) override;
  void set_hooks();
  /// Answers a request that needs no body, before the library's own routing.
  bool answer_before_body(Exchange& exchange, httplib::Response& out) const;
  /// Sets the headers of an answer that say whether the connection continues.
  void finish_headers(Exchange& exchange, httplib::Response& out) const;
  /// Answers requests until the connection ends. True where it ended to make room.
  bool answer_all(Connection& connection, const std::string& address);
  /// Waits for the next request and reads its head. False: the connection ends without an answer.
  bool read_next(Exchange& exchange, const std::string& address, WaitsFor what) const;
  /// Has the library answer.
  void answer_one(Exchange& exchange);
  /// Reads and ignores a body that the answer did not need.
  void skip_body(Exchange& exchange) const;
  Patience for_client(const std::string& address, WaitsFor what) const;
  /// The patience for sending an answer. The connection gives way where the client reads slowly.
  Patience for_answer(const Connection& connection, const std::string& address) const;
};

void Transport::Library::accept_and_answer() {
  ConnectionThreads threads{limits, registry};
  accept_connections(svr_sock_, registry, [this, &threads](int socket) {
    return threads.take([this, socket] { process_and_close_socket(socket); });
  });
  close_door();
}

bool Transport::Library::process_and_close_socket(socket_t socket) {
  const std::string address = peer_address(socket);
  Connection connection{socket};
  if (registry.enter(address)) {
    const bool gave_way = answer_all(connection, address);
    registry.closed();
    registry.leave(address, gave_way);
  } else {
    Exchange refused{.connection = connection,
                     .fault = kOverloaded,
                     .for_answer = for_answer(connection, address)};
    answer_one(refused);
    connection.drain({.until = Ticks::now() + kShortestDrain});
    registry.closed();
  }
  return true;
}

bool Transport::Library::answer_all(Connection& connection, const std::string& address) {
  for (WaitsFor what = WaitsFor::first_request;; what = WaitsFor::next_request) {
    Exchange exchange{.connection = connection};
    if (!read_next(exchange, address, what)) return exchange.gave_way;
    exchange.for_answer = for_answer(connection, address);
    answer_one(exchange);
    if (!exchange.closes && !exchange.broken) skip_body(exchange);
    if (exchange.broken) return exchange.gave_way;
    if (!exchange.closes) continue;
    const bool more = exchange.fault != 0 || exchange.unread > 0 ||
                      exchange.head.request.framing == Framing::chunked ||
                      !connection.received().empty();
    if (more) {
      connection.drain({.until = Ticks::now() + kLongestDrain, .must_end = [this] {
                          return registry.is_short() || registry.is_stopping();
                        }});
    }
    return exchange.gave_way;
  }
}

Patience Transport::Library::for_answer(const Connection& connection,
                                        const std::string& address) const {
  const auto begun = Ticks::now();
  const std::uint64_t before = connection.sent();
  return {.until = begun + std::chrono::seconds{limits.answer_timeout_s},
          .must_end = [this, &connection, &address, begun, before] {
            return registry.answer_gives_way(address, connection.sent() - before, begun);
          }};
}

Patience Transport::Library::for_client(const std::string& address, WaitsFor what) const {
  const auto now = Ticks::now();
  const std::int64_t seconds =
      what == WaitsFor::rest ? limits.request_timeout_s : limits.idle_timeout_s;
  return {.until = now + std::chrono::seconds{seconds}, .must_end = [this, &address, what, now] {
            return registry.gives_way(address, what, now);
          }};
}

bool Transport::Library::read_next(Exchange& exchange, const std::string& address,
                                   WaitsFor what) const {
  Connection& connection = exchange.connection;
  if (connection.received().empty()) {
    exchange.for_request = for_client(address, what);
    if (what == WaitsFor::next_request) registry.begin_idle();
    const Waited waited = exchange.receive();
    if (what == WaitsFor::next_request) registry.end_idle();
    if (waited != Waited::done) return false;
  }
  exchange.for_request = for_client(address, WaitsFor::rest);
  exchange.begun = true;
  HeadProgress progress;
  for (;;) {
    const auto size = progress.look(connection.received());
    if (!size) exchange.fault = size.error().status;
    if (size && *size) {
      exchange.head_text = connection.received().substr(0, **size);
      connection.use(**size);
      const auto head = read_head(exchange.head_text);
      if (head) exchange.head = *head;
      if (head) exchange.unread = head->request.declared_length;
      if (!head) exchange.fault = head.error().status;
    }
    if (!size || *size) return true;
    if (exchange.receive() != Waited::done) return !exchange.broken;
  }
}

void Transport::Library::answer_one(Exchange& exchange) {
  exchange.library_head = library_head_of(exchange);
  current_exchange = &exchange;
  ExchangeStream stream{exchange};
  bool ignored = false;  // the library does not decide whether the connection continues
  const bool written = process_request(stream, {}, 0, {}, 0, false, ignored, {});
  exchange.broken = exchange.broken || !written;
  current_exchange = nullptr;
}

void Transport::Library::skip_body(Exchange& exchange) const {
  for (;;) {
    const std::size_t come =
        std::min<std::uint64_t>(exchange.unread, exchange.connection.received().size());
    exchange.connection.use(come);
    exchange.unread -= come;
    if (exchange.unread == 0) return;
    if (exchange.receive() == Waited::done) continue;
    exchange.broken = true;
    return;
  }
}

bool Transport::Library::answer_before_body(Exchange& exchange, httplib::Response& out) const {
  if (exchange.fault != 0) {
    send(answering->unreadable(exchange.fault), out);
    return true;
  }
  auto response = answering->before_body(exchange.head.request);
  if (!response) return false;
  send(std::move(*response), out);
  return true;
}

void Transport::Library::finish_headers(Exchange& exchange, httplib::Response& out) const {
  const bool body_is_open =
      exchange.unread > 0 &&
      (out.status >= kMalformed || exchange.unread > limits.body || exchange.head.wants_continue);
  const bool makes_room = registry.is_short() && exchange.connection.received().empty();
  exchange.answered = true;
  exchange.closes = exchange.fault != 0 || exchange.head.wants_close || body_is_open ||
                    exchange.head.request.framing == Framing::chunked ||
                    is_misunderstanding(out.status) || makes_room || registry.is_stopping();
  for (const char* const name : {"Connection", "Keep-Alive", "Accept-Ranges"}) {
    out.headers.erase(name);
  }
  if (out.status == 204 || out.status == 304) out.headers.erase("Content-Length");
  if (exchange.closes) {
    out.set_header("Connection", "close");
  } else {
    out.set_header("Keep-Alive", "timeout=" + std::to_string(limits.idle_timeout_s));
  }
}

void Transport::Library::set_hooks() {
  using Handled = httplib::Server::HandlerResponse;
  set_pre_routing_handler([this](const httplib::Request&, httplib::Response& out) {
    return answer_before_body(*current_exchange, out) ? Handled::Handled : Handled::Unhandled;
  });
  const auto answer = [this](const httplib::Request& sent, httplib::Response& out) {
    Request request = current_exchange->head.request;
    request.body = sent.body;
    send(answering->answer(request), out);
  };
  Post(".*", answer);
  Put(".*", answer);
  Delete(".*", answer);
  // The library's own refusals, for requests that it could not read, have no body yet.
  set_error_handler([this](const httplib::Request&, httplib::Response& out) {
    if (!out.body.empty()) return Handled::Unhandled;
    send(answering->unreadable(current_exchange->fault != 0 ? current_exchange->fault : out.status),
         out);
    return Handled::Handled;
  });
  set_exception_handler(
      [this](const httplib::Request&, httplib::Response& out, const std::exception_ptr&) {
        send(answering->unreadable(500), out);
      });
  set_post_routing_handler([this](const httplib::Request&, httplib::Response& out) {
    finish_headers(*current_exchange, out);
  });
}

Transport::Transport(const HttpLimits& limits) : library_{std::make_unique<Library>(limits)} {}

Transport::~Transport() = default;

std::uint16_t Transport::bind(const std::string& address, std::uint16_t port) {
  errno = 0;
  int bound = port;
  if (port == 0) {
    bound = library_->bind_to_any_port(address);
  } else if (!library_->bind_to_port(address, port)) {
    bound = -1;
  }
  if (bound <= 0) {
    const int error = errno;
    throw CannotListen{
        "cannot listen on " + address + ":" + std::to_string(port) +
        (error == 0 ? std::string{": no such address"} : std::string{": "} + std::strerror(error))};
  }
  return static_cast<std::uint16_t>(bound);
}

void Transport::serve(Answering& answering) {
  library_->answering = &answering;
  try {
    library_->accept_and_answer();
  } catch (const std::system_error& fault) {
    throw std::runtime_error("not all of --threads can be started: " + std::string{fault.what()});
  }
  if (library_->registry.is_stopping()) return;
  throw std::runtime_error("no connection can be accepted any more; start again");
}

void Transport::stop() {
  library_->registry.stop();
  library_->wake();
}

}  // namespace quitrent::api
