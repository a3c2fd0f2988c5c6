// SPDX-License-Identifier: EUPL-1.2
#include "tools/import/api_client.hpp"

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <thread>

#include <httplib.h>

namespace quitrent::debian {
namespace {

constexpr int kAttempts = 5;
constexpr std::chrono::seconds kPause{1};
constexpr time_t kTimeout_s = 30;

/// How long the register asks the client to wait; one second if it does not say.
std::chrono::seconds pause_of(const httplib::Response& response) {
  const auto asked = response.get_header_value_u64("Retry-After", 1);
  return std::max(kPause, std::chrono::seconds{std::min<std::uint64_t>(asked, 60)});
}

httplib::Request message_of(const Request& request) {
  httplib::Request message;
  message.method = request.method;
  message.path = request.path;
  message.body = request.body;
  if (!request.body.empty()) message.set_header("Content-Type", request.type);
  if (!request.key.empty()) message.set_header("Authorization", "Bearer " + request.key);
  if (!request.idempotency_key.empty()) {
    message.set_header("Idempotency-Key", request.idempotency_key);
  }
  return message;
}

}  // namespace

struct ApiClient::Connection {
  explicit Connection(const std::string& server) : client{server}, address{server} {
    client.set_keep_alive(true);
    client.set_tcp_nodelay(true);
    client.set_connection_timeout(kTimeout_s);
    client.set_read_timeout(kTimeout_s);
    client.set_write_timeout(kTimeout_s);
  }
  httplib::Client client;
  std::string address;
};

ApiClient::ApiClient(const std::string& server) {
  if (!server.starts_with("http://") || server.find('/', 7) < server.size() - 1) {
    throw WrongAddress{"--server wants an address such as http://127.0.0.1:8080, not " + server};
  }
  connection_ = std::make_unique<Connection>(
      server.ends_with('/') ? server.substr(0, server.size() - 1) : server);
  if (!connection_->client.is_valid()) throw WrongAddress{"cannot read the address " + server};
}

ApiClient::~ApiClient() = default;

Answer ApiClient::send(const Request& request) {
  const httplib::Request message = message_of(request);
  std::string trouble;
  std::chrono::seconds pause = kPause;
  for (int attempt = 0; attempt < kAttempts; ++attempt) {
    if (attempt > 0) std::this_thread::sleep_for(pause);
    pause = kPause;
    const auto result = connection_->client.send(message);
    if (!result) {
      trouble = httplib::to_string(result.error());
      if (result.error() == httplib::Error::Connection && attempt > 0) break;
      continue;
    }
    const bool later = result->status == httplib::StatusCode::ServiceUnavailable_503 ||
                       result->status == httplib::StatusCode::TooManyRequests_429;
    if (!later) {
      return {.status = result->status,
              .body = result->body,
              .replayed = result->get_header_value("Idempotent-Replayed") == "true"};
    }
    trouble =
        result->status == httplib::StatusCode::TooManyRequests_429 ? "rate-limited" : "overloaded";
    pause = pause_of(*result);
  }
  throw ApiFault{"no answer from " + connection_->address + ": " + trouble};
}

}  // namespace quitrent::debian
