// SPDX-License-Identifier: EUPL-1.2
#include "tests/faults/api_client.hpp"

#include <stdexcept>

#include <httplib.h>
#include <nlohmann/json.hpp>

namespace quitrent::testing {
namespace {

using nlohmann::json;

ApiReply reply_of(const httplib::Result& result) {
  if (!result) return {};
  return {.status = result->status,
          .body = result->body,
          .replayed = result->get_header_value("Idempotent-Replayed") == "true"};
}

json created(const ApiReply& reply) {
  if (reply.status != 200 && reply.status != 201) throw std::runtime_error(reply.body);
  return json::parse(reply.body);
}

}  // namespace

struct ApiClient::Connection {
  httplib::Client client;
};

ApiClient::ApiClient(int port, std::string_view api_key)
    : connection_{new Connection{httplib::Client{"127.0.0.1", port}}} {
  connection_->client.set_keep_alive(true);
  connection_->client.set_tcp_nodelay(true);
  connection_->client.set_read_timeout(30, 0);
  if (!api_key.empty()) connection_->client.set_bearer_token_auth(std::string{api_key});
}

ApiClient::~ApiClient() = default;

ApiReply ApiClient::get(const std::string& path) { return reply_of(connection_->client.Get(path)); }

ApiReply ApiClient::post(const std::string& path, const std::string& body, const std::string& key) {
  httplib::Headers headers;
  if (!key.empty()) headers.emplace("Idempotency-Key", key);
  return reply_of(connection_->client.Post(path, headers, body, "application/json"));
}

std::pair<std::string, std::string> ApiClient::register_party(const std::string& name) {
  const json party = created(post("/v1/parties", json{{"name", name}}.dump()));
  return {party.at("id"), party.at("api_key")};
}

void ApiClient::credit(const std::string& party, const std::string& amount,
                       const std::string& reference) {
  created(post("/v1/parties/" + party + "/credits",
               json{{"amount", amount}, {"reference", reference}}.dump()));
}

std::string ApiClient::register_patent(const std::string& number, const std::string& assessment,
                                       const std::string& escrow) {
  const json patent{{"name", "Patent " + number},
                    {"class", "patent"},
                    {"identifiers", json::array({{{"scheme", "patent"}, {"value", number}}})},
                    {"terms", {{"commitment", "none"}}},
                    {"assessment", assessment},
                    {"escrow", escrow}};
  return created(post("/v1/assets", patent.dump())).at("id");
}

std::string ApiClient::available(const std::string& party) {
  return created(get("/v1/parties/" + party + "/account")).at("available");
}

}  // namespace quitrent::testing
