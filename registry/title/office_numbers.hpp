// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace quitrent {

/// The right that a number belongs to. Some letters before a number belong to one kind of right
/// only.
enum class RightKind : std::uint8_t { patent, design, trademark };

/// A number of an office in its parts: "JP H8-123456" is JP, H, 8123456, in groups of 1 and 6.
struct OfficeNumber {
  std::string office;   ///< code of WIPO ST.3
  std::string letters;  ///< letters of the serial, such as D of designs at the USPTO
  std::string digits;
  std::vector<std::size_t> groups;  ///< the length of each group of digits, in order
};

/// Reads the parts of a number in capitals, with any separators between its digits, and with or
/// without words that it is a number ("US PATENT NO. 6,004,596"). Nothing where it has no office,
/// or letters that the office does not use in numbers of this right.
std::optional<OfficeNumber> office_number(std::string_view capitals, RightKind right);

/// A text in capitals without spaces around it.
std::string in_capitals(std::string_view plain);
/// The characters that people write between the digits of a number.
inline constexpr std::string_view kBetweenDigits = " ,.-/'_:()";
/// The count of digits in a text.
std::size_t digit_count(std::string_view text);
/// Digits without leading zeros; at least one digit is left.
std::string without_zeros(std::string_view digits);
/// Digits with leading zeros up to a length.
std::string padded(std::string_view digits, std::size_t length);

}  // namespace quitrent
