// SPDX-License-Identifier: EUPL-1.2
#include "api/web/api_reader.hpp"

#include <stdexcept>
#include <utility>

namespace quitrent::api {

ApiAnswer ApiReader::get(std::string_view path, std::string_view query) const {
  Request request;
  request.method = Method::get;
  request.path = path;
  request.query = query;
  return answer_to(request);
}

ApiAnswer ApiReader::post(std::string_view path, std::string_view json,
                          std::string_view repeat_key) const {
  Request request;
  request.method = Method::post;
  request.path = path;
  request.content_type = "application/json";
  request.declared_length = json.size();
  request.body = json;
  if (!repeat_key.empty()) request.idempotency_key = repeat_key;
  return answer_to(request);
}

ApiAnswer ApiReader::answer_to(const Request& request) const {
  Request asked = request;
  asked.key_hash = key_hash_;
  const Response response = ask_(asked);
  auto body = parse_json(response.body);
  if (!body) {
    throw std::logic_error("the answer of the API to " + std::string{request.path} +
                           " is not JSON");
  }
  return {.status = response.status, .body = std::move(*body)};
}

const JsonValue& member(const JsonValue& object, std::string_view name) {
  const JsonValue* const found = object.member(name);
  if (found == nullptr) {
    throw std::logic_error("an answer of the API has no member " + std::string{name});
  }
  return *found;
}

bool is_null(const JsonValue& object, std::string_view name) {
  return member(object, name).kind == JsonValue::Kind::null;
}

std::string_view text_of(const JsonValue& object, std::string_view name) {
  return member(object, name).text;
}

std::string string_of(const JsonValue& object, std::string_view name) {
  return std::string{text_of(object, name)};
}

std::uint64_t number_of(const JsonValue& object, std::string_view name) {
  return member(object, name).whole.value_or(0);
}

std::span<const JsonValue> items_of(const JsonValue& object, std::string_view name) {
  return member(object, name).items;
}

}  // namespace quitrent::api
