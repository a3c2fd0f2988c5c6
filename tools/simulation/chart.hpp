// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace quitrent {

// Charts as SVG, drawn with the classes of the page's style sheet. Their numbers are floating point
// because people only look at them; no figure is computed from them.

/// One group of a bar chart.
struct BarGroup {
  std::string label;
  double baseline = 0;
  double reform = 0;
};

/// Horizontal bars, baseline over reform, from 0. `title` is read out in place of the picture.
std::string bar_chart(std::string_view title, const std::vector<BarGroup>& groups);

/// One bar that goes up or down from 0.
struct ChangeBar {
  std::string label;
  double change = 0;
};

/// Horizontal bars to the left where the change is below 0 and to the right where it is above.
std::string change_chart(std::string_view title, const std::vector<ChangeBar>& bars);

/// A point of a line; both are 0 or more.
struct ChartPoint {
  double x = 0;
  double y = 0;
};

/// A chart of lines.
struct LineChart {
  enum class Across { even, powers_of_ten };
  std::string title;                      ///< read out in place of the picture
  std::string x_label, y_label;           ///< what the axes show
  Across across = Across::even;           ///< with powers of ten, every x is above 0
  std::vector<ChartPoint> baseline = {};  ///< dashed; may be empty
  std::vector<ChartPoint> reform = {};    ///< solid
  double marked_x = -1;                   ///< a vertical line here; below 0: none
};

/// Draws the lines. Empty where no line has two points.
std::string line_chart(const LineChart& chart);

/// A number in few characters: `1.2 M`, `350 k`, `2.5`.
std::string short_number(double number);

/// Text with the characters escaped that HTML and SVG take for their own.
std::string escaped(std::string_view text);

}  // namespace quitrent
