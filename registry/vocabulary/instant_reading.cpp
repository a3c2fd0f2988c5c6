// SPDX-License-Identifier: EUPL-1.2
#include "registry/vocabulary/instant_reading.hpp"

#include <optional>
#include <string>

#include "registry/vocabulary/text.hpp"

namespace quitrent {
namespace {

/// Reads `HH:MM` as seconds; nothing where it is not a time of day.
std::optional<std::int64_t> hours_and_minutes(std::string_view text) {
  if (text.size() != 5 || text[2] != ':') return std::nullopt;
  const auto hours = number_in_digits(text.substr(0, 2));
  const auto minutes = number_in_digits(text.substr(3, 2));
  if (!hours || !minutes || *hours > 23 || *minutes > 59) return std::nullopt;
  return std::int64_t{*hours} * 3'600 + std::int64_t{*minutes} * 60;
}

/// Reads what follows the seconds, `Z` or `+HH:MM`, as seconds east of UTC.
std::optional<std::int64_t> offset(std::string_view text) {
  if (text == "Z" || text == "z") return 0;
  if (text.empty() || (text[0] != '+' && text[0] != '-')) return std::nullopt;
  const auto size = hours_and_minutes(text.substr(1));
  if (!size) return std::nullopt;
  return text[0] == '-' ? -*size : *size;
}

}  // namespace

std::expected<Instant, InstantFault> read_instant(std::string_view text) {
  constexpr auto no_instant = std::unexpected(InstantFault::no_instant);
  if (text.size() < 20 || (text[10] != 'T' && text[10] != 't')) return no_instant;
  const std::string_view year = text.substr(0, 4);
  // An earlier year is a date too, and is reported as out of range.
  const bool is_early = number_in_digits(year) && *number_in_digits(year) < 1970;
  const auto midnight =
      is_early ? parse_day("1972" + std::string{text.substr(4, 6)}) : parse_day(text.substr(0, 10));
  const auto minutes = hours_and_minutes(text.substr(11, 5));
  const auto seconds = number_in_digits(text.substr(17, 2));
  const auto east = offset(text.substr(19));
  if (!midnight || !minutes || text[16] != ':' || !seconds || *seconds > 59 || !east) {
    return no_instant;
  }
  const std::int64_t instant = midnight->seconds() + *minutes + *seconds - *east;
  if (is_early || instant < 0 || instant > kLatestInstant.seconds()) {
    return std::unexpected(InstantFault::out_of_range);
  }
  return Instant::from_seconds(instant);
}

}  // namespace quitrent
