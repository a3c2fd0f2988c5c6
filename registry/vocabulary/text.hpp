// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace quitrent {

/// One code point and the count of its bytes in UTF-8, 1 to 4.
struct Character {
  std::uint32_t code = 0;
  std::size_t bytes = 1;
};

/// The first character of a text; nothing where the text is empty or does not begin with
/// well-formed UTF-8. Overlong forms, surrogates and values above U+10FFFF are not well-formed.
std::optional<Character> first_character(std::string_view text);

/// Whether a text is UTF-8 from end to end.
bool is_utf8(std::string_view text);

/// The count of code points of a UTF-8 text. A byte that belongs to no code point counts as one.
std::size_t character_count(std::string_view text);

/// Whether a character is invisible in shown text (Default_Ignorable_Code_Point of Unicode 15.0):
/// zero-width spaces and joiners, the soft hyphen, variation selectors, tags, fillers.
bool is_ignorable(std::uint32_t code);

/// Why a text is not accepted as a name or reference, in order of precedence.
enum class TextFault : std::uint8_t {
  control,    ///< a control character (Cc), a line or paragraph separator, a noncharacter
  direction,  ///< a control of direction (Bidi_Control): the shown text differs from the real text
  invisible   ///< no visible character at all, see visible_characters.hpp
};

/// What is wrong with a text of UTF-8 of any length; nothing where it is right. Source: API.md,
/// Conventions.
std::optional<TextFault> text_fault(std::string_view text);

/// A text for a terminal, on which no stranger's text may act: `?` in place of every control
/// character but the line feed and the tabulator, of every control of direction, and of every byte
/// that belongs to no character.
std::string without_controls(std::string_view text);

/// The number that a text of at most nine digits of ASCII says; nothing where another character
/// occurs. The empty text says 0.
std::optional<int> number_in_digits(std::string_view text);

/// A text with its full-width forms (U+FF01 to U+FF5E) as ASCII, every kind of space as a space,
/// every kind of hyphen or dash as `-`, and without ignorable characters. So the same input from
/// two different keyboards becomes the same text.
std::string plain_text(std::string_view text);

}  // namespace quitrent
