// SPDX-License-Identifier: EUPL-1.2
#include "api/web/value_chart.hpp"

#include <algorithm>
#include <vector>

#include "api/web/chart_scale.hpp"
#include "api/web/words.hpp"

namespace quitrent::api {
namespace {

constexpr double kWidth = 640;
constexpr double kHeight = 160;

/// The value of an interval, for a line of the chart.
struct Step {
  double from = 0;
  double to = 0;
  double value = 0;
};

/// The path of a line with steps. `highest` is at the top.
std::string path(const std::vector<Step>& steps, double highest) {
  const double begin = steps.front().from;
  const double length = std::max(1.0, steps.back().to - begin);
  const auto across = [&](double at) { return pixels((at - begin) / length * kWidth); };
  const auto down = [&](double value) {
    return pixels(kHeight - (highest > 0 ? value / highest : 0) * kHeight);
  };
  std::string text;
  for (const Step& step : steps) {
    text += (text.empty() ? "M" : " L") + across(step.from) + ' ' + down(step.value) + " L" +
            across(step.to) + ' ' + down(step.value);
  }
  return text;
}

std::vector<Step> steps_of(const JsonValue& tax, std::string_view name) {
  std::vector<Step> steps;
  for (const JsonValue& slice : items_of(tax, "slices")) {
    steps.push_back({.from = chart_seconds(text_of(slice, "from")),
                     .to = chart_seconds(text_of(slice, "to")),
                     .value = chart_number(text_of(slice, name))});
  }
  return steps;
}

}  // namespace

std::string value_chart(const JsonValue& tax) {
  const auto slices = items_of(tax, "slices");
  if (slices.size() < 2) return {};
  const std::vector<Step> values = steps_of(tax, "assessment");
  const std::vector<Step> degrees = steps_of(tax, "degree");
  const auto highest = std::ranges::max_element(values, {}, &Step::value);
  const std::string_view highest_text =
      text_of(slices[static_cast<std::size_t>(highest - values.begin())], "assessment");
  const std::string what = "Value from " + day_text(text_of(slices.front(), "from")) + " to " +
                           day_text(text_of(slices.back(), "to")) + "; the highest was " +
                           amount_text(highest_text, text_of(tax, "currency"));
  return R"(<svg class="chart" viewBox="0 -4 640 168" role="img" aria-label=")" + what +
         R"("><path class="chart-degree" d=")" + path(degrees, 1) +
         R"("/><path class="chart-value" d=")" + path(values, highest->value) + R"("/></svg>)";
}

}  // namespace quitrent::api
