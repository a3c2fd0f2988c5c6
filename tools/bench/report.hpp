// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>
#include <vector>

namespace quitrent::bench {

/// One measured number. It is floating point because people read it, as in a chart; no rule
/// computes with it.
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
  /// Whether `value` reaches `bound`.
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

/// The report as one JSON object and a line break.
std::string json_text(const Report& report);

}  // namespace quitrent::bench
