// SPDX-License-Identifier: EUPL-1.2
#include "api/web/auction_chart.hpp"

#include <algorithm>

#include "api/web/chart_scale.hpp"
#include "api/web/words.hpp"

namespace quitrent::api {

std::string auction_chart(const JsonValue& asset, std::string_view began) {
  constexpr double kAcross = 320;
  constexpr double kDown = 96;
  const std::string_view ends = text_of(asset, "auction_ends_at");
  const std::string_view currency = text_of(asset, "currency");
  const double begin = chart_seconds(began);
  const double length = std::max(1.0, chart_seconds(ends) - begin);
  const double highest = chart_number(text_of(asset, "assessment"));
  const double now = std::clamp(chart_seconds(text_of(asset, "as_of")) - begin, 0.0, length);
  // While a registrar's hold lasts there is no price; the curve then shows the past alone as a line
  // without holds.
  const double price = is_null(asset, "price") ? highest * (1 - now / length)
                                               : chart_number(text_of(asset, "price"));
  const std::string x = pixels(now / length * kAcross);
  const std::string y = pixels(kDown - (highest > 0 ? price / highest : 0) * kDown);
  const std::string what = "The price falls from " +
                           amount_text(text_of(asset, "assessment"), currency) + " on " +
                           day_text(began) + " to nothing on " + day_text(ends);
  return R"(<svg class="chart curve" viewBox="-6 -6 332 108" role="img" aria-label=")" + what +
         R"("><path class="chart-value" d="M0 0 L)" + x + ' ' + y +
         R"("/><path class="chart-degree" d="M)" + x + ' ' + y + " L" + pixels(kAcross) + ' ' +
         pixels(kDown) + R"("/><circle class="chart-now" cx=")" + x + R"(" cy=")" + y +
         R"(" r="5"/></svg>)";
}

}  // namespace quitrent::api
