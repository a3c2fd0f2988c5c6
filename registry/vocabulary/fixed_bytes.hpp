// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <algorithm>
#include <concepts>
#include <cstdint>
#include <string_view>

namespace quitrent {

/// A value that is a fixed number of bytes: `Uuid`, `Seed`, `Digest`.
template <class Value>
concept FixedBytes = requires(const Value& value) {
  { value.bytes.data() } -> std::same_as<const std::uint8_t*>;
};

/// The bytes of a value, for hashing and storing; valid as long as the value.
template <FixedBytes Value>
std::string_view view(const Value& value) {
  return {reinterpret_cast<const char*>(value.bytes.data()), value.bytes.size()};
}

/// The value that these bytes stand for. Missing bytes are zero; further bytes are left out.
template <FixedBytes Value>
Value from_bytes(std::string_view bytes) {
  Value value;
  std::copy_n(bytes.begin(), std::min(bytes.size(), value.bytes.size()), value.bytes.begin());
  return value;
}

}  // namespace quitrent
