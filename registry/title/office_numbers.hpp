// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace quitrent {

/// What a number is of: some letters before it are of one kind of right alone.
enum class RightKind : std::uint8_t { patent, design, trademark };

/// A number of an office in its parts: "JP H8-123456" is JP, H, 8123456, in groups of 1 and 6.
struct OfficeNumber {
  std::string office;   ///< of WIPO ST.3
  std::string letters;  ///< that belong to the serial, such as D of designs at the USPTO
  std::string digits;
  std::vector<std::size_t> groups;  ///< how many digits stand together, one after the other
};

/// Takes a number in capitals apart, whatever stands between its digits and whether or not it says
/// that it is a number ("US PATENT NO. 6,004,596"); nothing where it is of no office, or letters
/// stand in it that are not of that office's numbers of such a right.
std::optional<OfficeNumber> office_number(std::string_view capitals, RightKind right);

/// A text in capitals without spaces around it.
std::string in_capitals(std::string_view plain);
/// What people write between the digits of a number.
inline constexpr std::string_view kBetweenDigits = " ,.-/'_:()";
/// How many digits are in it.
std::size_t digit_count(std::string_view text);
/// Digits without zeros before them; one is left.
std::string without_zeros(std::string_view digits);
/// Digits with zeros before them up to a length.
std::string padded(std::string_view digits, std::size_t length);

}  // namespace quitrent
