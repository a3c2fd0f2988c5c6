// SPDX-License-Identifier: EUPL-1.2
#include "registry/title/office_forms.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "registry/title/identifier_forms.hpp"
#include "registry/title/office_numbers.hpp"
#include "registry/vocabulary/letter_case.hpp"

namespace quitrent {
namespace {

/// Offices whose application numbers begin with two digits of a year, which may begin with 0, and
/// the length of these numbers without check digit: EP 04 123456.7 is not EP 4123456.
using YearFirst = std::pair<std::string_view, std::size_t>;
constexpr auto kYearFirst =
    std::to_array<YearFirst>({{"EP", 8}, {"SE", 7}, {"GB", 7}, {"FR", 7}, {"CN", 8}, {"BR", 7}});
/// Offices whose application numbers have twelve digits, with a year of four digits.
constexpr auto kTwelveDigits = std::to_array<std::string_view>({"CN", "DE", "BR"});
/// The count of digits of a Community design before the number of the single design in it.
constexpr std::size_t kCommunityDesign = 9;
constexpr std::size_t kDesignInIt = 4;
/// Numbers of the Hague register have at least this many digits. Dominica's numbers, with the same
/// code before them, have fewer.
constexpr std::size_t kHagueNumber = 5;

bool is_year(std::string_view digits) {
  return digits.starts_with("19") || digits.starts_with("20");
}

/// Drops a check digit: one digit, or X, after one of `signs`, after six digits or more. These
/// offices have none: US, WO, JP, EM.
std::string_view without_check_digit(std::string_view text, std::string_view signs = ".-") {
  for (const std::string_view office : {"US", "WO", "JP", "EM", "EU"}) {
    if (text.starts_with(office)) return text;
  }
  if (text.size() < 3 || !signs.contains(text[text.size() - 2])) return text;
  if (!is_digit(text.back()) && text.back() != 'X') return text;
  const std::string_view before = text.substr(0, text.size() - 2);
  return digit_count(before) >= 6 ? before : text;
}

/// The number without its kind code: a letter after the digits, perhaps followed by a digit.
std::string_view without_kind_code(std::string_view text) {
  std::string_view cut = text;
  if (cut.size() > 1 && is_digit(cut.back()) && is_upper_case(cut[cut.size() - 2]))
    cut.remove_suffix(1);
  if (cut.empty() || !is_upper_case(cut.back())) return text;
  cut.remove_suffix(1);
  return !cut.empty() && is_digit(cut.back()) ? cut : text;
}

/// The number without a separate kind code, as in "US 6,004,596 B1" and "US-6004596-B1".
std::string_view without_last_word(std::string_view text) {
  const std::size_t between = text.find_last_of(kBetweenDigits);
  if (between == std::string_view::npos || between + 3 < text.size()) return text;
  const std::string_view word = text.substr(between + 1);
  if (word.empty() || !is_upper_case(word.front())) return text;
  if (word.size() == 2 && !is_digit(word.back())) return text;
  // An X behind a point is a check digit, which is taken off by itself.
  if (word == "X" && text[between] == '.') return text;
  const std::string_view before = trimmed(text.substr(0, between));
  return digit_count(before) > 0 ? before : text;
}

/// The count of digits before the first separator; 0 if there is none.
std::size_t first_group(const OfficeNumber& number) {
  return number.groups.size() > 1 ? number.groups.front() : 0;
}

/// A year of four digits and a serial with leading zeros, if the number begins with a separate year
/// or is as long as such a number with some of the zeros left out.
std::optional<std::string> dated(const OfficeNumber& number, std::size_t shortest,
                                 std::size_t length) {
  const std::string& digits = number.digits;
  if (!is_year(digits)) return std::nullopt;
  const bool apart = first_group(number) == 4 && digits.size() <= 4 + length;
  const bool whole = digits.size() >= 4 + shortest && digits.size() <= 4 + length;
  if (!apart && !whole) return std::nullopt;
  return digits.substr(0, 4) + padded(std::string_view{digits}.substr(4), length);
}

/// The number of an international application: a year of four digits and six more. WO 92/14435 is
/// WO 1992/014435; until 2004 the year had two digits and the serial five.
std::string pct_serial(const OfficeNumber& number) {
  const std::string& digits = number.digits;
  std::size_t year_size = digits.size() == 7 || digits.size() == 8 ? 2 : 4;
  if (first_group(number) == 2 || first_group(number) == 4) {
    year_size = first_group(number);
  } else if (digits.size() < 7 || digits.size() > 9) {
    return digits;
  }
  if (digits.size() > year_size + 6) return digits;
  std::string year = digits.substr(0, year_size);
  if (year_size == 2) year.insert(0, year >= "78" ? "19" : "20");
  return year + padded(std::string_view{digits}.substr(year_size), 6);
}

/// A Japanese number with the year of an emperor: two digits for the year, six for the serial. If
/// nothing separates them, two digits that are a year of the era are the year.
std::string era_serial(const OfficeNumber& number) {
  const std::string& digits = number.digits;
  std::size_t year_size = first_group(number);
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

/// A Korean number: two digits for the right (10 patent, 20 utility model, 30 design, 40
/// trademark), the year of an application, seven digits. `right` is used if the number does not
/// state its own. A registration may end with four more digits, which are 0000 for a whole
/// registration.
std::string korean_serial(const OfficeNumber& number, std::string_view right) {
  const std::string_view digits = number.digits;
  const auto& groups = number.groups;
  const bool says_right = groups.size() > 1 && groups.front() == 2;
  const bool says_year = is_year(digits.substr(std::min<std::size_t>(2, digits.size())));
  const bool is_registration =
      digits.size() == 13 &&
      (groups.size() == 3 ? groups[1] == 7 : !(groups.size() == 1 && says_year));
  if (is_registration && digits.ends_with("0000")) return std::string{digits.substr(0, 9)};
  if (digits.size() == 13) return number.digits;
  if (says_right && groups.size() == 3 && groups[1] == 4 && digits.size() < 13) {
    return number.digits.substr(0, 6) + padded(digits.substr(6), 7);
  }
  if (says_right && groups.size() == 2 && digits.size() <= 9) {
    return number.digits.substr(0, 2) + padded(digits.substr(2), 7);
  }
  const bool dated =
      is_year(digits) && (digits.size() == 11 || (first_group(number) == 4 && digits.size() <= 11));
  if (!dated) return without_zeros(digits);
  return std::string{right} + number.digits.substr(0, 4) + padded(digits.substr(4), 7);
}

/// The serial in the office's own form, so that short and long forms become equal.
std::string patent_serial(const OfficeNumber& number) {
  const std::string& digits = number.digits;
  if (!number.letters.empty() && number.office != "BR") {
    return number.office == "JP" ? era_serial(number) : without_zeros(digits);
  }
  if (number.office == "WO") return pct_serial(number);
  if (number.office == "US") return dated(number, 5, 7).value_or(without_zeros(digits));
  if (number.office == "JP") return dated(number, 5, 6).value_or(without_zeros(digits));
  const auto year_first = std::ranges::find(kYearFirst, number.office, &YearFirst::first);
  if (year_first != kYearFirst.end() && digits.size() == year_first->second) return digits;
  const bool twelve = std::ranges::find(kTwelveDigits, number.office) != kTwelveDigits.end();
  const bool epo = number.office == "EP" && digits.size() == 9 && !digits.starts_with("00");
  // The check digit follows without a separator.
  if ((twelve && digits.size() == 13) || epo) return digits.substr(0, digits.size() - 1);
  const std::string serial = without_zeros(digits);
  return number.office == "EP" ? padded(serial, 7) : serial;
}

/// Whether a hyphen or slash precedes the number of one design in a registration. Not at these
/// offices, where a check digit or the kind of right follows it.
bool numbers_designs(std::string_view text) {
  constexpr auto kOthers = std::to_array<std::string_view>({"US", "JP", "CN", "ZL", "BR", "KR"});
  return std::ranges::none_of(kOthers, [&](auto office) { return text.starts_with(office); });
}

/// Removes the number of one design from a registration of several and returns it: up to four
/// digits after a hyphen or slash that follows six or more. Empty if there is none.
std::string take_design(std::string_view& text) {
  const std::size_t sign = text.find_last_of("-/");
  if (sign == std::string_view::npos) return {};
  const std::string_view behind = trimmed(text.substr(sign + 1));
  const std::string_view before = text.substr(0, sign);
  if (!all_digits(behind) || behind.size() > kDesignInIt || digit_count(before) < 6) return {};
  text = before;
  return padded(behind, kDesignInIt);
}

/// The number of a design at its office, from the letters on.
std::string design_serial(const OfficeNumber& number, const std::string& design) {
  const std::string& office = number.office;
  if (office == "US") {
    const bool granted = number.letters.empty() && number.digits.size() <= 7;
    return (granted ? "D" : number.letters) + patent_serial(number);
  }
  if (office == "KR") return korean_serial(number, "30");
  if (office == "BR") return patent_serial(number);  // with or without DI
  if (office == "WO") return "DM" + without_zeros(number.digits) + design;
  const std::string serial = number.letters + (office == "JP" || office == "CN" || office == "DE"
                                                   ? patent_serial(number)
                                                   : without_zeros(number.digits));
  if (office != "EM") return serial + design;
  if (number.digits.size() == kCommunityDesign + kDesignInIt) return number.digits;
  return design.empty() ? serial : padded(serial, kCommunityDesign) + design;
}

/// An international application in the form of its receiving office: "PCT/US2004/012345".
std::optional<std::string> pct_form(std::string_view written) {
  const auto number = office_number(written.substr(3), RightKind::patent);
  if (!number || !number->letters.empty()) return std::nullopt;
  const std::string serial = pct_serial(*number);
  if (serial.size() != 10 || !is_year(serial)) return std::nullopt;
  return "PCT" + number->office + serial;
}

}  // namespace

std::optional<std::string> patent_form(std::string_view plain) {
  const std::string written = in_capitals(plain);
  if (written.starts_with("PCT")) return pct_form(written);
  const std::string_view whole = without_kind_code(without_last_word(written));
  const auto number = office_number(without_check_digit(whole), RightKind::patent);
  if (!number) return std::nullopt;
  if (number->office == "KR") {
    const std::string_view kind = std::string_view{written}.substr(whole.size());
    const bool utility_model = kind.find_first_of("UY") != std::string_view::npos;
    return "KR" + korean_serial(*number, utility_model ? "20" : "10");
  }
  // The office writes PI 0401234 for the number that others write BR0401234.
  const bool usual = number->office == "BR" && number->letters == "PI";
  return number->office + (usual ? "" : number->letters) + patent_serial(*number);
}

std::optional<std::string> design_form(std::string_view plain) {
  std::string written = in_capitals(plain);
  if (written.starts_with("DM/")) written.insert(0, "WO ");
  std::string_view text = without_kind_code(without_last_word(written));
  const bool numbered = numbers_designs(text);
  const std::string design = numbered ? take_design(text) : std::string{};
  auto number = office_number(without_check_digit(text, numbered ? "." : ".-"), RightKind::design);
  if (!number) return std::nullopt;
  if (number->office == "DM" && number->digits.size() >= kHagueNumber) number->office = "WO";
  return number->office + design_serial(*number, design);
}

std::optional<std::string> trademark_form(std::string_view plain) {
  const std::string written = in_capitals(plain);
  const auto number = office_number(without_check_digit(written), RightKind::trademark);
  if (!number) return std::nullopt;
  if (number->office == "KR") return "KR" + korean_serial(*number, "40");
  const bool checked = number->office == "DE" && number->digits.size() == 13;
  const std::string digits = number->digits.substr(0, checked ? 12 : std::string::npos);
  return number->office + number->letters + without_zeros(digits);
}

}  // namespace quitrent
