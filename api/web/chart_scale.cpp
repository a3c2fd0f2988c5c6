// SPDX-License-Identifier: EUPL-1.2
#include "api/web/chart_scale.hpp"

#include <charconv>
#include <cmath>
#include <cstdlib>

#include "registry/vocabulary/instant.hpp"

namespace quitrent::api {

double chart_number(std::string_view text) {
  double read = 0;
  std::from_chars(text.data(), text.data() + text.size(), read);
  return read;
}

double chart_seconds(std::string_view instant) {
  const auto at = parse_instant(instant);
  return at ? static_cast<double>(at->seconds()) : 0;
}

std::string pixels(double value) {
  const long tenths = std::lround(value * 10);
  return (tenths < 0 ? "-" : "") + std::to_string(std::labs(tenths) / 10) + '.' +
         std::to_string(std::labs(tenths) % 10);
}

}  // namespace quitrent::api
