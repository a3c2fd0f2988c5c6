// SPDX-License-Identifier: EUPL-1.2
#include "api/web/schedule_charts.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

#include "api/web/asset_words.hpp"
#include "api/web/chart_scale.hpp"
#include "api/web/schedule_words.hpp"
#include "api/web/words.hpp"

namespace quitrent::api {
namespace {

constexpr double kPlotWidth = 400;
constexpr double kPlotHeight = 200;
constexpr double kLabelHeight = 18;

struct RateStep {
  double above = 0;
  double rate = 0;
  std::string rate_text = {};
  /// Equal where both fields are equal.
  friend bool operator==(const RateStep&, const RateStep&) = default;
};

/// A line of the chart: the classes that have these brackets.
struct RateLine {
  std::string classes;
  std::vector<RateStep> steps;
};

double average_rate(const std::vector<RateStep>& steps, double value) {
  double tax = 0;
  for (std::size_t at = 0; at < steps.size() && steps[at].above < value; ++at) {
    const double end = at + 1 < steps.size() ? std::min(steps[at + 1].above, value) : value;
    tax += (end - steps[at].above) * steps[at].rate;
  }
  return tax / value;
}

std::vector<RateLine> rate_lines(const JsonValue& schedule, std::string_view instant) {
  std::vector<RateLine> lines;
  for (const JsonValue& one : items_of(schedule, "classes")) {
    const auto scales = dated_from(items_of(one, "scales"), instant);
    if (scales.empty() || text_of(scales.front(), "from") > instant) continue;
    std::vector<RateStep> steps;
    for (const JsonValue& bracket : items_of(scales.front(), "brackets")) {
      steps.push_back({.above = chart_number(text_of(bracket, "above")),
                       .rate = chart_number(text_of(bracket, "rate")),
                       .rate_text = percent_text(text_of(bracket, "rate"))});
    }
    const std::string name = class_text(text_of(one, "name"));
    const auto same = std::ranges::find(lines, steps, &RateLine::steps);
    if (same == lines.end()) {
      lines.push_back({.classes = name, .steps = std::move(steps)});
    } else {
      same->classes += ", " + name;
    }
  }
  return lines;
}

/// The values that the chart spans, as powers of ten: a decade on either side of the brackets.
struct Decades {
  double first = 3;
  double last = 7;
};
Decades decades_of(const std::vector<RateLine>& lines) {
  Decades decades;
  for (const RateLine& line : lines) {
    for (const RateStep& step : line.steps) {
      if (step.above <= 0) continue;
      decades.first = std::min(decades.first, std::floor(std::log10(step.above)) - 1);
      decades.last = std::max(decades.last, std::ceil(std::log10(step.above)) + 1);
    }
  }
  return decades;
}

std::string text_at(double across, double down, std::string_view anchor, std::string_view text) {
  return "<text x=\"" + pixels(across) + "\" y=\"" + pixels(down) + "\" text-anchor=\"" +
         std::string{anchor} + "\">" + std::string{text} + "</text>";
}

std::string line_to(bool is_first, double across, double down) {
  return (is_first ? "M" : " L") + pixels(across) + ' ' + pixels(down);
}

std::string frame() {
  return "<path class=\"chart-frame\" d=\"M0 0 L0 " + pixels(kPlotHeight) + " L" +
         pixels(kPlotWidth) + ' ' + pixels(kPlotHeight) + "\"/>";
}

/// The amount 10^power with separators.
std::string power_text(double power) {
  return power < 0 ? "0." + std::string(static_cast<std::size_t>(-power) - 1, '0') + '1'
                   : count_text(static_cast<std::uint64_t>(std::pow(10, power)));
}

/// Where the labels of lines stand: beside their ends, but not over one another.
std::vector<double> label_rows(std::vector<double> ends) {
  for (std::size_t at = 1; at < ends.size(); ++at) {
    ends[at] = std::max(ends[at], ends[at - 1] + kLabelHeight);
  }
  for (std::size_t at = ends.size(); at-- > 0;) {
    const double lowest = at + 1 < ends.size() ? ends[at + 1] - kLabelHeight : kPlotHeight;
    ends[at] = std::min(ends[at], lowest);
  }
  return ends;
}

}  // namespace

std::string rate_chart(const JsonValue& schedule, std::string_view instant) {
  std::vector<RateLine> lines = rate_lines(schedule, instant);
  if (lines.empty()) return {};
  const Decades decades = decades_of(lines);
  const double largest = std::pow(10, decades.last);
  std::ranges::sort(lines, std::ranges::greater{},
                    [largest](const RateLine& line) { return average_rate(line.steps, largest); });
  RateStep top{.rate = 0.001};
  for (const RateLine& line : lines) {
    for (const RateStep& step : line.steps) {
      if (step.rate > top.rate) top = step;
    }
  }
  const double highest = top.rate;
  const auto down = [highest](double rate) {
    return kPlotHeight - rate / (highest * 1.1) * kPlotHeight;
  };
  std::vector<double> ends;
  for (const RateLine& line : lines) ends.push_back(down(average_rate(line.steps, largest)));
  const std::vector<double> labels = label_rows(ends);
  std::string svg = frame() + text_at(6, down(highest) - 5, "start", top.rate_text);
  constexpr int kPoints = 80;
  for (std::size_t at = 0; at < lines.size(); ++at) {
    svg += "<path class=\"chart-value\" d=\"";
    for (int point = 0; point <= kPoints; ++point) {
      const double part = static_cast<double>(point) / kPoints;
      const double value = std::pow(10, decades.first + part * (decades.last - decades.first));
      svg += line_to(point == 0, part * kPlotWidth, down(average_rate(lines[at].steps, value)));
    }
    svg += "\"/>" + text_at(kPlotWidth + 8, labels[at] + 5, "start", lines[at].classes);
  }
  for (double power = decades.first; power <= decades.last; power += 2) {
    svg +=
        text_at((power - decades.first) / (decades.last - decades.first) * kPlotWidth,
                kPlotHeight + 20, power == decades.first ? "start" : "middle", power_text(power));
  }
  return "<svg class=\"chart plot\" viewBox=\"-8 -8 620 236\" role=\"img\" aria-label=\"Average "
         "rate "
         "over the value, one line for each class; the rates stand in the text\">" +
         svg + "</svg>";
}

std::string multiplier_chart(const JsonValue& curve) {
  std::string path;
  for (const JsonValue& point : items_of(curve, "points")) {
    path += line_to(path.empty(), chart_number(text_of(point, "degree")) * kPlotWidth,
                    kPlotHeight - chart_number(text_of(point, "multiplier")) * kPlotHeight);
  }
  return "<svg class=\"chart plot\" viewBox=\"-8 -8 620 236\" role=\"img\" aria-label=\"Multiplier "
         "over the degree; its points stand in the table\">" +
         frame() + "<path class=\"chart-value\" d=\"" + path + "\"/>" +
         text_at(kPlotWidth + 8, 8, "start", "multiplier 100%") +
         text_at(0, kPlotHeight + 20, "start", "degree 0%") +
         text_at(kPlotWidth, kPlotHeight + 20, "end", "degree 100%") + "</svg>";
}

}  // namespace quitrent::api
