// SPDX-License-Identifier: EUPL-1.2
#include "tax/schedule/meant_value.hpp"

#include <algorithm>
#include <array>

#include "registry/vocabulary/decimal.hpp"
#include "registry/vocabulary/instant.hpp"
#include "registry/vocabulary/letter_case.hpp"
#include "registry/vocabulary/money.hpp"
#include "registry/vocabulary/rate.hpp"
#include "registry/vocabulary/share.hpp"
#include "registry/vocabulary/text.hpp"

namespace quitrent::tax {
namespace {

constexpr std::size_t kLongestValue = 40;

std::string question(const std::string& meant) { return "; did you mean \"" + meant + "\"?"; }

/// A text without spaces, with a point for a comma.
std::string without_spaces(std::string_view text) {
  std::string plain;
  for (const char c : text) {
    if (c != ' ') plain += c == ',' ? '.' : c;
  }
  return plain;
}

struct UnitWord {
  std::string_view word;
  int count;
  char letter;
};
constexpr auto kUnitWords = std::to_array<UnitWord>({{"", 1, 'd'},
                                                     {"s", 1, 's'},
                                                     {"sec", 1, 's'},
                                                     {"second", 1, 's'},
                                                     {"m", 1, 'm'},
                                                     {"min", 1, 'm'},
                                                     {"minute", 1, 'm'},
                                                     {"h", 1, 'h'},
                                                     {"hour", 1, 'h'},
                                                     {"d", 1, 'd'},
                                                     {"day", 1, 'd'},
                                                     {"w", 7, 'd'},
                                                     {"week", 7, 'd'},
                                                     {"y", 365, 'd'},
                                                     {"year", 365, 'd'}});

}  // namespace

std::string meant_duration(std::string_view written) {
  const std::string plain = in_lower_case(without_spaces(written));
  const std::size_t digits = std::min(plain.find_first_not_of("0123456789"), plain.size());
  if (digits == 0 || digits > 6) return {};
  const int number = number_in_digits(std::string_view{plain}.substr(0, digits)).value_or(0);
  std::string_view word = std::string_view{plain}.substr(digits);
  if (word.size() > 1 && word.ends_with('s')) word.remove_suffix(1);
  const auto unit = std::ranges::find(kUnitWords, word, &UnitWord::word);
  if (unit == kUnitWords.end()) return {};
  return question(std::to_string(number * unit->count) + unit->letter);
}

std::string meant_money(std::string_view written) {
  if (written.size() > kLongestValue) return {};
  // One or two digits behind the last comma may be decimals.
  if (const std::size_t comma = written.rfind(','); comma != std::string_view::npos) {
    if (written.size() - comma != 4 && written.find('.') == std::string_view::npos) return {};
  }
  std::string plain;
  for (const char c : written) {
    if (is_digit(c) || c == '.') plain += c;
    if (c == '-' || c == '%') return {};
  }
  if (plain == written || !parse_money(plain)) return {};
  return question(plain);
}

std::string meant_percent(std::string_view written) {
  if (written.size() > kLongestValue) return {};
  std::string plain = without_spaces(written);
  const bool is_bare = !plain.ends_with('%');
  if (is_bare) plain += '%';
  const auto read = parse_percent(plain);
  if (plain == written || !read) return {};
  constexpr std::int64_t one_percent = 10'000'000;
  const bool may_be_fraction = is_bare && read->ppb() > 0 && read->ppb() < one_percent;
  if (!may_be_fraction) return question(plain);
  return "; did you mean \"" + format_decimal(read->ppb(), 5, 0) + "%\" or \"" + plain + "\"?";
}

std::string meant_share(std::string_view written) {
  if (written.size() > kLongestValue) return {};
  const std::string plain = without_spaces(written);
  if (plain.ends_with('%')) {
    const auto read = parse_percent_share(plain);
    return read ? question(format_decimal(read->ppm(), 6, 0)) : std::string{};
  }
  return plain != written && parse_share(plain) ? question(plain) : std::string{};
}

}  // namespace quitrent::tax
