// SPDX-License-Identifier: EUPL-1.2
#include "api/web/chart_figures.hpp"

#include <charconv>
#include <cmath>
#include <cstdlib>

namespace quitrent::api {

double chart_number(std::string_view text) {
  double read = 0;
  std::from_chars(text.data(), text.data() + text.size(), read);
  return read;
}

std::string pixels(double length) {
  const long tenths = std::lround(length * 10);
  return (tenths < 0 ? "-" : "") + std::to_string(std::labs(tenths) / 10) + '.' +
         std::to_string(std::labs(tenths) % 10);
}

}  // namespace quitrent::api
