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
  /// The kind of a value; it determines which of the fields below is valid.
  enum class Kind : std::uint8_t { null, boolean, number, string, array, object };
  Kind kind = Kind::null;
  bool truth = false;                       ///< of a boolean
  std::optional<std::uint64_t> whole = {};  ///< of a whole number from 0 to 2^64 - 1
  std::string text = {};                    ///< of a string, unescaped, valid UTF-8
  std::vector<JsonValue> items = {};        ///< of an array
  std::vector<std::pair<std::string, JsonValue>> members = {};  ///< of an object, no key twice

  /// The member of an object with this key; null where there is none.
  const JsonValue* member(std::string_view key) const;
};

/// How deep a JSON text may be nested. Dated terms nest: each step is within the one before.
inline constexpr std::size_t kDeepestNesting = 32;
/// How many members one object may have.
inline constexpr std::size_t kMostMembers = 256;

/// Reads a JSON text strictly (RFC 8259). Refuses a key that occurs twice in an object, invalid
/// UTF-8, anything after the value, and more nesting or members than the limits above. The error is
/// one sentence that says what is wrong and, where that helps, at which byte.
std::expected<JsonValue, std::string> parse_json(std::string_view text);

}  // namespace quitrent::api
