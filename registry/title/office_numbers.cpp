// SPDX-License-Identifier: EUPL-1.2
#include "registry/title/office_numbers.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "registry/title/identifier_forms.hpp"
#include "registry/title/offices.hpp"
#include "registry/vocabulary/letter_case.hpp"

namespace quitrent {
namespace {

/// A code that is not an office code of WIPO ST.3 or is used instead of one, and the right code.
using Replacement = std::pair<std::string_view, std::string_view>;
constexpr auto kReplacements =
    std::to_array<Replacement>({{"UK", "GB"}, {"EU", "EM"}, {"ZL", "CN"}});

/// Letters before the digits that belong to the serial, and the initials of the rights that use
/// them.
struct SerialLetters {
  std::string_view office, letters, rights;
};
constexpr auto kSerialLetters = std::to_array<SerialLetters>({
    // Design, reissue, plant, statutory invention, defensive publication, improvement, X-patents.
    {"US", "D", "pdt"},
    {"US", "RE", "pdt"},
    {"US", "PP", "pdt"},
    {"US", "H", "pdt"},
    {"US", "T", "pdt"},
    {"US", "AI", "pdt"},
    {"US", "RX", "pdt"},
    {"US", "X", "pdt"},
    // Emperors' years.
    {"JP", "M", "pdt"},
    {"JP", "T", "pdt"},
    {"JP", "S", "pdt"},
    {"JP", "H", "pdt"},
    {"JP", "R", "pdt"},
    // Invention, utility model, industrial design.
    {"BR", "PI", "p"},
    {"BR", "MU", "p"},
    {"BR", "DI", "d"},
    {"TW", "I", "p"},
    {"TW", "M", "p"},
    {"TW", "D", "pd"},
    // The Hague.
    {"WO", "DM", "d"},
    // Registered under different acts.
    {"CA", "TMA", "t"},
    {"CA", "TMDA", "t"},
    {"CA", "UCA", "t"},
});

/// Words that only announce a number.
constexpr auto kNumberWords = std::to_array<std::string_view>(
    {"PATENT", "PAT", "REGISTRATION", "REG", "SERIAL", "NUMBER", "NO", "NR"});

bool is_of(const SerialLetters& row, RightKind right) {
  constexpr std::string_view kInitials = "pdt";
  return row.rights.contains(kInitials[static_cast<std::size_t>(right)]);
}

/// The capitals and digits of a text without the characters between them; nothing if it has others.
std::optional<std::string> squeezed(std::string_view text) {
  std::string kept;
  for (const char c : text) {
    if (is_letter_or_digit(c)) {
      kept += upper_case(c);
    } else if (!kBetweenDigits.contains(c)) {
      return std::nullopt;
    }
  }
  return kept;
}

std::vector<std::size_t> groups_of(std::string_view text) {
  std::vector<std::size_t> groups;
  bool inside = false;
  for (const char c : text) {
    if (is_digit(c) && !inside) groups.push_back(0);
    inside = is_digit(c);
    if (inside) ++groups.back();
  }
  return groups;
}

/// The letters of a serial, without words before them; nothing where the office does not use them.
std::optional<std::string> serial_letters(std::string_view office, std::string_view letters,
                                          RightKind right) {
  // A Chinese grant has ZL before the number of its application; a US design may have DES.
  if (office == "CN" && letters == "ZL") return std::string{};
  if (office == "US" && letters == "DES") return std::string{"D"};
  const auto is_known = [&](const SerialLetters& row) {
    return row.office == office && row.letters == letters && is_of(row, right);
  };
  if (letters.empty() || std::ranges::any_of(kSerialLetters, is_known)) return std::string{letters};
  for (const std::string_view word : kNumberWords) {
    if (letters.starts_with(word)) {
      return serial_letters(office, letters.substr(word.size()), right);
    }
  }
  return std::nullopt;
}

}  // namespace

std::optional<OfficeNumber> office_number(std::string_view capitals, RightKind right) {
  const auto text = squeezed(capitals);
  if (!text || text->size() < 3) return std::nullopt;
  OfficeNumber number{
      .office = text->substr(0, 2), .letters = {}, .digits = {}, .groups = groups_of(capitals)};
  const auto replacement = std::ranges::find(kReplacements, number.office, &Replacement::first);
  if (replacement != kReplacements.end()) number.office = replacement->second;
  if (!is_office(number.office)) return std::nullopt;
  const std::string_view rest = std::string_view{*text}.substr(2);
  const std::size_t first = std::min(rest.find_first_of("0123456789"), rest.size());
  const auto letters = serial_letters(number.office, rest.substr(0, first), right);
  number.digits = rest.substr(first);
  if (!letters || !all_digits(number.digits)) return std::nullopt;
  number.letters = *letters;
  return number;
}

std::string in_capitals(std::string_view plain) {
  std::string written{trimmed(plain)};
  std::ranges::transform(written, written.begin(), upper_case);
  return written;
}

std::size_t digit_count(std::string_view text) {
  return static_cast<std::size_t>(std::ranges::count_if(text, is_digit));
}

std::string without_zeros(std::string_view digits) {
  const std::size_t first = std::min(digits.find_first_not_of('0'), digits.size() - 1);
  return std::string{digits.substr(first)};
}

std::string padded(std::string_view digits, std::size_t length) {
  std::string text{digits};
  if (text.size() < length) text.insert(0, length - text.size(), '0');
  return text;
}

}  // namespace quitrent
