// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>
#include <string_view>

namespace quitrent {

// Letters and digits of ASCII. Every other byte stays as it is, whatever the locale.

/// Whether a character is a capital letter.
constexpr bool is_upper_case(char c) { return c >= 'A' && c <= 'Z'; }

/// The lower case of a character.
constexpr char lower_case(char c) {
  return is_upper_case(c) ? static_cast<char>(c - 'A' + 'a') : c;
}

/// The upper case of a character.
constexpr char upper_case(char c) {
  return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
}

/// Whether a character is a letter.
constexpr bool is_letter(char c) { return lower_case(c) >= 'a' && lower_case(c) <= 'z'; }

/// Whether a character is a digit.
constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// The lower case of a text.
inline std::string in_lower_case(std::string_view text) {
  std::string lower{text};
  for (char& c : lower) c = lower_case(c);
  return lower;
}

}  // namespace quitrent
