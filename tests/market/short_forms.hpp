// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "market/receipt.hpp"
#include "registry/vocabulary/instant.hpp"
#include "registry/vocabulary/outcome.hpp"

namespace quitrent::testing {

/// The instant this many seconds after the beginning of 1970.
constexpr Instant second(std::int64_t count) { return Instant::from_seconds(count); }

/// Bytes as hexadecimal digits.
inline std::string hexadecimal(std::string_view bytes) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string text;
  for (const char byte : bytes) {
    text += digits[static_cast<unsigned char>(byte) >> 4U];
    text += digits[static_cast<unsigned char>(byte) & 15U];
  }
  return text;
}

/// What became of a filing: the code of its refusal, or `accepted`.
inline std::string said(const Outcome<market::Receipt>& outcome) {
  return outcome ? "accepted" : std::string{to_text(outcome.error().code)};
}

}  // namespace quitrent::testing
