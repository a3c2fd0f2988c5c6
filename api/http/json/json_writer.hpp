// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace quitrent::api {

/// Writes one JSON text. Keys and values appear in the order in which they are written. The writer
/// adds the commas; the caller ends each object and array that it begins. Texts must be UTF-8.
class JsonWriter {
 public:
  /// Begins an object, as a value or after a key.
  JsonWriter& begin_object();
  /// Ends the innermost object.
  JsonWriter& end_object();
  /// Begins an array, as a value or after a key.
  JsonWriter& begin_array();
  /// Ends the innermost array.
  JsonWriter& end_array();
  /// The key of the member whose value comes next. It must need no escapes.
  JsonWriter& key(std::string_view name);
  /// A string; control characters, quotes and backslashes are escaped.
  JsonWriter& text(std::string_view value);
  /// A whole number.
  JsonWriter& number(std::uint64_t value);
  /// `true` or `false`.
  JsonWriter& boolean(bool value);
  /// `null`.
  JsonWriter& null();

  /// A member that is a string.
  JsonWriter& text(std::string_view name, std::string_view value) { return key(name).text(value); }
  /// A member that is a string or, where there is none, `null`.
  JsonWriter& text_or_null(std::string_view name, const std::optional<std::string>& value) {
    return value ? text(name, *value) : key(name).null();
  }
  /// A member that is a whole number.
  JsonWriter& number(std::string_view name, std::uint64_t value) { return key(name).number(value); }
  /// A member that is `null`.
  JsonWriter& null(std::string_view name) { return key(name).null(); }

  /// A member whose value is JSON text already.
  JsonWriter& raw(std::string_view name, std::string_view json) {
    key(name);
    out_ += json;
    return *this;
  }

  /// A value that is JSON text already.
  JsonWriter& raw(std::string_view json) {
    separate();
    out_ += json;
    return *this;
  }

  /// The length of the text so far. Unit: bytes.
  std::size_t size() const { return out_.size(); }
  /// Removes what was written since the text was `size` bytes long; only whole values of an array.
  void take_back(std::size_t size) { out_.resize(size); }
  /// Reserves memory for a text of about `bytes`.
  void reserve(std::size_t bytes) { out_.reserve(bytes); }
  /// Moves the text out.
  std::string take() { return std::move(out_); }

 private:
  void separate();
  std::string out_;
};

}  // namespace quitrent::api
