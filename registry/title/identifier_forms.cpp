// SPDX-License-Identifier: EUPL-1.2
#include "registry/title/identifier_forms.hpp"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include "registry/vocabulary/text.hpp"

namespace quitrent {
namespace {

constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }
constexpr char capital(char c) {
  return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
}

std::string in_small_letters(std::string_view text) {
  std::string low{text};
  std::ranges::transform(low, low.begin(), small);
  return low;
}

std::string_view trimmed(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(' ');
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(' ') - begin + 1);
}

bool all_digits(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, is_digit);
}

/// Removes a beginning, in either case; whether it stood there.
bool drop_prefix(std::string_view& text, std::string_view low) {
  if (in_small_letters(text.substr(0, low.size())) != low) return false;
  text.remove_prefix(low.size());
  return true;
}

// ---- numbers of offices -------------------------------------------------------------------------

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

/// Drops a check digit: one digit, or X, behind a point or hyphen that follows six digits or more.
/// These offices have none: US, WO, JP.
std::string_view without_check_digit(std::string_view text) {
  for (const std::string_view office : {"US", "WO", "JP"}) {
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

/// The number of an international application: a year of four digits and six more. WO 92/14435 is
/// WO 1992/014435; a year of two digits, and five digits behind it, were written until 2004.
std::string pct_serial(std::string_view digits) {
  const bool short_year = digits.size() == 7 || digits.size() == 8;
  if (!short_year && digits.size() != 9) return std::string{digits};
  const std::size_t year_size = short_year ? 2 : 4;
  std::string year{digits.substr(0, year_size)};
  if (short_year) year.insert(0, year >= "78" ? "19" : "20");
  std::string number{digits.substr(year_size)};
  if (number.size() < 6) number.insert(0, 6 - number.size(), '0');
  return year + number;
}

/// The serial as the office itself writes it, so that short and long forms agree.
std::string serial_of(std::string_view office, std::string_view letters, std::string_view digits) {
  if (office == "JP" && !letters.empty()) return std::string{digits};  // the year stands first
  std::string serial = without_zeros(digits);
  if (!letters.empty()) return serial;
  if (office == "EP" && serial.size() < 7) serial.insert(0, 7 - serial.size(), '0');
  // US2004123456 is US20040123456.
  const bool dated = serial.starts_with("19") || serial.starts_with("20");
  if (office == "US" && serial.size() == 10 && dated) serial.insert(4, "0");
  return office == "WO" ? pct_serial(digits) : serial;
}

enum class KindCode { may_follow, belongs_to_none };

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

std::optional<std::string> office_form(std::string_view plain, KindCode kind_code) {
  std::string written{trimmed(plain)};
  std::ranges::transform(written, written.begin(), capital);
  std::string_view text = written;
  if (kind_code == KindCode::may_follow) text = without_kind_code(without_last_word(text));
  const auto number = squeezed(without_check_digit(text));
  if (!number || number->size() < 3 || !is_capital((*number)[0]) || !is_capital((*number)[1])) {
    return std::nullopt;
  }
  std::string office = number->substr(0, 2);
  const auto respelt = std::ranges::find(kRespelt, office, &Respelt::first);
  if (respelt != kRespelt.end()) office = respelt->second;
  std::string_view rest = std::string_view{*number}.substr(2);
  const std::size_t first = rest.find_first_of("0123456789");
  if (first == std::string_view::npos) return std::nullopt;
  const std::string_view letters = rest.substr(0, first);
  const std::string_view digits = rest.substr(first);
  if (!all_digits(digits) || (!letters.empty() && !is_serial_kind(office, letters))) {
    return std::nullopt;
  }
  const bool registration = kind_code == KindCode::belongs_to_none;
  return office + std::string{letters} +
         (registration ? without_zeros(digits) : serial_of(office, letters, digits));
}

}  // namespace

std::optional<std::string> patent_form(std::string_view plain) {
  return office_form(plain, KindCode::may_follow);
}

std::optional<std::string> trademark_form(std::string_view plain) {
  return office_form(plain, KindCode::belongs_to_none);
}

// ---- identifiers of the net ---------------------------------------------------------------------

namespace {

int hex_digit(char c) {
  if (is_digit(c)) return c - '0';
  const char low = small(c);
  return low >= 'a' && low <= 'f' ? low - 'a' + 10 : -1;
}

/// A text with what is percent-encoded in it as it is meant; a lone percent sign stays.
std::string percent_free(std::string_view text) {
  std::string free;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const bool encoded = text[at] == '%' && at + 2 < text.size() && hex_digit(text[at + 1]) >= 0 &&
                         hex_digit(text[at + 2]) >= 0;
    if (encoded) {
      free += static_cast<char>(hex_digit(text[at + 1]) * 16 + hex_digit(text[at + 2]));
      at += 2;
    } else {
      free += text[at];
    }
  }
  return free;
}

/// A component of a package URL in its one encoding, in small letters.
std::string component(std::string_view text) {
  constexpr std::string_view kHex = "0123456789abcdef";
  std::string written;
  for (const char c : percent_free(text)) {
    if (is_letter_or_digit(c) || std::string_view{".-_~:"}.find(c) != std::string_view::npos) {
      written += small(c);
      continue;
    }
    const auto byte = static_cast<unsigned char>(c);
    written += {'%', kHex[byte >> 4U], kHex[byte & 15U]};
  }
  return written;
}

/// The parts of a text between signs, without the empty ones.
std::vector<std::string_view> parts_of(std::string_view text, char sign) {
  std::vector<std::string_view> parts;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(sign), text.size());
    if (end > 0) parts.push_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return parts;
}

std::string joined(std::string_view text, char sign) {
  std::string all;
  for (const std::string_view part : parts_of(text, sign)) {
    if (!all.empty()) all += sign;
    all += component(part);
  }
  return all;
}

/// Takes what stands behind the last `sign` off a text; empty where there is none.
std::string_view take_behind(std::string_view& text, std::size_t at) {
  if (at == std::string_view::npos) return {};
  const std::string_view behind = text.substr(at + 1);
  text = text.substr(0, at);
  return behind;
}

std::string qualifiers_of(std::string_view text) {
  std::vector<std::string> all;
  for (const std::string_view part : parts_of(text, '&')) {
    const std::size_t equals = part.find('=');
    if (equals == std::string_view::npos || equals + 1 == part.size()) continue;
    all.push_back(in_small_letters(part.substr(0, equals)) + '=' +
                  component(part.substr(equals + 1)));
  }
  std::ranges::sort(all);
  std::string written;
  for (const std::string& one : all) written += (written.empty() ? "?" : "&") + one;
  return written;
}

}  // namespace

std::optional<std::string> purl_form(std::string_view plain) {
  plain = trimmed(plain);
  if (!drop_prefix(plain, "pkg:")) return std::nullopt;
  const std::string subpath = joined(take_behind(plain, plain.find('#')), '/');
  const std::string qualifiers = qualifiers_of(take_behind(plain, plain.find('?')));
  // A scope such as @angular begins a segment, a version stands behind the name.
  const std::size_t slash = plain.find_last_of('/');
  const std::size_t at = plain.find_last_of('@');
  const bool versioned =
      at != std::string_view::npos && slash != std::string_view::npos && at > slash + 1;
  const std::string version =
      component(take_behind(plain, versioned ? at : std::string_view::npos));
  const std::string path = joined(plain, '/');
  const std::size_t type_end = path.find('/');
  if (type_end == std::string::npos || path.find('%') < type_end || path.find(' ') < path.size()) {
    return std::nullopt;
  }
  return "pkg:" + path + (version.empty() ? "" : '@' + version) + qualifiers +
         (subpath.empty() ? "" : '#' + subpath);
}

std::optional<std::string> swhid_form(std::string_view plain) {
  plain = trimmed(plain);
  const std::string core = in_small_letters(plain.substr(0, plain.find(';')));
  constexpr auto kKinds = std::to_array<std::string_view>({"cnt", "dir", "rel", "rev", "snp"});
  if (core.size() != 50 || !core.starts_with("swh:1:") || core[9] != ':') return std::nullopt;
  if (std::ranges::find(kKinds, core.substr(6, 3)) == kKinds.end()) return std::nullopt;
  const bool hexadecimal =
      std::ranges::all_of(core.substr(10), [](char c) { return hex_digit(c) >= 0; });
  return hexadecimal ? std::optional{core} : std::nullopt;
}

std::optional<std::string> doi_form(std::string_view plain) {
  plain = trimmed(plain);
  const bool at_resolver = drop_prefix(plain, "https://") || drop_prefix(plain, "http://");
  if (at_resolver) {
    if (!drop_prefix(plain, "dx.doi.org/") && !drop_prefix(plain, "www.doi.org/") &&
        !drop_prefix(plain, "doi.org/")) {
      return std::nullopt;
    }
  } else if (drop_prefix(plain, "doi:")) {
    plain = trimmed(plain);
  }
  std::string low = in_small_letters(at_resolver ? percent_free(plain) : std::string{plain});
  const std::size_t slash = low.find('/');
  if (!low.starts_with("10.") || slash == std::string::npos || slash + 1 == low.size()) {
    return std::nullopt;
  }
  const std::string registrant = low.substr(3, slash - 3);
  if (registrant.size() < 4 || !is_digit(registrant.front()) || !is_digit(registrant.back()) ||
      registrant.find_first_not_of("0123456789.") != std::string::npos ||
      low.find(' ') != std::string::npos || text_fault(low)) {
    return std::nullopt;
  }
  return low;
}

std::optional<std::string> isbn_form(std::string_view plain) {
  plain = trimmed(plain);
  drop_prefix(plain, "urn:");
  if (drop_prefix(plain, "isbn")) {
    // `ISBN-13: 978…` names the length, `ISBN-0-306…` does not.
    std::string_view named = plain;
    const bool length = drop_prefix(named, "-13:") || drop_prefix(named, "-10:") ||
                        drop_prefix(named, "-13 ") || drop_prefix(named, "-10 ");
    plain = length ? named : plain;
    if (!length) drop_prefix(plain, ":");
  }
  std::string digits;
  for (const char c : plain) {
    if (c == ' ' || c == '-') continue;
    digits += capital(c);
  }
  int sum = 0;
  if (digits.size() == 10) {
    for (std::size_t at = 0; at < 10; ++at) {
      const bool ten = at == 9 && digits[at] == 'X';
      if (!is_digit(digits[at]) && !ten) return std::nullopt;
      sum += (ten ? 10 : digits[at] - '0') * (10 - static_cast<int>(at));
    }
    if (sum % 11 != 0) return std::nullopt;
    digits = "978" + digits.substr(0, 9);
  } else if (digits.size() != 13) {
    return std::nullopt;
  }
  if (!all_digits(digits) || (!digits.starts_with("978") && !digits.starts_with("979"))) {
    return std::nullopt;
  }
  sum = 0;
  for (std::size_t at = 0; at < 12; ++at) sum += (digits[at] - '0') * (at % 2 == 0 ? 1 : 3);
  const char check = static_cast<char>('0' + (10 - sum % 10) % 10);
  if (digits.size() == 13 && digits.back() != check) return std::nullopt;
  if (digits.size() == 12) digits += check;
  return digits;
}

}  // namespace quitrent
