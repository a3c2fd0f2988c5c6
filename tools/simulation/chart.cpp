// SPDX-License-Identifier: EUPL-1.2
#include "tools/simulation/chart.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include <fmt/format.h>

namespace quitrent {
namespace {

// All lengths in units of the view box, of which a chart is 480 wide.
constexpr double kWidth = 480;
constexpr double kLabels = 140;
constexpr double kValues = 66;
constexpr double kBar = 12;

std::string opened(std::string_view title, double height) {
  return fmt::format(
      "<svg viewBox=\"0 0 {} {}\" role=\"img\" aria-label=\"{}\" "
      "xmlns=\"http://www.w3.org/2000/svg\">\n",
      kWidth, height, escaped(title));
}

/// Some text at a place. `anchor`: start, middle or end.
std::string label(double x, double y, std::string_view anchor, std::string_view text) {
  return fmt::format("<text x=\"{:.1f}\" y=\"{:.1f}\" text-anchor=\"{}\">{}</text>\n", x, y, anchor,
                     escaped(text));
}

/// A rectangle of a class of the style sheet.
struct Box {
  double x, y, width, height;
};
std::string bar(const Box& box, std::string_view kind) {
  return fmt::format(
      "<rect class=\"{}\" x=\"{:.1f}\" y=\"{:.1f}\" width=\"{:.1f}\" height=\"{:.1f}\"/>\n", kind,
      box.x, box.y, std::max(box.width, 0.5), box.height);
}

/// The least of 1, 2, 2.5, 5 and 10 times a power of ten that is `high` or more.
double round_top(double high) {
  if (high <= 0) return 1;
  const double power = std::pow(10.0, std::floor(std::log10(high)));
  for (const double step : {1.0, 2.0, 2.5, 5.0}) {
    if (step * power >= high * 0.9999) return step * power;
  }
  return 10 * power;
}

/// Where the parts of a line chart stand.
struct Frame {
  static constexpr double kLeft = 52, kRight = 466, kTop = 22, kBottom = 198, kHeight = 238;
  double x_from, x_to, y_to;
  bool by_power;

  double across(double x) const {
    const auto scale = [this](double one) { return by_power ? std::log10(one) : one; };
    return kLeft + (kRight - kLeft) * (scale(x) - scale(x_from)) / (scale(x_to) - scale(x_from));
  }
  double up(double y) const { return kBottom - (kBottom - kTop) * y / y_to; }
};

std::string line_of(const Frame& frame, const std::vector<ChartPoint>& points,
                    std::string_view kind) {
  if (points.size() < 2) return {};
  std::string places;
  for (const ChartPoint& point : points) {
    places += fmt::format("{:.1f},{:.1f} ", frame.across(point.x), frame.up(point.y));
  }
  return fmt::format("<polyline class=\"{}\" points=\"{}\"/>\n", kind, places);
}

/// A straight line from one corner of the box to the other.
std::string straight(const Box& box, std::string_view kind) {
  return fmt::format(
      "<line class=\"{}\" x1=\"{:.1f}\" y1=\"{:.1f}\" x2=\"{:.1f}\" y2=\"{:.1f}\"/>\n", kind, box.x,
      box.y, box.x + box.width, box.y + box.height);
}

std::string axes(const Frame& frame, const LineChart& chart) {
  std::string svg;
  constexpr int kSteps = 4;
  for (int step = 0; step <= kSteps; ++step) {
    const double value = frame.y_to * step / kSteps;
    const double y = frame.up(value);
    svg += straight({Frame::kLeft, y, Frame::kRight - Frame::kLeft, 0}, "grid");
    svg += label(Frame::kLeft - 6, y + 4, "end", short_number(value));
  }
  if (frame.by_power) {
    for (double x = frame.x_from; x <= frame.x_to * 1.001; x *= 10) {
      svg += label(frame.across(x), Frame::kBottom + 17, "middle", short_number(x));
    }
  } else {
    for (int step = 0; step <= kSteps; ++step) {
      const double x = frame.x_from + (frame.x_to - frame.x_from) * step / kSteps;
      svg += label(frame.across(x), Frame::kBottom + 17, "middle", short_number(x));
    }
  }
  svg += label(Frame::kLeft - 46, 12, "start", chart.y_label);
  svg += label(Frame::kRight, Frame::kHeight - 6, "end", chart.x_label);
  return svg;
}

}  // namespace

std::string bar_chart(std::string_view title, const std::vector<BarGroup>& groups) {
  double high = 0;
  for (const BarGroup& group : groups) high = std::max({high, group.baseline, group.reform});
  if (high <= 0) high = 1;
  constexpr double kGroup = 2 * kBar + 12;
  const double room = kWidth - kLabels - kValues;
  std::string svg = opened(title, kGroup * static_cast<double>(groups.size()) + 4);
  for (std::size_t index = 0; index < groups.size(); ++index) {
    const BarGroup& group = groups[index];
    const double y = 4 + kGroup * static_cast<double>(index);
    svg += label(kLabels - 8, y + kBar + 4, "end", group.label);
    const double before = room * group.baseline / high;
    const double after = room * group.reform / high;
    svg += bar({kLabels, y, before, kBar}, "baseline");
    svg += bar({kLabels, y + kBar + 1, after, kBar}, "reform");
    svg += label(kLabels + before + 5, y + kBar - 1, "start", short_number(group.baseline));
    svg += label(kLabels + after + 5, y + 2 * kBar, "start", short_number(group.reform));
  }
  return svg + "</svg>\n";
}

std::string change_chart(std::string_view title, const std::vector<ChangeBar>& bars) {
  double least = 0;
  double most = 0;
  for (const ChangeBar& one : bars) {
    least = std::min(least, one.change);
    most = std::max(most, one.change);
  }
  const double range = most - least > 0 ? most - least : 1;
  constexpr double kRow = kBar + 12;
  // Room for values stands on the sides to which bars go.
  const double room = kWidth - kLabels - (least < 0 ? 2 : 1) * kValues;
  const double zero = kLabels + (least < 0 ? kValues : 0) - room * least / range;
  const double height = kRow * static_cast<double>(bars.size()) + 4;
  std::string svg = opened(title, height);
  svg += straight({zero, 0, 0, height}, "axis");
  for (std::size_t index = 0; index < bars.size(); ++index) {
    const ChangeBar& one = bars[index];
    const double y = 4 + kRow * static_cast<double>(index);
    const double length = room * std::abs(one.change) / range;
    const bool falls = one.change < 0;
    svg += label(kLabels - 8, y + kBar - 1, "end", one.label);
    svg += bar({falls ? zero - length : zero, y, length, kBar}, falls ? "less" : "more");
    svg += label(falls ? zero - length - 5 : zero + length + 5, y + kBar - 1,
                 falls ? "end" : "start", short_number(one.change));
  }
  return svg + "</svg>\n";
}

std::string line_chart(const LineChart& chart) {
  Frame frame{.x_from = 1e300,
              .x_to = 0,
              .y_to = 0,
              .by_power = chart.across == LineChart::Across::powers_of_ten};
  for (const auto* const points : {&chart.baseline, &chart.reform}) {
    for (const ChartPoint& point : *points) {
      frame.x_from = std::min(frame.x_from, point.x);
      frame.x_to = std::max(frame.x_to, point.x);
      frame.y_to = std::max(frame.y_to, point.y);
    }
  }
  if (frame.x_to <= frame.x_from) return {};
  frame.y_to = round_top(frame.y_to);
  std::string svg = opened(chart.title, Frame::kHeight);
  svg += axes(frame, chart);
  if (chart.marked_x >= frame.x_from && chart.marked_x <= frame.x_to) {
    svg += straight({frame.across(chart.marked_x), Frame::kTop, 0, Frame::kBottom - Frame::kTop},
                    "mark");
  }
  svg += line_of(frame, chart.reform, "reform-line");
  svg += line_of(frame, chart.baseline, "baseline-line");
  return svg + "</svg>\n";
}

std::string short_number(double number) {
  struct Unit {
    double size;
    const char* name;
  };
  constexpr std::array<Unit, 5> kUnits{
      {{1e12, " T"}, {1e9, " G"}, {1e6, " M"}, {1e3, " k"}, {1, ""}}};
  const double size = std::abs(number);
  const char* const sign = number < 0 ? "−" : "";
  for (const Unit& unit : kUnits) {
    if (size < unit.size * 0.9995) continue;
    const double scaled = size / unit.size;
    const int decimals = scaled < 10 ? 2 : (scaled < 100 ? 1 : 0);
    std::string text = fmt::format("{:.{}f}", scaled, decimals);
    if (text.contains('.')) {
      text.erase(text.find_last_not_of('0') + 1);
      if (text.ends_with('.')) text.pop_back();
    }
    return sign + text + unit.name;
  }
  return size == 0 ? "0" : sign + fmt::format("{:.3g}", size);
}

std::string escaped(std::string_view text) {
  std::string safe;
  for (const char letter : text) {
    switch (letter) {
      case '&':
        safe += "&amp;";
        break;
      case '<':
        safe += "&lt;";
        break;
      case '>':
        safe += "&gt;";
        break;
      case '"':
        safe += "&quot;";
        break;
      default:
        safe += letter;
    }
  }
  return safe;
}

}  // namespace quitrent
