// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <optional>
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
  /// Asks for the owner of an API key, or for nobody. `ask` must outlive this object.
  explicit ApiReader(const AskApi& ask, std::optional<Digest> key_hash = {})
      : ask_{ask}, key_hash_{key_hash} {}
  /// A reader that asks for the owner of another key.
  ApiReader as(const Digest& key_hash) const { return ApiReader{ask_, key_hash}; }
  /// The answer to GET. `path` and `query` are encoded; the query is without its `?`.
  ApiAnswer get(std::string_view path, std::string_view query = {}) const;
  /// The answer to POST of a JSON text. `repeat_key` is the Idempotency-Key; empty: none.
  ApiAnswer post(std::string_view path, std::string_view json,
                 std::string_view repeat_key = {}) const;

 private:
  ApiAnswer answer_to(const Request& request) const;
  const AskApi& ask_;
  std::optional<Digest> key_hash_;
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
