// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>
#include <vector>

namespace quitrent::bench {

/// One measured number. Floating point is for reading, as in a chart; nothing is reckoned from it.
struct Figure {
  std::string name;  ///< with its unit last: `p99_us`
  double value = 0;
  int decimals = 0;  ///< how many are shown
};

/// One line of a table.
struct Row {
  std::string label;
  std::vector<Figure> figures;
};

/// What a figure should reach.
struct Target {
  enum class Side { at_least, at_most };
  std::string name;
  double value = 0, bound = 0;
  Side side = Side::at_least;
  /// Whether it does.
  bool met() const { return side == Side::at_least ? value >= bound : value <= bound; }
};

/// What one run measured.
struct Report {
  std::string title;
  std::vector<Row> rows;
  std::vector<Target> targets;
};

/// The report for people: rows with the same figures under one heading, then the targets.
std::string table_text(const Report& report);

/// The same as one JSON object with a line break behind it.
std::string json_text(const Report& report);

}  // namespace quitrent::bench
