// SPDX-License-Identifier: EUPL-1.2
#include "api/web/api_reader.hpp"

#include <stdexcept>
#include <utility>

namespace quitrent::api {

namespace {

ApiAnswer read_answer(const Response& response, std::string_view path) {
  auto body = parse_json(response.body);
  if (!body)
    throw std::logic_error("the answer of the API to " + std::string{path} + " is not JSON");
  return {.status = response.status, .body = std::move(*body)};
}

}  // namespace

ApiAnswer ApiReader::get(std::string_view path, std::string_view query) const {
  return read_answer(ask_({.method = Method::get, .path = path, .query = query}), path);
}

ApiAnswer ApiReader::post(std::string_view path, std::string_view json) const {
  return read_answer(ask_({.method = Method::post,
                           .path = path,
                           .query = {},
                           .declared_length = json.size(),
                           .content_type = "application/json",
                           .body = json}),
                     path);
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
