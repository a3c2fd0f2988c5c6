// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace quitrent {

/// One code point and how many bytes of UTF-8 it takes, 1 to 4.
struct Character {
  std::uint32_t code = 0;
  std::size_t bytes = 1;
};

/// The first character of a text; nothing where the text is empty or begins with no well-formed
/// UTF-8: overlong forms, surrogates and what lies beyond U+10FFFF are none.
std::optional<Character> first_character(std::string_view text);

/// Whether a text is UTF-8 from end to end.
bool is_utf8(std::string_view text);

/// How many code points a text of UTF-8 has. A byte that belongs to none counts as one.
std::size_t character_count(std::string_view text);

/// Whether a character is passed over where text is shown (Default_Ignorable_Code_Point of Unicode
/// 15.0): zero-width spaces and joiners, the soft hyphen, variation selectors, tags, fillers.
bool is_ignorable(std::uint32_t code);

/// Why a text is not taken as a name or reference. In this order of precedence.
enum class TextFault : std::uint8_t {
  control,    ///< a control character (Cc), a line or paragraph separator, a noncharacter
  direction,  ///< a control of direction (Bidi_Control): what is shown is not what is there
  invisible   ///< not one character that shows by itself, see visible_characters.hpp
};

/// What is wrong with a text of UTF-8 of whatever length; nothing where all is well. Source:
/// API.md, Conventions.
std::optional<TextFault> text_fault(std::string_view text);

/// A text with its full-width forms (U+FF01 to U+FF5E) as ASCII, every kind of space as a space and
/// every kind of hyphen or dash as `-`, and without ignorable characters: what two people mean who
/// type the same on different keyboards.
std::string plain_text(std::string_view text);

}  // namespace quitrent
