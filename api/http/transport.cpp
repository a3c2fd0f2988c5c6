// SPDX-License-Identifier: EUPL-1.2
#include "api/http/transport.hpp"

#include <cerrno>
#include <cstring>
#include <memory>

#include <httplib.h>

#include "api/http/answer_memory.hpp"

namespace quitrent {
namespace {

Method method_of(std::string_view text) {
  if (text == "GET") return Method::get;
  if (text == "POST") return Method::post;
  if (text == "HEAD") return Method::head;
  if (text == "PUT") return Method::put;
  if (text == "DELETE") return Method::delete_;
  if (text == "OPTIONS") return Method::options;
  return Method::other;
}

/// Takes over the headers that anything depends on, in one walk.
void take_headers(const httplib::Headers& headers, Request& request) {
  const auto is = [](std::string_view name, std::string_view wanted) {
    return name.size() == wanted.size() &&
           strncasecmp(name.data(), wanted.data(), name.size()) == 0;
  };
  for (const auto& [name, value] : headers) {
    if (is(name, "Authorization")) {
      request.authorization = value;
    } else if (is(name, "Content-Type")) {
      request.content_type = value;
    } else if (is(name, "If-None-Match")) {
      request.if_none_match = value;
    } else if (is(name, "Idempotency-Key")) {
      request.idempotency_key = value;
    } else if (is(name, "Transfer-Encoding")) {
      request.framing = Framing::chunked;
    } else if (is(name, "Content-Encoding") && request.framing == Framing::plain) {
      request.framing = Framing::compressed;
    } else if (is(name, "Content-Length")) {
      request.declared_length = std::strtoull(value.c_str(), nullptr, 10);
    }
  }
}

Request request_of(const httplib::Request& sent) {
  const std::string_view target = sent.target;
  const std::size_t mark = target.find('?');
  Request request;
  request.method = method_of(sent.method);
  request.path = target.substr(0, mark);
  request.query = mark == std::string_view::npos ? std::string_view{} : target.substr(mark + 1);
  request.body = sent.body;
  take_headers(sent.headers, request);
  return request;
}

void send(Response&& response, httplib::Response& out) {
  out.status = response.status;
  for (auto& [name, value] : response.headers) out.set_header(name, value);
  if (response.body.empty()) return;
  out.set_content(std::move(response.body), std::string{response.content_type});
  if (!response.held) return;
  // Goes with the library's object, once all is written or the client has gone.
  out.content_provider_resource_releaser_ = [held = std::move(response.held)](bool /*sent*/) {};
}

}  // namespace

/// The library's server and how its hooks reach `answering`.
struct Transport::Library {
  httplib::Server server;
  Answering* answering = nullptr;

  explicit Library(const HttpLimits& limits) {
    server.new_task_queue = [limits] {
      return new httplib::ThreadPool(limits.threads, limits.threads, limits.waiting_connections);
    };
    server.set_tcp_nodelay(true);
    // Not the library's SO_REUSEPORT, with which two registers could share one port unseen.
    server.set_socket_options(
        [](socket_t socket) { httplib::set_socket_opt(socket, SOL_SOCKET, SO_REUSEADDR, 1); });
    server.set_payload_max_length(limits.body);
    server.set_read_timeout(limits.read_timeout_s);
    server.set_write_timeout(limits.write_timeout_s);
    server.set_keep_alive_timeout(limits.idle_timeout_s);
    server.set_keep_alive_max_count(std::numeric_limits<std::int32_t>::max());
    set_hooks();
  }

  void set_hooks() {
    using Handled = httplib::Server::HandlerResponse;
    // Runs before a body is read. What needs none is answered here, past the library's own routing.
    server.set_pre_routing_handler([this](const httplib::Request& sent, httplib::Response& out) {
      // The object is the library's own and not const.
      auto& request = const_cast<httplib::Request&>(sent);
      request.ranges.clear();  // not served
      // Without these headers there is no body (RFC 9112, 6.3); the library would wait for one
      // behind the answer, and swallow the next request.
      request.body_consumed_ =
          !sent.has_header("Content-Length") && !sent.has_header("Transfer-Encoding");
      auto response = answering->before_body(request_of(sent));
      if (!response) return Handled::Unhandled;
      send(std::move(*response), out);
      return Handled::Handled;
    });
    const auto answer = [this](const httplib::Request& sent, httplib::Response& out) {
      send(answering->answer(request_of(sent)), out);
    };
    server.Post(".*", answer);
    server.Put(".*", answer);
    server.Delete(".*", answer);
    // A client that asks before it sends a body hears the refusal instead.
    server.set_expect_100_continue_handler(
        [this](const httplib::Request& sent, httplib::Response& out) {
          auto response = answering->before_body(request_of(sent));
          if (!response) return 100;
          send(std::move(*response), out);
          return out.status;
        });
    // The library's own refusals have no body yet.
    server.set_error_handler([this](const httplib::Request&, httplib::Response& out) {
      if (!out.body.empty()) return Handled::Unhandled;
      send(answering->unreadable(out.status), out);
      return Handled::Handled;
    });
    server.set_exception_handler(
        [this](const httplib::Request&, httplib::Response& out, const std::exception_ptr&) {
          send(answering->unreadable(500), out);
        });
  }
};

Transport::Transport(const HttpLimits& limits) : library_{std::make_unique<Library>(limits)} {}

Transport::~Transport() = default;

std::uint16_t Transport::bind(const std::string& address, std::uint16_t port) {
  errno = 0;
  int bound = port;
  if (port == 0) {
    bound = library_->server.bind_to_any_port(address);
  } else if (!library_->server.bind_to_port(address, port)) {
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
  library_->server.listen_after_bind();
}

void Transport::stop() {
  library_->server.wait_until_ready();
  library_->server.stop();
}

}  // namespace quitrent
