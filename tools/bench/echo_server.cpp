// SPDX-License-Identifier: EUPL-1.2
#include "tools/bench/echo_server.hpp"

#include <csignal>
#include <cstdint>
#include <cstdio>
#include <limits>

#include <httplib.h>
#include <nlohmann/json.hpp>

#include "api/http/protocol/limits.hpp"

namespace quitrent::bench {
namespace {

/// The signal handler stops this server; a handler gets no argument.
httplib::Server* serving = nullptr;

/// The same settings as the register's own server, see api/http/transport.cpp.
void configure(httplib::Server& server) {
  const api::HttpLimits limits;
  server.new_task_queue = [limits] {
    return new httplib::ThreadPool(limits.threads, limits.threads, limits.waiting_connections);
  };
  server.set_tcp_nodelay(true);
  server.set_payload_max_length(limits.body);
  server.set_read_timeout(limits.request_timeout_s);
  server.set_write_timeout(limits.answer_timeout_s);
  server.set_keep_alive_timeout(limits.idle_timeout_s);
  server.set_keep_alive_max_count(std::numeric_limits<std::int32_t>::max());
}

void echo(const httplib::Request& request, httplib::Response& response) {
  auto json = nlohmann::json::parse(request.body, nullptr, false);
  if (json.is_discarded()) {
    response.status = httplib::StatusCode::BadRequest_400;
    return;
  }
  json["echo"] = true;
  response.set_content(json.dump(), "application/json");
}

}  // namespace

int serve_echo() {
  httplib::Server server;
  configure(server);
  server.Post("/echo", echo);
  serving = &server;
  std::signal(SIGTERM, [](int) { serving->stop(); });
  const int port = server.bind_to_any_port("127.0.0.1");
  if (port <= 0) {
    serving = nullptr;
    std::fputs("quitrent-bench: no free port\n", stderr);
    return 1;
  }
  std::printf("quitrent-bench: listening on http://127.0.0.1:%d\n", port);
  std::fflush(stdout);
  server.listen_after_bind();
  std::signal(SIGTERM, SIG_DFL);
  serving = nullptr;
  return 0;
}

}  // namespace quitrent::bench
