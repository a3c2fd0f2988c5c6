// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "tools/simulation/report.hpp"

namespace quitrent {

/// One column of a table. Numbers stand to the right, and people see their thousands grouped.
struct ShownColumn {
  enum class Kind { text, number };
  std::string name;
  Kind kind = Kind::number;
};

/// One table of a report, in the same form for the terminal, for CSV and for the page.
struct ShownTable {
  std::string name;   ///< of its CSV file, without `.csv`
  std::string title;  ///< for people
  std::string note;   ///< what the reader must know; may be empty
  std::vector<ShownColumn> columns;
  std::vector<std::vector<std::string>> rows;  ///< one cell for each column; numbers exact
};

/// A table of groups, with the sum of its rows as the last one.
ShownTable group_table(std::string name, std::string title, const std::vector<tax::TaxLine>& lines);

/// Every table of a report, in the order in which it is shown; none is shortened.
std::vector<ShownTable> tables_of(const SimulationReport& report);

/// The rows as people see them: thousands grouped, and in each column of amounts the same number of
/// decimals, so that points stand below each other.
std::vector<std::vector<std::string>> rows_for_people(const ShownTable& table);

/// A number with a comma between its thousands: `-1,250.00`. Other text stays as it is.
std::string grouped(std::string_view number);

/// ppm as a percentage with two decimals, rounded down: `12.34%`.
std::string percent_of_ppm(std::int64_t ppm);

/// A difference with its sign: `+5.00`, `-5.00`, `0.00`.
std::string with_sign(const tax::TaxSum& difference);

/// The difference relative to the baseline, as a percentage with its sign; `-` without a baseline.
std::string relative_change(const tax::TaxTotals& totals);

}  // namespace quitrent
