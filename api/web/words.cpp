// SPDX-License-Identifier: EUPL-1.2
#include "api/web/words.hpp"

#include <algorithm>
#include <array>

namespace quitrent::api {
namespace {

constexpr std::string_view kNoBreak = "\u00a0";

bool is_digits(std::string_view text) {
  return !text.empty() &&
         std::ranges::all_of(text, [](char one) { return one >= '0' && one <= '9'; });
}

/// The digits with a comma before each group of three.
std::string grouped(std::string_view digits) {
  std::string text;
  for (std::size_t at = 0; at < digits.size(); ++at) {
    if (at > 0 && (digits.size() - at) % 3 == 0) text += ',';
    text += digits[at];
  }
  return text;
}

struct Unit {
  std::int64_t seconds;
  std::string_view one;
  std::string_view many;
  char letter;
};
constexpr std::array<Unit, 4> kUnits{
    Unit{86'400, "day", "days", 'd'}, Unit{3'600, "hour", "hours", 'h'},
    Unit{60, "minute", "minutes", 'm'}, Unit{1, "second", "seconds", 's'}};

constexpr std::array<std::string_view, 12> kMonths{"January",   "February", "March",    "April",
                                                   "May",       "June",     "July",     "August",
                                                   "September", "October",  "November", "December"};

}  // namespace

std::string amount_text(std::string_view amount, std::string_view currency) {
  const std::size_t point = std::min(amount.find('.'), amount.size());
  const bool is_negative = amount.starts_with('-');
  const std::string_view whole = amount.substr(is_negative ? 1 : 0, point - (is_negative ? 1 : 0));
  if (!is_digits(whole)) return std::string{amount};
  std::string text{currency};
  text += kNoBreak;
  if (is_negative) text += "\u2212";
  return text + grouped(whole) + std::string{amount.substr(point)};
}

std::string percent_text(std::string_view share) {
  const std::size_t point = std::min(share.find('.'), share.size());
  std::string whole{share.substr(0, point)};
  std::string fraction{point < share.size() ? share.substr(point + 1) : std::string_view{}};
  if (!is_digits(whole) || (!fraction.empty() && !is_digits(fraction))) return std::string{share};
  while (fraction.size() < 2) fraction += '0';
  whole += fraction.substr(0, 2);
  fraction.erase(0, 2);
  whole.erase(0, std::min(whole.find_first_not_of('0'), whole.size() - 1));
  while (fraction.ends_with('0')) fraction.pop_back();
  return grouped(whole) + (fraction.empty() ? "" : '.' + fraction) + '%';
}

std::string count_text(std::uint64_t count) { return grouped(std::to_string(count)); }

std::string counted(std::uint64_t count, std::string_view one, std::string_view many) {
  return count_text(count) + ' ' + std::string{count == 1 ? one : many};
}

std::string day_text(std::string_view instant) {
  // YYYY-MM-DD
  const std::string_view month = instant.substr(0, 10).size() == 10 ? instant.substr(5, 2) : "";
  if (!is_digits(month) || month < "01" || month > "12") return std::string{instant};
  const auto index = static_cast<std::size_t>((month[0] - '0') * 10 + (month[1] - '0') - 1);
  std::string_view day = instant.substr(8, 2);
  if (day.starts_with('0')) day.remove_prefix(1);
  return std::string{day} + ' ' + std::string{kMonths.at(index)} + ' ' +
         std::string{instant.substr(0, 4)};
}

std::string instant_text(std::string_view instant) {
  if (instant.size() != std::string_view{"2026-03-15T00:00:01Z"}.size()) return day_text(instant);
  return day_text(instant) + ", " + std::string{instant.substr(11, 8)} + " UTC";
}

std::string distance_text(Instant instant, Instant now) {
  const std::int64_t apart = instant.seconds() - now.seconds();
  if (apart == 0) return "now";
  const std::int64_t seconds = apart < 0 ? -apart : apart;
  const Unit& unit =
      *std::ranges::find_if(kUnits, [seconds](const Unit& one) { return seconds >= one.seconds; });
  const std::string text =
      counted(static_cast<std::uint64_t>(seconds / unit.seconds), unit.one, unit.many);
  return apart < 0 ? text + " ago" : "in " + text;
}

std::string duration_text(std::string_view duration) {
  if (duration.empty() || !is_digits(duration.substr(0, duration.size() - 1))) {
    return std::string{duration};
  }
  const std::string_view number = duration.substr(0, duration.size() - 1);
  if (number == "0") return "none";
  for (const Unit& unit : kUnits) {
    if (unit.letter != duration.back()) continue;
    return grouped(number) + ' ' + std::string{number == "1" ? unit.one : unit.many};
  }
  return std::string{duration};
}

}  // namespace quitrent::api
