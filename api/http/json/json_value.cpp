// SPDX-License-Identifier: EUPL-1.2
#include "api/http/json/json_value.hpp"

#include <algorithm>

#include <nlohmann/json.hpp>

#include "registry/vocabulary/letter_case.hpp"

namespace quitrent::api {
namespace {

/// The library's error code for a number that is too large for its types.
constexpr int kNumberOverflow = 406;

/// Builds a value from the events of the library's reader.
class Builder {
 public:
  bool null() { return put({}); }
  bool boolean(bool truth) { return put({.kind = JsonValue::Kind::boolean, .truth = truth}); }
  bool number_integer(std::int64_t /*value*/) { return put({.kind = JsonValue::Kind::number}); }
  bool number_unsigned(std::uint64_t value) {
    return put({.kind = JsonValue::Kind::number, .whole = value});
  }
  bool number_float(double /*value*/, const std::string& /*text*/) {
    return put({.kind = JsonValue::Kind::number});
  }
  bool string(std::string& text) {
    return put({.kind = JsonValue::Kind::string, .text = std::move(text)});
  }
  bool binary(std::vector<std::uint8_t>& /*bytes*/) { return false; }
  bool start_object(std::size_t /*size*/) { return open(JsonValue::Kind::object); }
  bool start_array(std::size_t /*size*/) { return open(JsonValue::Kind::array); }
  bool end_object() { return close(); }
  bool end_array() { return close(); }

  bool key(std::string& name) {
    const auto& members = open_.back()->members;
    if (std::ranges::any_of(members,
                            [&name](const auto& member) { return member.first == name; })) {
      return stop("A key stands twice in one object.");
    }
    if (members.size() >= kMostMembers) return stop("An object has too many members.");
    key_ = std::move(name);
    return true;
  }

  bool parse_error(std::size_t position, const std::string& /*token*/,
                   const nlohmann::detail::exception& error) {
    overflow_ = error.id == kNumberOverflow;
    return stop("The body is not JSON at byte " + std::to_string(position) + ".");
  }

  JsonValue take_value() { return std::move(root_); }
  std::string take_fault() { return std::move(fault_); }
  /// Whether the reading failed at a number that is too large for the library's types.
  bool is_overflow() const { return overflow_; }

 private:
  bool stop(std::string what) {
    fault_ = std::move(what);
    return false;
  }

  /// The place for the next value. Pointers in `open_` stay valid, since only the innermost vector
  /// grows.
  JsonValue& next_value() {
    if (open_.empty()) return root_;
    JsonValue& parent = *open_.back();
    if (parent.kind == JsonValue::Kind::array) return parent.items.emplace_back();
    return parent.members.emplace_back(std::move(key_), JsonValue{}).second;
  }

  bool put(JsonValue value) {
    next_value() = std::move(value);
    return true;
  }

  bool open(JsonValue::Kind kind) {
    if (open_.size() >= kDeepestNesting) return stop("The body is nested too deeply.");
    JsonValue& value = next_value();
    value.kind = kind;
    open_.push_back(&value);
    return true;
  }

  bool close() {
    open_.pop_back();
    return true;
  }

  JsonValue root_;
  std::vector<JsonValue*> open_;
  std::string key_;
  std::string fault_;
  bool overflow_ = false;
};

/// The length of the JSON number with which a text begins; 0 where there is none.
std::size_t number_length(std::string_view text) {
  std::size_t at = text.starts_with('-') ? 1 : 0;
  const auto digits = [&] {
    const std::size_t begin = at;
    while (at < text.size() && is_digit(text[at])) ++at;
    return at - begin;
  };
  const bool zero = text.substr(at).starts_with('0');
  const std::size_t whole = digits();
  if (whole == 0 || (zero && whole > 1)) return 0;
  if (text.substr(at).starts_with('.')) {
    ++at;
    if (digits() == 0) return 0;
  }
  if (at < text.size() && (text[at] == 'e' || text[at] == 'E')) {
    ++at;
    if (at < text.size() && (text[at] == '+' || text[at] == '-')) ++at;
    if (digits() == 0) return 0;
  }
  return at;
}

/// The text with small fractions of the same length instead of numbers that are long or have an
/// exponent. Only the kind of such a value matters; no field accepts it.
std::string without_large_numbers(std::string_view text) {
  constexpr std::size_t kLong = 20;
  std::string shortened{text};
  bool quoted = false;
  for (std::size_t at = 0; at < text.size();) {
    const char c = text[at];
    if (quoted && c == '\\') {
      at += 2;
      continue;
    }
    if (c == '"') quoted = !quoted;
    const std::size_t length = quoted ? 0 : number_length(text.substr(at));
    const std::string_view number = text.substr(at, length);
    if (length > kLong || (length > 2 && number.find_first_of("eE") != number.npos)) {
      shortened.replace(at, length, "0." + std::string(length - 2, '0'));
    }
    at += std::max<std::size_t>(length, 1);
  }
  return shortened;
}

}  // namespace

const JsonValue* JsonValue::member(std::string_view key) const {
  const auto found = std::ranges::find_if(members, [key](const auto& m) { return m.first == key; });
  return found == members.end() ? nullptr : &found->second;
}

std::expected<JsonValue, std::string> parse_json(std::string_view text) {
  // The library takes a NUL for the end of the text.
  if (const std::size_t nul = text.find('\0'); nul != std::string_view::npos) {
    return std::unexpected("The body is not JSON at byte " + std::to_string(nul + 1) + ".");
  }
  Builder builder;
  if (nlohmann::json::sax_parse(text, &builder)) return builder.take_value();
  if (!builder.is_overflow()) return std::unexpected(builder.take_fault());
  // The text is still JSON; the reader of the field reports what is wrong with its value.
  Builder again;
  if (nlohmann::json::sax_parse(without_large_numbers(text), &again)) return again.take_value();
  return std::unexpected(again.take_fault());
}

}  // namespace quitrent::api
