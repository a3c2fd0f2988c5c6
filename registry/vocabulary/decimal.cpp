// SPDX-License-Identifier: EUPL-1.2
#include "registry/vocabulary/decimal.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <limits>

#include "registry/vocabulary/ensure.hpp"

namespace quitrent {
namespace {

constexpr std::array<std::int64_t, 10> kPowerOfTen{
    1, 10, 100, 1'000, 10'000, 100'000, 1'000'000, 10'000'000, 100'000'000, 1'000'000'000};

bool all_digits(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

}  // namespace

std::string_view explanation(DecimalFault fault) {
  switch (fault) {
    case DecimalFault::not_decimal:
      return "is not a decimal such as \"1250.00\"";
    case DecimalFault::negative:
      return "is negative";
    case DecimalFault::too_many_decimals:
      return "has too many decimals";
    case DecimalFault::out_of_range:
      return "is out of range";
  }
  broken_invariant("unknown decimal fault");
}

std::expected<std::int64_t, DecimalFault> parse_decimal(std::string_view text, int decimals) {
  ensure(decimals >= 0 && decimals <= 9, "a decimal has 0 to 9 places");
  const bool negative = text.starts_with('-');
  if (negative) text.remove_prefix(1);
  const std::size_t point = text.find('.');
  const std::string_view whole = text.substr(0, point);
  if (!all_digits(whole)) return std::unexpected(DecimalFault::not_decimal);
  std::string_view fraction;
  if (point != std::string_view::npos) {
    fraction = text.substr(point + 1);
    if (!all_digits(fraction)) return std::unexpected(DecimalFault::not_decimal);
  }
  if (negative) return std::unexpected(DecimalFault::negative);
  if (fraction.size() > static_cast<std::size_t>(decimals)) {
    return std::unexpected(DecimalFault::too_many_decimals);
  }
  std::int64_t units = 0;
  const auto [end, error] = std::from_chars(whole.data(), whole.data() + whole.size(), units);
  const std::int64_t unit = kPowerOfTen[static_cast<std::size_t>(decimals)];
  if (error != std::errc{} || end != whole.data() + whole.size() ||
      units > std::numeric_limits<std::int64_t>::max() / unit) {
    return std::unexpected(DecimalFault::out_of_range);
  }
  std::int64_t parts = 0;
  for (std::size_t index = 0; index < static_cast<std::size_t>(decimals); ++index) {
    parts = parts * 10 + (index < fraction.size() ? fraction[index] - '0' : 0);
  }
  if (units * unit > std::numeric_limits<std::int64_t>::max() - parts) {
    return std::unexpected(DecimalFault::out_of_range);
  }
  return units * unit + parts;
}

std::string format_decimal(std::int64_t count, int decimals, int least) {
  ensure(decimals >= 0 && decimals <= 9 && least <= decimals, "a decimal has 0 to 9 places");
  // Unsigned negation is also right for the smallest number.
  const auto bits = static_cast<std::uint64_t>(count);
  const std::uint64_t size = count < 0 ? 0 - bits : bits;
  const auto unit = static_cast<std::uint64_t>(kPowerOfTen[static_cast<std::size_t>(decimals)]);
  std::string text = count < 0 ? "-" : "";
  text += std::to_string(size / unit);
  const std::string fraction_digits = std::to_string(size % unit);
  std::string fraction(
      static_cast<std::size_t>(decimals) - (decimals > 0 ? fraction_digits.size() : 0), '0');
  if (decimals > 0) fraction += fraction_digits;
  while (fraction.size() > static_cast<std::size_t>(least) && fraction.back() == '0') {
    fraction.pop_back();
  }
  return fraction.empty() ? text : text + '.' + fraction;
}

}  // namespace quitrent
