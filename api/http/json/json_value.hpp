// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace quitrent::api {

/// One value of a JSON text. Objects keep the order of their members.
struct JsonValue {
  /// Which kind it is; decides which of the fields below counts.
  enum class Kind : std::uint8_t { null, boolean, number, string, array, object };
  Kind kind = Kind::null;
  bool truth = false;                       ///< of a boolean
  std::optional<std::uint64_t> whole = {};  ///< of a number that is whole, 0 or more and fits
  std::string text = {};                    ///< of a string, unescaped, valid UTF-8
  std::vector<JsonValue> items = {};        ///< of an array
  std::vector<std::pair<std::string, JsonValue>> members = {};  ///< of an object, no key twice

  /// The member of an object with this key; null where there is none.
  const JsonValue* member(std::string_view key) const;
};

/// How deep a JSON text may be nested; terms that follow one another nest.
inline constexpr std::size_t kDeepestNesting = 32;
/// How many members one object may have.
inline constexpr std::size_t kMostMembers = 256;

/// Reads a JSON text, strictly (RFC 8259): refuses a key twice in an object, bad UTF-8, anything
/// behind the value, deeper nesting and more members than above. The refusal is one sentence that
/// says what and, where it helps, at which byte.
std::expected<JsonValue, std::string> parse_json(std::string_view text);

}  // namespace quitrent::api
