// SPDX-License-Identifier: EUPL-1.2
#include "api/http/protocol/period_page.hpp"

#include <array>
#include <charconv>

#include "api/http/protocol/pagination.hpp"

namespace quitrent::api {
namespace {

/// Four numbers that are separated by spaces; nothing for any other text.
std::optional<std::array<std::int64_t, 4>> four_numbers(std::string_view text) {
  std::array<std::int64_t, 4> numbers{};
  const char* at = text.data();
  const char* const end = at + text.size();
  for (std::int64_t& number : numbers) {
    if (&number != &numbers.front()) {
      if (at == end || *at != ' ') return std::nullopt;
      ++at;
    }
    const auto read = std::from_chars(at, end, number);
    if (read.ec != std::errc{}) return std::nullopt;
    if (number < kBeginningOfTime.seconds() || number > kEndOfTime.seconds()) return std::nullopt;
    at = read.ptr;
  }
  return at == end ? std::optional{numbers} : std::nullopt;
}

}  // namespace

AskedPeriod asked_period(Parameters& parameters, Instant latest) {
  AskedPeriod asked{.from = parameters.instant("from"), .to = parameters.instant("to")};
  asked.cursor = parameters.text("cursor");
  if (asked.from && asked.to.value_or(latest) < *asked.from) {
    parameters.refuse("to", "The end is not before the beginning.");
  }
  return asked;
}

std::string period_cursor(std::string_view list, const PeriodPosition& position) {
  return cursor_text(list, std::to_string(position.period.begin.seconds()) + ' ' +
                               std::to_string(position.period.end.seconds()) + ' ' +
                               std::to_string(position.first) + ' ' +
                               std::to_string(position.second));
}

std::expected<std::optional<PeriodPosition>, Problem> period_position(std::string_view list,
                                                                      const AskedPeriod& asked) {
  if (!asked.cursor) return std::nullopt;
  const auto content = cursor_content(list, *asked.cursor);
  const auto numbers = content ? four_numbers(*content) : std::nullopt;
  if (!numbers) return std::unexpected(bad_cursor());
  const auto [begin, end, first, second] = *numbers;
  const PeriodPosition position{
      .period = {Instant::from_seconds(begin), Instant::from_seconds(end)},
      .first = first,
      .second = second};
  const bool same = (!asked.from || *asked.from == position.period.begin) &&
                    (!asked.to || *asked.to == position.period.end);
  if (!same || end < begin) return std::unexpected(bad_cursor());
  return position;
}

}  // namespace quitrent::api
