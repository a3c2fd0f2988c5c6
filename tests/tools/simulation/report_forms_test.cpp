// SPDX-License-Identifier: EUPL-1.2
//
// The forms in which a report is written.
#include <string>

#include <doctest/doctest.h>

#include "tools/simulation/chart.hpp"
#include "tools/simulation/csv_report.hpp"
#include "tools/simulation/tables.hpp"

namespace quitrent {
namespace {

TEST_CASE("thousands are grouped, and other text stays as it is") {
  CHECK(grouped("0") == "0");
  CHECK(grouped("999.00") == "999.00");
  CHECK(grouped("1000") == "1,000");
  CHECK(grouped("-1234567.123456") == "-1,234,567.123456");
  CHECK(grouped("+1000.50") == "+1,000.50");
  CHECK(grouped("-") == "-");
  CHECK(grouped("12.5%") == "12.5%");
}

TEST_CASE("percentages are cut, never rounded up, and have a sign only where they show something") {
  CHECK(percent_of_ppm(0) == "0.00%");
  CHECK(percent_of_ppm(999'999) == "99.99%");
  CHECK(percent_of_ppm(-123'456) == "-12.34%");
  CHECK(percent_of_ppm(-99) == "0.00%");
}

TEST_CASE("amounts of a column have the same number of decimals") {
  const ShownTable table{.name = "t",
                         .title = "T",
                         .note = {},
                         .columns = {{"name", ShownColumn::Kind::text}, {"sum"}, {"change"}},
                         .rows = {{"1.5", "1000.00", "5%"}, {"b", "2.123456", "1.25%"}}};
  const auto rows = rows_for_people(table);
  CHECK(rows[0] == std::vector<std::string>{"1.5", "1,000.000000", "5%"});
  CHECK(rows[1] == std::vector<std::string>{"b", "2.123456", "1.25%"});
}

TEST_CASE("CSV quotes what must be quoted and lets no name be a formula") {
  const ShownTable table{.name = "t",
                         .title = "A table",
                         .note = {},
                         .columns = {{"name", ShownColumn::Kind::text}, {"difference"}},
                         .rows = {{"=HYPERLINK(\"x\")", "-5.00"}, {"a, \"b\"\nc", "+1000.00"}}};
  Provenance provenance;
  provenance.sequence = 7;
  const std::string text = csv_text(table, provenance);
  CHECK(text.starts_with("# A table\r\n"));
  CHECK(text.contains("# sequence: 7\r\n"));
  CHECK(text.contains("name,difference\r\n\"'=HYPERLINK(\"\"x\"\")\",-5.00\r\n"));
  CHECK(text.ends_with("\"a, \"\"b\"\"\nc\",+1000.00\r\n"));
}

TEST_CASE("a chart escapes its words and survives nothing to show") {
  CHECK(bar_chart("a < b", {{"<script>", 1, 2}}).contains("&lt;script&gt;"));
  CHECK(bar_chart("a < b", {}).contains("aria-label=\"a &lt; b\""));
  CHECK(!change_chart("none", {{"a", 0}, {"b", 0}}).contains("nan"));
  CHECK(line_chart({.title = "one point", .x_label = "", .y_label = "", .reform = {{1, 1}}}) == "");
  const std::string flat =
      line_chart({.title = "flat", .x_label = "", .y_label = "", .reform = {{1, 0}, {2, 0}}});
  CHECK(!flat.contains("nan"));
  CHECK(!flat.contains("inf"));
}

TEST_CASE("large and small numbers are written in few characters") {
  CHECK(short_number(0) == "0");
  CHECK(short_number(2.5) == "2.5");
  CHECK(short_number(1'000) == "1 k");
  CHECK(short_number(-1'914.2) == "−1.91 k");
  CHECK(short_number(13'120'000) == "13.1 M");
}

}  // namespace
}  // namespace quitrent
