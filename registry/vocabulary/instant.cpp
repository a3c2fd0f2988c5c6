// SPDX-License-Identifier: EUPL-1.2
#include "registry/vocabulary/instant.hpp"

#include <algorithm>
#include <charconv>
#include <chrono>

#include "registry/vocabulary/instant_reading.hpp"
#include "registry/vocabulary/text.hpp"

namespace quitrent {
namespace {

constexpr std::int64_t kSecondsOfDay = 86'400;

}  // namespace

std::optional<Instant> day(int year, unsigned month, unsigned day_of_month) {
  const std::chrono::year_month_day date{std::chrono::year{year}, std::chrono::month{month},
                                         std::chrono::day{day_of_month}};
  if (year < 1970 || year > 9999 || !date.ok()) return std::nullopt;
  const auto days = std::chrono::sys_days{date}.time_since_epoch().count();
  return Instant::from_seconds(std::int64_t{days} * kSecondsOfDay);
}

std::optional<Instant> parse_day(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  const auto year = number_in_digits(text.substr(0, 4));
  const auto month = number_in_digits(text.substr(5, 2));
  const auto day_of_month = number_in_digits(text.substr(8, 2));
  if (!year || !month || !day_of_month) return std::nullopt;
  return day(*year, static_cast<unsigned>(*month), static_cast<unsigned>(*day_of_month));
}

std::optional<Instant> parse_instant(std::string_view text) {
  const auto read = read_instant(text);
  return read ? std::optional{*read} : std::nullopt;
}

std::string to_text(Instant instant) {
  const std::int64_t bounded = std::clamp<std::int64_t>(instant.seconds(), 0, kEndOfTime.seconds());
  const std::chrono::year_month_day date{
      std::chrono::sys_days{std::chrono::days{bounded / kSecondsOfDay}}};
  const std::int64_t rest = bounded % kSecondsOfDay;
  std::string text = "0000-00-00T00:00:00Z";
  const auto put = [&text](std::size_t last, std::int64_t number) {
    for (; number > 0; number /= 10) text[last--] = static_cast<char>('0' + number % 10);
  };
  put(3, int{date.year()});
  put(6, unsigned{date.month()});
  put(9, unsigned{date.day()});
  put(12, rest / 3'600);
  put(15, rest / 60 % 60);
  put(18, rest % 60);
  return text;
}

std::optional<Duration> parse_duration(std::string_view text) {
  std::int64_t count = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), count);
  if (error != std::errc{} || end + 1 != text.data() + text.size() || count < 0 ||
      text.starts_with('-')) {
    return std::nullopt;
  }
  std::int64_t unit = 0;
  switch (*end) {
    case 's':
      unit = 1;
      break;
    case 'm':
      unit = 60;
      break;
    case 'h':
      unit = 3'600;
      break;
    case 'd':
      unit = kSecondsOfDay;
      break;
    default:
      return std::nullopt;
  }
  if (count > kEndOfTime.seconds() / unit) return std::nullopt;
  return Duration::from_seconds(count * unit);
}

}  // namespace quitrent
