// SPDX-License-Identifier: EUPL-1.2
#include "registry/vocabulary/text.hpp"

#include <algorithm>
#include <array>
#include <span>

#include "registry/vocabulary/letter_case.hpp"
#include "registry/vocabulary/visible_characters.hpp"

namespace quitrent {
namespace {

/// Code points from `first` to `last`, both included.
struct Range {
  std::uint32_t first, last;
};

// Unicode 15.0, DerivedCoreProperties.txt: Default_Ignorable_Code_Point.
constexpr auto kIgnorable = std::to_array<Range>({{0x00ad, 0x00ad},
                                                  {0x034f, 0x034f},
                                                  {0x061c, 0x061c},
                                                  {0x115f, 0x1160},
                                                  {0x17b4, 0x17b5},
                                                  {0x180b, 0x180f},
                                                  {0x200b, 0x200f},
                                                  {0x202a, 0x202e},
                                                  {0x2060, 0x206f},
                                                  {0x3164, 0x3164},
                                                  {0xfe00, 0xfe0f},
                                                  {0xfeff, 0xfeff},
                                                  {0xffa0, 0xffa0},
                                                  {0xfff0, 0xfff8},
                                                  {0x1bca0, 0x1bca3},
                                                  {0x1d173, 0x1d17a},
                                                  {0xe0000, 0xe0fff}});
// PropList.txt: Bidi_Control.
constexpr auto kDirection =
    std::to_array<Range>({{0x061c, 0x061c}, {0x200e, 0x200f}, {0x202a, 0x202e}, {0x2066, 0x2069}});
// PropList.txt: White_Space, without control characters.
constexpr auto kSpaces = std::to_array<Range>({{0x0020, 0x0020},
                                               {0x00a0, 0x00a0},
                                               {0x1680, 0x1680},
                                               {0x2000, 0x200a},
                                               {0x202f, 0x202f},
                                               {0x205f, 0x205f},
                                               {0x3000, 0x3000}});
// PropList.txt: Dash, as far as people type them or word processors make them from a hyphen.
constexpr auto kDashes = std::to_array<Range>(
    {{0x002d, 0x002d}, {0x2010, 0x2015}, {0x2212, 0x2212}, {0xfe58, 0xfe58}, {0xfe63, 0xfe63}});

bool is_in(std::span<const Range> ranges, std::uint32_t code) {
  return std::ranges::any_of(
      ranges, [code](const Range& range) { return code >= range.first && code <= range.last; });
}

bool is_control(std::uint32_t code) {
  const bool noncharacter = (code >= 0xfdd0 && code <= 0xfdef) || (code & 0xfffeU) == 0xfffe;
  return code < 0x20 || (code >= 0x7f && code < 0xa0) || code == 0x2028 || code == 0x2029 ||
         noncharacter;
}

/// The number of bytes after a first byte, the least code point that needs so many bytes, and the
/// bits of the code point in the first byte.
struct Lead {
  std::size_t following = 0;
  std::uint32_t least = 0;
  std::uint32_t bits = 0;
};

std::optional<Lead> lead_of(unsigned char first) {
  if (first < 0x80) return Lead{0, 0, first};
  if (first >= 0xc2 && first < 0xe0) return Lead{1, 0x80, first & 0x1fU};
  if (first >= 0xe0 && first < 0xf0) return Lead{2, 0x800, first & 0x0fU};
  if (first >= 0xf0 && first < 0xf5) return Lead{3, 0x10000, first & 0x07U};
  return std::nullopt;
}

}  // namespace

std::optional<Character> first_character(std::string_view text) {
  if (text.empty()) return std::nullopt;
  const auto lead = lead_of(static_cast<unsigned char>(text.front()));
  if (!lead || lead->following >= text.size()) return std::nullopt;
  std::uint32_t code = lead->bits;
  for (std::size_t next = 1; next <= lead->following; ++next) {
    const auto byte = static_cast<unsigned char>(text[next]);
    if ((byte & 0xc0U) != 0x80U) return std::nullopt;
    code = code << 6U | (byte & 0x3fU);
  }
  const bool surrogate = code >= 0xd800 && code < 0xe000;
  if (code < lead->least || code > 0x10ffff || surrogate) return std::nullopt;
  return Character{.code = code, .bytes = lead->following + 1};
}

bool is_utf8(std::string_view text) {
  while (!text.empty()) {
    const auto character = first_character(text);
    if (!character) return false;
    text.remove_prefix(character->bytes);
  }
  return true;
}

std::size_t character_count(std::string_view text) {
  std::size_t count = 0;
  for (; !text.empty(); ++count) {
    text.remove_prefix(first_character(text).value_or(Character{}).bytes);
  }
  return count;
}

bool is_ignorable(std::uint32_t code) { return code >= 0xad && is_in(kIgnorable, code); }

std::optional<TextFault> text_fault(std::string_view text) {
  bool control = false;
  bool direction = false;
  bool visible = false;
  while (!text.empty()) {
    const auto character = first_character(text).value_or(Character{.code = 0, .bytes = 1});
    control = control || is_control(character.code);
    direction = direction || is_in(kDirection, character.code);
    visible = visible || (!is_control(character.code) && is_visible(character.code));
    text.remove_prefix(character.bytes);
  }
  if (control) return TextFault::control;
  if (direction) return TextFault::direction;
  if (!visible) return TextFault::invisible;
  return std::nullopt;
}

std::string without_controls(std::string_view text) {
  std::string shown;
  while (!text.empty()) {
    const auto character = first_character(text).value_or(Character{.code = 0, .bytes = 1});
    const bool is_layout = character.code == '\n' || character.code == '\t';
    const bool acts = is_control(character.code) || is_in(kDirection, character.code);
    if (acts && !is_layout) {
      shown += '?';
    } else {
      shown += text.substr(0, character.bytes);
    }
    text.remove_prefix(character.bytes);
  }
  return shown;
}

std::optional<int> number_in_digits(std::string_view text) {
  int value = 0;
  for (const char c : text) {
    if (!is_digit(c)) return std::nullopt;
    value = value * 10 + (c - '0');
  }
  return value;
}

std::string plain_text(std::string_view text) {
  std::string plain;
  while (!text.empty()) {
    const auto character = first_character(text).value_or(Character{});
    const std::uint32_t code = character.code;
    if (code < 0x80) {
      plain += static_cast<char>(code);
    } else if (code >= 0xff01 && code <= 0xff5e) {
      plain += static_cast<char>(code - 0xff01 + '!');
    } else if (is_in(kSpaces, code)) {
      plain += ' ';
    } else if (is_in(kDashes, code)) {
      plain += '-';
    } else if (!is_ignorable(code)) {
      plain += text.substr(0, character.bytes);
    }
    text.remove_prefix(character.bytes);
  }
  return plain;
}

}  // namespace quitrent
