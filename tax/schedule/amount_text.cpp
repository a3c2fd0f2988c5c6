// SPDX-License-Identifier: EUPL-1.2
#include "tax/schedule/amount_text.hpp"

#include <array>
#include <string_view>

#include "registry/vocabulary/decimal.hpp"
#include "registry/vocabulary/text.hpp"

namespace quitrent::tax {
namespace {

struct Unit {
  std::int64_t seconds;
  char letter;
};
constexpr auto kUnits = std::to_array<Unit>({{86'400, 'd'}, {3'600, 'h'}, {60, 'm'}, {1, 's'}});

constexpr auto kMonths =
    std::to_array<std::string_view>({"January", "February", "March", "April", "May", "June", "July",
                                     "August", "September", "October", "November", "December"});

}  // namespace

std::string stated(AnnualRate rate) { return format_decimal(rate.ppb(), 7, 0) + '%'; }

std::string stated(Money amount) { return format_decimal(amount.micro(), 6, 0); }

std::string stated(Share share) { return format_decimal(share.ppm(), 6, 0); }

std::string stated_percent(Share share) { return format_decimal(share.ppm(), 4, 0) + '%'; }

std::string stated(Duration length) {
  for (const Unit& unit : kUnits) {
    if (length.seconds() == 0 || length.seconds() % unit.seconds != 0) continue;
    return std::to_string(length.seconds() / unit.seconds) + unit.letter;
  }
  return "0s";
}

std::string stated_day(Instant instant) { return to_text(instant).substr(0, 10); }

std::string written_day(Instant instant) {
  const std::string text = to_text(instant);
  const int month = number_in_digits(std::string_view{text}.substr(5, 2)).value_or(1);
  const int day = number_in_digits(std::string_view{text}.substr(8, 2)).value_or(1);
  return std::to_string(day) + ' ' + std::string{kMonths.at(static_cast<std::size_t>(month) - 1)} +
         ' ' + text.substr(0, 4);
}

std::string written(Money amount) {
  std::string text = format_decimal(amount.micro(), 6, 2);
  const std::size_t first = text.starts_with('-') ? 1 : 0;
  for (std::size_t at = text.find('.'); at > first + 3;) {
    at -= 3;
    text.insert(at, 1, ',');
  }
  return text;
}

}  // namespace quitrent::tax
