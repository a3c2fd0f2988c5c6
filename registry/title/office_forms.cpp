// SPDX-License-Identifier: EUPL-1.2
#include "registry/title/office_forms.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "registry/title/identifier_forms.hpp"

namespace quitrent {
namespace {

constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }
constexpr char capital(char c) {
  return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
}

/// What people write between the digits of a number.
constexpr std::string_view kBetween = " ,.-/'_:()";
/// Letters before the digits that belong to the serial: of the USPTO (design, reissue, plant,
/// statutory invention, defensive publication, improvement, X-patents), of emperors' years at the
/// JPO.
constexpr auto kUsKinds =
    std::to_array<std::string_view>({"D", "RE", "PP", "H", "T", "AI", "RX", "X"});
constexpr auto kJpEras = std::to_array<std::string_view>({"M", "T", "S", "H", "R"});

/// An office code that is not one of WIPO ST.3, and the one that is.
using Respelt = std::pair<std::string_view, std::string_view>;
constexpr auto kRespelt = std::to_array<Respelt>({{"UK", "GB"}, {"EU", "EM"}});

/// Offices whose application numbers begin with two digits of a year, which may be 0, and how many
/// digits these have without their check digit: EP 04 123456.7 is no EP 4123456.
using YearFirst = std::pair<std::string_view, std::size_t>;
constexpr auto kYearFirst =
    std::to_array<YearFirst>({{"EP", 8}, {"SE", 7}, {"GB", 7}, {"FR", 7}, {"CN", 8}});
/// Offices whose application numbers have twelve digits, a year of four among them.
constexpr auto kTwelveDigits = std::to_array<std::string_view>({"CN", "DE"});
/// How many digits of a Community design stand before the number of the design in it.
constexpr std::size_t kCommunityDesign = 9;
constexpr std::size_t kDesignInIt = 4;

std::string_view trimmed(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(' ');
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(' ') - begin + 1);
}

bool all_digits(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, is_digit);
}

/// Drops a check digit: one digit, or X, behind a point or hyphen that follows six digits or more.
/// These offices have none: US, WO, JP, EM.
std::string_view without_check_digit(std::string_view text) {
  for (const std::string_view office : {"US", "WO", "JP", "EM", "EU"}) {
    if (text.starts_with(office)) return text;
  }
  if (text.size() < 3 || (text[text.size() - 2] != '.' && text[text.size() - 2] != '-'))
    return text;
  if (!is_digit(text.back()) && capital(text.back()) != 'X') return text;
  const std::string_view before = text.substr(0, text.size() - 2);
  return std::ranges::count_if(before, is_digit) >= 6 ? before : text;
}

/// Capitals and digits without what stands between them; nothing where anything else is there.
std::optional<std::string> squeezed(std::string_view text) {
  std::string kept;
  for (const char c : text) {
    if (is_letter_or_digit(c)) {
      kept += capital(c);
    } else if (kBetween.find(c) == std::string_view::npos) {
      return std::nullopt;
    }
  }
  return kept;
}

/// The number without its kind code: a letter behind the digits, perhaps with a digit behind it.
std::string_view without_kind_code(std::string_view text) {
  std::string_view cut = text;
  if (cut.size() > 1 && is_digit(cut.back()) && is_capital(cut[cut.size() - 2]))
    cut.remove_suffix(1);
  if (cut.empty() || !is_capital(cut.back())) return text;
  cut.remove_suffix(1);
  return !cut.empty() && is_digit(cut.back()) ? cut : text;
}

std::string without_zeros(std::string_view digits) {
  const std::size_t first = std::min(digits.find_first_not_of('0'), digits.size() - 1);
  return std::string{digits.substr(first)};
}

bool is_serial_kind(std::string_view office, std::string_view letters) {
  if (office == "US") return std::ranges::find(kUsKinds, letters) != kUsKinds.end();
  if (office == "JP") return std::ranges::find(kJpEras, letters) != kJpEras.end();
  return false;
}

/// Digits with zeros before them up to a length.
std::string padded(std::string_view digits, std::size_t length) {
  std::string text{digits};
  if (text.size() < length) text.insert(0, length - text.size(), '0');
  return text;
}

/// A number in its parts: "JP H8-123456" is JP, H, 8123456, and 1 digit stands before a sign.
struct Number {
  std::string office, letters, digits;
  std::size_t first_group = 0;  ///< digits up to what first stands between two; 0: nothing does
};

/// Where the first group of digits of a text ends before others; 0 where there is one group.
std::size_t first_group_of(std::string_view text) {
  const std::size_t begin = std::min(text.find_first_of("0123456789"), text.size());
  text.remove_prefix(begin);
  const std::size_t end = text.find_first_not_of("0123456789");
  return end == std::string_view::npos || text.find_first_of("0123456789", end) == text.npos ? 0
                                                                                             : end;
}

std::optional<Number> number_of(std::string_view text) {
  const auto squeezed_text = squeezed(text);
  if (!squeezed_text || squeezed_text->size() < 3 || !is_capital((*squeezed_text)[0]) ||
      !is_capital((*squeezed_text)[1])) {
    return std::nullopt;
  }
  Number number{.office = squeezed_text->substr(0, 2),
                .letters = {},
                .digits = {},
                .first_group = first_group_of(text)};
  const auto respelt = std::ranges::find(kRespelt, number.office, &Respelt::first);
  if (respelt != kRespelt.end()) number.office = respelt->second;
  const std::string rest = squeezed_text->substr(2);
  const std::size_t first = std::min(rest.find_first_of("0123456789"), rest.size());
  number.letters = rest.substr(0, first);
  number.digits = rest.substr(first);
  const bool known = number.letters.empty() || is_serial_kind(number.office, number.letters);
  if (!all_digits(number.digits) || !known) return std::nullopt;
  return number;
}

/// A year of four digits and a serial with zeros before it, where the number begins with a year
/// that stands apart, or is as long as such a number with some of the zeros left out.
std::optional<std::string> dated(const Number& number, std::size_t shortest, std::size_t length) {
  const std::string& digits = number.digits;
  if (!digits.starts_with("19") && !digits.starts_with("20")) return std::nullopt;
  const bool apart = number.first_group == 4 && digits.size() <= 4 + length;
  const bool whole = digits.size() >= 4 + shortest && digits.size() <= 4 + length;
  if (!apart && !whole) return std::nullopt;
  return digits.substr(0, 4) + padded(std::string_view{digits}.substr(4), length);
}

/// The number of an international application: a year of four digits and six more. WO 92/14435 is
/// WO 1992/014435; a year of two digits, and five digits behind it, were written until 2004.
std::string pct_serial(const Number& number) {
  const std::string& digits = number.digits;
  std::size_t year_size = digits.size() == 7 || digits.size() == 8 ? 2 : 4;
  if (number.first_group == 2 || number.first_group == 4) {
    year_size = number.first_group;
  } else if (digits.size() < 7 || digits.size() > 9) {
    return digits;
  }
  if (digits.size() > year_size + 6) return digits;
  std::string year = digits.substr(0, year_size);
  if (year_size == 2) year.insert(0, year >= "78" ? "19" : "20");
  return year + padded(std::string_view{digits}.substr(year_size), 6);
}

/// A Japanese number with the year of an emperor: the year in two digits, the serial in six. Where
/// nothing stands between them, two digits that are a year of the era are the year.
std::string era_serial(const Number& number) {
  const std::string& digits = number.digits;
  std::size_t year_size = number.first_group;
  if (year_size != 1 && year_size != 2) {
    constexpr std::string_view kEras = "MTSHR";
    constexpr auto kLastYears = std::to_array<std::string_view>({"45", "15", "64", "31", "40"});
    const std::string year = digits.substr(0, 2);
    const std::string_view last = kLastYears.at(kEras.find(number.letters.front()));
    year_size = digits.size() >= 8 || (year >= "01" && year <= last) ? 2 : 1;
  }
  if (digits.size() <= year_size || digits.size() > year_size + 6) return digits;
  return padded(digits.substr(0, year_size), 2) +
         padded(std::string_view{digits}.substr(year_size), 6);
}

/// The serial as the office itself writes it, so that short and long forms agree.
std::string patent_serial(const Number& number) {
  const std::string& digits = number.digits;
  if (!number.letters.empty()) {
    return number.office == "JP" ? era_serial(number) : without_zeros(digits);
  }
  if (number.office == "WO") return pct_serial(number);
  if (number.office == "US") return dated(number, 5, 7).value_or(without_zeros(digits));
  if (number.office == "JP") return dated(number, 5, 6).value_or(without_zeros(digits));
  const auto year_first = std::ranges::find(kYearFirst, number.office, &YearFirst::first);
  if (year_first != kYearFirst.end() && digits.size() == year_first->second) return digits;
  const bool twelve = std::ranges::find(kTwelveDigits, number.office) != kTwelveDigits.end();
  const bool epo = number.office == "EP" && digits.size() == 9 && !digits.starts_with("00");
  // The check digit stands behind without a sign.
  if ((twelve && digits.size() == 13) || epo) return digits.substr(0, digits.size() - 1);
  const std::string serial = without_zeros(digits);
  return number.office == "EP" ? padded(serial, 7) : serial;
}

/// Takes the number of one design off a registration of several: up to four digits behind a hyphen
/// or stroke that follows six or more. Empty where there is none.
std::string take_design(std::string_view& text) {
  for (const std::string_view office : {"US", "WO", "JP"}) {
    if (text.starts_with(office)) return {};
  }
  const std::size_t sign = text.find_last_of("-/");
  if (sign == std::string_view::npos) return {};
  const std::string_view behind = trimmed(text.substr(sign + 1));
  const std::string_view before = text.substr(0, sign);
  if (!all_digits(behind) || behind.size() > kDesignInIt) return {};
  if (std::ranges::count_if(before, is_digit) < 6) return {};
  text = before;
  return padded(behind, kDesignInIt);
}

std::string design_serial(const Number& number, const std::string& design) {
  const std::string serial = without_zeros(number.digits);
  if (number.office != "EM") return serial + design;
  if (number.digits.size() == kCommunityDesign + kDesignInIt) return number.digits;
  return design.empty() ? serial : padded(serial, kCommunityDesign) + design;
}

/// The number without a kind code that stands apart, as in "US 6,004,596 B1" and "US-6004596-B1".
std::string_view without_last_word(std::string_view text) {
  const std::size_t between = text.find_last_of(kBetween);
  if (between == std::string_view::npos || between + 3 < text.size()) return text;
  const std::string_view word = text.substr(between + 1);
  if (word.empty() || !is_capital(word.front()) || (word.size() == 2 && !is_digit(word.back()))) {
    return text;
  }
  // An X behind a point is a check digit, which is taken off by itself.
  if (word == "X" && text[between] == '.') return text;
  const std::string_view before = trimmed(text.substr(0, between));
  return std::ranges::any_of(before, is_digit) ? before : text;
}

/// A text in capitals without spaces around it.
std::string in_capitals(std::string_view plain) {
  std::string written{trimmed(plain)};
  std::ranges::transform(written, written.begin(), capital);
  return written;
}

}  // namespace

std::optional<std::string> patent_form(std::string_view plain) {
  const std::string written = in_capitals(plain);
  const auto number = number_of(without_check_digit(without_kind_code(without_last_word(written))));
  if (!number) return std::nullopt;
  return number->office + number->letters + patent_serial(*number);
}

std::optional<std::string> design_form(std::string_view plain) {
  const std::string written = in_capitals(plain);
  std::string_view text = without_kind_code(without_last_word(written));
  const std::string design = take_design(text);
  const auto number = number_of(text);
  if (!number) return std::nullopt;
  if (number->office == "US" || number->office == "JP") {
    return number->office + number->letters + patent_serial(*number);
  }
  return number->office + number->letters + design_serial(*number, design);
}

std::optional<std::string> trademark_form(std::string_view plain) {
  const std::string written = in_capitals(plain);
  const auto number = number_of(without_check_digit(written));
  if (!number) return std::nullopt;
  return number->office + number->letters + without_zeros(number->digits);
}

}  // namespace quitrent
