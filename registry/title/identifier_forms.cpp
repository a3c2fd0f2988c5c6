// SPDX-License-Identifier: EUPL-1.2
#include "registry/title/identifier_forms.hpp"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include "registry/vocabulary/composed_text.hpp"
#include "registry/vocabulary/letter_case.hpp"
#include "registry/vocabulary/text.hpp"

namespace quitrent {
namespace {

std::string in_small_letters(std::string_view text) {
  std::string low{text};
  std::ranges::transform(low, low.begin(), lower_case);
  return low;
}

/// Removes a prefix, in either case; false if the text does not begin with it.
bool drop_prefix(std::string_view& text, std::string_view low) {
  if (in_small_letters(text.substr(0, low.size())) != low) return false;
  text.remove_prefix(low.size());
  return true;
}

int hex_digit(char c) {
  if (is_digit(c)) return c - '0';
  const char low = lower_case(c);
  return low >= 'a' && low <= 'f' ? low - 'a' + 10 : -1;
}

/// A text with percent-encoding decoded; a single percent sign stays.
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

/// A component of a package URL: decoded, composed, without spaces around it.
std::string decoded_component(std::string_view text) {
  return composed_text(trimmed(percent_free(text)));
}

/// A decoded component in its one encoding, in small letters.
std::string encoded(std::string_view text) {
  constexpr std::string_view kHex = "0123456789abcdef";
  std::string written;
  for (const char c : text) {
    if (is_letter_or_digit(c) || std::string_view{".-_~:"}.find(c) != std::string_view::npos) {
      written += lower_case(c);
      continue;
    }
    const auto byte = static_cast<unsigned char>(c);
    written += {'%', kHex[byte >> 4U], kHex[byte & 15U]};
  }
  return written;
}

/// The parts of a text between separators, without empty ones.
std::vector<std::string_view> parts_of(std::string_view text, char sign) {
  std::vector<std::string_view> parts;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(sign), text.size());
    if (end > 0) parts.push_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return parts;
}

std::string component(std::string_view text) { return encoded(decoded_component(text)); }

/// The segments of a path, without empty ones.
std::string path_of(std::string_view text) {
  std::string all;
  for (const std::string_view part : parts_of(text, '/')) {
    const std::string written = component(part);
    if (!all.empty() && !written.empty()) all += '/';
    all += written;
  }
  return all;
}

/// The segments of a subpath, without `.` and `..`.
std::string subpath_of(std::string_view text) {
  std::string all;
  for (const std::string_view part : parts_of(text, '/')) {
    const std::string written = component(part);
    if (written.empty() || written == "." || written == "..") continue;
    if (!all.empty()) all += '/';
    all += written;
  }
  return all;
}

/// A path of PyPI, which reads every run of `-`, `_` and `.` in a name as one hyphen (PEP 503).
std::string pypi_path(std::string_view path) {
  std::string written;
  for (const char c : path) {
    const bool sign = c == '-' || c == '_' || c == '.';
    if (!sign) written += c;
    if (sign && !written.ends_with('-')) written += '-';
  }
  return written;
}

/// The value of a qualifier; a plus sign that is not encoded is a space, as in forms.
std::string qualifier_value(std::string_view text) {
  std::string spaced{text};
  std::ranges::replace(spaced, '+', ' ');
  return component(spaced);
}

/// Removes the text after position `at`, and the sign there, and returns it; empty if `at` is npos.
std::string_view take_behind(std::string_view& text, std::size_t at) {
  if (at == std::string_view::npos) return {};
  const std::string_view behind = text.substr(at + 1);
  text = text.substr(0, at);
  return behind;
}

/// The qualifiers by name; nothing where one occurs twice.
std::optional<std::string> qualifiers_of(std::string_view text) {
  std::vector<std::string> all;
  std::vector<std::string> names;
  for (const std::string_view part : parts_of(text, '&')) {
    const std::size_t equals = part.find('=');
    if (equals == std::string_view::npos || equals + 1 == part.size()) continue;
    const std::string value = qualifier_value(part.substr(equals + 1));
    if (value.empty()) continue;
    names.push_back(component(part.substr(0, equals)));
    if (std::ranges::count(names, names.back()) > 1) return std::nullopt;
    all.push_back(names.back() + '=' + value);
  }
  std::ranges::sort(all);
  std::string written;
  for (const std::string& one : all) written += (written.empty() ? "?" : "&") + one;
  return written;
}

/// The position of the sign before the version. A scope such as @angular begins a segment; a
/// version follows the name, and follows a slash only where type and name come before it.
std::size_t version_sign(std::string_view text) {
  const std::size_t slash = text.find_last_of('/');
  const std::size_t at = text.find_last_of('@');
  if (at == std::string_view::npos || slash == std::string_view::npos || at <= slash) {
    return std::string_view::npos;
  }
  const bool named = at > slash + 1 || parts_of(text.substr(0, slash), '/').size() > 1;
  return named ? at : std::string_view::npos;
}

}  // namespace

std::string_view trimmed(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(' ');
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(' ') - begin + 1);
}

bool all_digits(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, is_digit);
}

std::optional<std::string> purl_form(std::string_view plain) {
  plain = trimmed(plain);
  if (!drop_prefix(plain, "pkg:")) return std::nullopt;
  const std::string subpath = subpath_of(take_behind(plain, plain.find('#')));
  const auto qualifiers = qualifiers_of(take_behind(plain, plain.find('?')));
  if (!qualifiers) return std::nullopt;
  const std::string version = component(take_behind(plain, version_sign(plain)));
  std::string path = path_of(plain);
  if (path.starts_with("pypi/")) path = pypi_path(path);
  const std::size_t type_end = path.find('/');
  if (type_end == std::string::npos || path.find('%') < type_end || path.find(' ') < path.size()) {
    return std::nullopt;
  }
  return "pkg:" + path + (version.empty() ? "" : '@' + version) + *qualifiers +
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
  const bool at_address = drop_prefix(plain, "https://") || drop_prefix(plain, "http://");
  const bool at_host = drop_prefix(plain, "dx.doi.org/") || drop_prefix(plain, "www.doi.org/") ||
                       drop_prefix(plain, "doi.org/");
  if (at_address && !at_host) return std::nullopt;
  // In an address and in the two kinds of URI, special characters are encoded.
  const bool at_resolver =
      at_host || drop_prefix(plain, "info:doi/") || drop_prefix(plain, "urn:doi:");
  if (!at_resolver && drop_prefix(plain, "doi:")) plain = trimmed(plain);
  std::string low =
      in_small_letters(composed_text(at_resolver ? percent_free(plain) : std::string{plain}));
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
    digits += upper_case(c);
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
