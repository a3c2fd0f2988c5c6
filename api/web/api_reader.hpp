// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "api/http/json/json_value.hpp"
#include "api/http/protocol/pages.hpp"

namespace quitrent::api {

/// An answer of the API.
struct ApiAnswer {
  int status = 200;
  JsonValue body;
};

/// Reads the register as every other program does: through the API, within this program. So a page
/// shows what the API says.
class ApiReader {
 public:
  /// `ask` must outlive this object.
  explicit ApiReader(const AskApi& ask) : ask_{ask} {}
  /// The answer to GET. `path` and `query` are encoded; the query is without its `?`.
  ApiAnswer get(std::string_view path, std::string_view query = {}) const;
  /// The answer to POST with this JSON. Only for calls that record nothing and need no key.
  ApiAnswer post(std::string_view path, std::string_view json) const;

 private:
  const AskApi& ask_;
};

// The functions below answer with views into the object. So they refuse an object that ends with
// the expression: name an answer before a loop over its items.

/// The member of an object. An answer without it is a fault of this program.
const JsonValue& member(const JsonValue& object, std::string_view name);
const JsonValue& member(const JsonValue&& object, std::string_view name) = delete;
/// Whether the member is null.
bool is_null(const JsonValue& object, std::string_view name);
/// The text of a member; empty where the member is null.
std::string_view text_of(const JsonValue& object, std::string_view name);
std::string_view text_of(const JsonValue&& object, std::string_view name) = delete;
/// The text of a member as a text of its own; empty where the member is null.
std::string string_of(const JsonValue& object, std::string_view name);
/// The whole number of a member.
std::uint64_t number_of(const JsonValue& object, std::string_view name);
/// The items of a member that is a list.
std::span<const JsonValue> items_of(const JsonValue& object, std::string_view name);
std::span<const JsonValue> items_of(const JsonValue&& object, std::string_view name) = delete;

}  // namespace quitrent::api
