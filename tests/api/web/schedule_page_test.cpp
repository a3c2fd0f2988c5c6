// SPDX-License-Identifier: EUPL-1.2
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "api/web/chart_scale.hpp"
#include "api/web/schedule_words.hpp"
#include "tests/api/web/public_scene.hpp"
#include "tests/api/web/web_scene.hpp"

namespace quitrent::testing {

using namespace api;
namespace {

TEST_CASE("a schedule that is none has no page, and a wrong cursor is told") {
  CHECK(public_scene().page("/schedule/sch_none").status == 404);
  CHECK(public_scene().page("/schedule", "cursor=wrong").status == 400);
}

TEST_CASE("the schedule in force is told in sentences") {
  const Page page = public_scene().page("/schedule");
  REQUIRE(page.status == 200);
  struct Row {
    const char* name;
    const char* text;
  };
  const std::string classes = "contents.classes.";
  const std::vector<Row> rows{
      {"0.name", "Patent"},
      {"0.scales.0.later", "false"},
      {"2.scales.1.later", "From 1 August 2026"},
      {"0.scales.0.brackets.0.text", "2.5% a year on the part up to EUR\u00a01,000,000.00"},
      {"0.scales.0.brackets.1.text",
       "4% a year on the part from EUR\u00a01,000,000.00 to EUR\u00a05,000,000.00"},
      {"0.scales.0.brackets.2.text", "5% a year on what lies above EUR\u00a05,000,000.00"},
      {"0.scales.0.reference.title", "Order <1>"},
      {"0.scales.0.reference.href", "https://example.org/1"},
      {"1.scales.0.reference.href", "false"},
      {"1.scales.0.brackets.0.text", "3% a year on the whole value"},
      {"0.notice", "A sale closes at once."},
      {"2.grant_back", "A seller keeps no right to use it."}};
  for (const Row& row : rows) {
    CAPTURE(row.name);
    CHECK(shown(page.model, classes + row.name) == row.text);
  }
  CHECK(shown(page.model, "contents.procedures.0.values.0.value") == "30 days");
  CHECK(shown(page.model, "contents.procedures.0.values.4.value") == "10%");
  CHECK(shown(page.model, "contents.revenue.0.shares.1.label") == "commons fund");
  CHECK(shown(page.model, "contents.revenue.0.shares.1.value") == "30%");
  CHECK(shown(page.model, "charter.0.value") == "20% a year");
}

TEST_CASE("changes on their way are told with who, when and what") {
  const Page page = public_scene().page("/schedule");
  REQUIRE(shown(page.model, "coming") == "2 items");
  CHECK(shown(page.model, "coming.0.state") == "Approved, not yet in force");
  CHECK(shown(page.model, "coming.0.changes.0.text") ==
        "Patent: from 2.5% to 3% a year, from 1 March 2026");
  CHECK(shown(page.model, "coming.0.way.1.label") == "Approved");
  CHECK(shown(page.model, "coming.0.way.1.by.name") == "Pol");
  CHECK(shown(page.model, "coming.0.way.2.time.text") == "1 March 2026, 00:00:00 UTC");
  CHECK(shown(page.model, "coming.1.state") == "Proposed, not yet approved");
  CHECK(shown(page.model, "coming.1.way.1.label") == "Lapses unless approved before");
  CHECK(shown(page.model, "all") == "3 items");
  const Page none = page_of(LiveDispatcher{}, "/schedule");
  CHECK(shown(none.model, "has_coming") == "false");
}

TEST_CASE(
    "the page of a schedule shows its text as it stands, and its contents from its first day") {
  const Page page = public_scene().page("/schedule/" + public_scene().approved);
  REQUIRE(page.status == 200);
  CHECK(shown(page.model, "toml").contains("effective = 2026-03-01\n"));
  CHECK(shown(page.model, "contents.classes.0.scales.0.brackets.0.text")
            .starts_with("3% a year on the part up to"));
}

TEST_CASE("charts show a line for each rate, and classes with the same rate share one") {
  const Page page = public_scene().page("/schedule");
  const std::string chart = shown(page.model, "rate_chart");
  CHECK(chart.starts_with("<svg"));
  CHECK(chart.contains(">Software, Dataset, Model</text>"));
  CHECK(chart.contains(">Patent</text>"));
  CHECK(shown(page.model, "multiplier_chart").contains("M0.0 200.0 L400.0 0.0"));
  CHECK(pixels(-0.26) == "-0.3");
  CHECK(chart_number("none") == 0);
}

TEST_CASE("of dated values the one in force and the later ones count") {
  const auto values =
      parse_json(R"([{"from":"2026-01-01T00:00:00Z"},{"from":"2027-01-01T00:00:00Z"}])");
  REQUIRE(values.has_value());
  struct Row {
    const char* instant;
    std::size_t count;
    const char* first;
  };
  for (const Row& row : {Row{"2025-12-31T23:59:59Z", 2, "2026-01-01T00:00:00Z"},
                         Row{"2026-01-01T00:00:00Z", 2, "2026-01-01T00:00:00Z"},
                         Row{"2026-12-31T23:59:59Z", 2, "2026-01-01T00:00:00Z"},
                         Row{"2027-01-01T00:00:00Z", 1, "2027-01-01T00:00:00Z"}}) {
    CAPTURE(row.instant);
    const auto dated = dated_from(values->items, row.instant);
    REQUIRE(dated.size() == row.count);
    CHECK(text_of(dated.front(), "from") == row.first);
  }
}

}  // namespace
}  // namespace quitrent::testing
