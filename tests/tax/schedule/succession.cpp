// SPDX-License-Identifier: EUPL-1.2
#include "tax/schedule/succession.hpp"

#include <array>
#include <string>

#include <doctest/doctest.h>

namespace quitrent {
using namespace tax;
namespace {

/// A schedule, its first day if it states one, the rates of patents and the end of its curve.
struct Draft {
  std::string effective = {};
  std::string brackets = R"({ above = "0", rate = "2%" }, { above = "1000", rate = "4%" })";
  std::string points = R"({ degree = "0", multiplier = "0" }, { degree = "1", multiplier = "1" })";
  std::string more = {};
  std::string currency = "EUR";
  std::string class_name = "patent";
};

std::string toml_of(const Draft& draft) {
  return "title = \"A\"\ncurrency = \"" + draft.currency + "\"\n" +
         (draft.effective.empty() ? "" : "effective = " + draft.effective) +
         "\n[[class]]\nname = \"" + draft.class_name +
         "\"\n[[class.scale]]\nfrom = 2026-01-01\nbrackets = [" + draft.brackets + "]\n" +
         draft.more + "\n[[degree]]\nfrom = 2026-01-01\npoints = [" + draft.points +
         "]\n[[procedure]]\nfrom = 2026-01-01\nescrow_cover = \"30d\"\ngrace = \"30d\"\n"
         "auction = \"28d\"\nlate_surcharge = \"10%\"\n[[revenue]]\nfrom = 2026-01-01\n"
         "shares = [{ to = \"treasury\", share = \"100%\" }]\n";
}

Schedule schedule_of(const Draft& draft) {
  auto read = read_new_schedule(toml_of(draft));
  if (!read) {
    FAIL(read.error().front().what);
  }
  return *read;
}

std::string faults_of(const Draft& next, Instant approved_at = *day(2027, 5, 1)) {
  Succession succession{.before = {}, .next = schedule_of(next), .approved_at = approved_at};
  succession.before.push_back({*day(2026, 1, 1), schedule_of({})});
  succession.live_classes = {AssetClass::patent};
  std::string text;
  for (const ScheduleFault& fault : succession_faults({}, succession)) {
    text +=
        std::to_string(fault.line) + ':' + std::to_string(fault.column) + ": " + fault.what + '\n';
  }
  return text;
}

TEST_CASE("a schedule that follows another is refused with the place, and the old and new figure") {
  struct Row {
    const char* why;
    Draft next;
    std::string faults;
  };
  const std::string half = R"({ degree = "0", multiplier = "0" }, )"
                           R"({ degree = "0.5", multiplier = "0.75" }, )"
                           R"({ degree = "1", multiplier = "1" })";
  const auto rows = std::to_array<Row>({
      {"no first day",
       {},
       "1:1: a schedule that follows another states \"effective\", its first day\n"},
      {"a day that is past",
       {.effective = "2027-05-01"},
       "3:13: the schedule takes effect in the past: it must be after 2027-05-01T00:00:00Z\n"},
      {"a wrong year",
       {.effective = "2727-07-01"},
       "3:13: the schedule takes effect more than ten years after its approval; check the year\n"},
      {"another currency",
       {.effective = "2027-07-01", .currency = "USD"},
       "2:12: a register keeps its one currency, \"EUR\"; here it is \"USD\"\n"},
      {"a dropped class",
       {.effective = "2027-07-01", .class_name = "design"},
       "1:1: class \"patent\" has live assets and may not be dropped\n"},
      {"a step above both bounds, in the second bracket",
       {.effective = "2027-07-01",
        .brackets = R"({ above = "0", rate = "2.5%" }, { above = "1000", rate = "4.81%" })"},
       "8:70: the charter allows no step above 0.8% (the greater of largest_step, 20% of the old "
       "rate, and largest_step_points, 0.5%); the effective rate of class \"patent\" above 1000 at "
       "degree 1 goes from 4% to 4.81% on 2027-07-01\n"},
      {"a step of half a point",
       {.effective = "2027-07-01",
        .brackets = R"({ above = "0", rate = "1.49%" }, { above = "1000", rate = "4%" })"},
       "8:35: the charter allows no step above 0.5% (the greater of largest_step, 20% of the old "
       "rate, and largest_step_points, 0.5%); the effective rate of class \"patent\" above 0 at "
       "degree 1 goes from 2% to 1.49% on 2027-07-01\n"},
      {"a step of the multiplier alone, at a degree between",
       {.effective = "2027-07-01", .points = half},
       "8:68: the charter allows no step above 0.5% (the greater of largest_step, 20% of the old "
       "rate, and largest_step_points, 0.5%); the effective rate of class \"patent\" above 1000 at "
       "degree 0.5 goes from 2% to 3% on 2027-07-01\n"},
      {"an edge that moves",
       {.effective = "2027-07-01",
        .brackets = R"({ above = "0", rate = "2%" }, { above = "500", rate = "4%" })"},
       "8:67: the charter allows no step above 0.5% (the greater of largest_step, 20% of the old "
       "rate, and largest_step_points, 0.5%); the effective rate of class \"patent\" above 500 at "
       "degree 1 goes from 2% to 4% on 2027-07-01\n"},
      {"too little notice of a rise",
       {.effective = "2027-05-30",
        .brackets = R"({ above = "0", rate = "2.1%" }, { above = "1000", rate = "4%" })"},
       "8:35: the charter allows no rise before 2027-05-31T00:00:00Z, 30d after the approval "
       "(notice_of_increase); the effective rate of class \"patent\" above 0 at degree 1 goes from "
       "2% to 2.1% from 2027-05-30T00:00:00Z on\n"},
      {"two steps within 90 days",
       {.effective = "2027-07-01",
        .brackets = R"({ above = "0", rate = "2.1%" }, { above = "1000", rate = "4%" })",
        .more =
            "[[class.scale]]\nfrom = 2027-09-28\nbrackets = [{ above = \"0\", rate = \"2.1%\" }, { "
            "above = \"1000\", rate = \"4.1%\" }]"},
       "11:70: the charter allows no change of the rates of class \"patent\" on 2027-09-28, 89d "
       "after the one of 2027-07-01: 90d lie between two (between_steps)\n"},
  });
  for (const Row& row : rows) {
    CAPTURE(row.why);
    CHECK(faults_of(row.next) == row.faults);
  }
}

TEST_CASE("a fall needs a day of notice, and so does every other change") {
  const Draft fall{
      .effective = "2027-05-02",
      .brackets = R"({ above = "0", rate = "1.9%" }, { above = "1000", rate = "4%" })"};
  CHECK(faults_of(fall).empty());
  CHECK(faults_of(fall, *day(2027, 5, 1) + Duration::from_seconds(1)) ==
        "3:13: the charter allows no effect before 2027-05-02T00:00:01Z, 1d after the approval "
        "(notice_of_decrease)\n");
}

TEST_CASE("a change at the edge of every bound is lawful") {
  CHECK(
      faults_of({.effective = "2027-05-31",
                 .brackets = R"({ above = "0", rate = "2.5%" }, { above = "1000", rate = "4.8%" })",
                 .more = "[[class.scale]]\nfrom = 2027-08-29\nbrackets = [{ above = \"0\", rate = "
                         "\"3%\" }, { above = \"1000\", rate = \"5.76%\" }]"})
          .empty());
}

TEST_CASE("weights that change need the notice of a rise") {
  std::string toml = toml_of({.effective = "2027-05-30", .class_name = "software"});
  toml.insert(toml.find("[[procedure]]"),
              "[[degree.weights]]\nfrom = 2026-01-01\nclass = \"software\"\nA = \"1\"\n");
  Succession succession{.before = {{*day(2026, 1, 1), schedule_of({.class_name = "software"})}},
                        .next = *read_new_schedule(toml),
                        .approved_at = *day(2027, 5, 1)};
  const auto found = succession_faults({}, succession);
  REQUIRE(found.size() == 1);
  CHECK(found[0].what.starts_with(
      "the charter allows no change of the weights of class \"software\""));
  succession.approved_at = *day(2027, 4, 30);
  CHECK(succession_faults({}, succession).empty());
}

TEST_CASE("the last change counts even where the schedule before made it, the founding does not") {
  Succession succession{.before = {}, .next = {}, .approved_at = *day(2026, 1, 15)};
  succession.before.push_back({*day(2026, 1, 10), schedule_of({})});
  const Draft raised{
      .effective = "2026-03-01",
      .brackets = R"({ above = "0", rate = "2.1%" }, { above = "1000", rate = "4%" })"};
  succession.next = schedule_of(raised);
  CHECK(succession_faults({}, succession).empty());
  succession.before.push_back({*day(2026, 3, 1), schedule_of(raised)});
  succession.next = schedule_of({.effective = "2026-05-29"});
  const auto found = succession_faults({}, succession);
  REQUIRE(found.size() == 1);
  CHECK(found[0].what.contains("89d after the one of 2026-03-01"));
  succession.next = schedule_of({.effective = "2026-05-30"});
  CHECK(succession_faults({}, succession).empty());
}

/// What forbids a schedule that follows one with a change on 1 June 2027 to `then`, approved on 25
/// May; the first rates are 2% and 4%.
std::string faults_after(const std::string& then, const Draft& next) {
  const std::string later = "[[class.scale]]\nfrom = 2027-06-01\nbrackets = [" + then + "]\n";
  Succession succession{.before = {}, .next = schedule_of(next), .approved_at = *day(2027, 5, 25)};
  succession.before.push_back({*day(2026, 1, 1), schedule_of({.more = later})});
  std::string text;
  for (const ScheduleFault& fault : succession_faults({}, succession)) text += fault.what + '\n';
  return text;
}

TEST_CASE(
    "a rise or a fall that is law already needs no notice, and is not taken back without it") {
  const std::string lower = R"({ above = "0", rate = "1.8%" }, { above = "1000", rate = "3.6%" })";
  const std::string higher = R"({ above = "0", rate = "2.2%" }, { above = "1000", rate = "4.4%" })";
  const auto scale = [](const std::string& brackets) {
    return "[[class.scale]]\nfrom = 2027-06-01\nbrackets = [" + brackets + "]\n";
  };
  // The next schedule keeps what was published for 1 June.
  CHECK(faults_after(higher, {.effective = "2027-05-28", .more = scale(higher)}).empty());
  CHECK(faults_after(lower, {.effective = "2027-05-28", .more = scale(lower)}).empty());
  // It keeps the old rates instead of the fall: from 1 June on that is a rise.
  const std::string taken_back = faults_after(lower, {.effective = "2027-05-28"});
  CHECK(taken_back.contains("the charter allows no rise before 2027-06-24T00:00:00Z"));
  CHECK(taken_back.contains("from 2027-06-01T00:00:00Z on"));
  // It leaves out the rise: that is a fall, and needs a day.
  CHECK(faults_after(higher, {.effective = "2027-05-28"}).empty());
}

TEST_CASE("a change that is law still lies ninety days from one that is not") {
  const std::string higher = R"({ above = "0", rate = "2.2%" }, { above = "1000", rate = "4.4%" })";
  const std::string old = Draft{}.brackets;
  const std::string slightly =
      R"({ above = "0", rate = "2.1%" }, { above = "1000", rate = "4.2%" })";
  const auto scale = [](const std::string& from, const std::string& brackets) {
    return "[[class.scale]]\nfrom = " + from + "\nbrackets = [" + brackets + "]\n";
  };
  Succession succession{
      .before = {},
      .next = schedule_of({.effective = "2027-07-01",
                           .brackets = slightly,
                           .more = scale("2028-05-15", old) + scale("2028-06-01", higher)}),
      .approved_at = *day(2027, 5, 1)};
  succession.before.push_back(
      {*day(2026, 1, 1), schedule_of({.more = scale("2028-06-01", higher)})});
  const auto faults = succession_faults({}, succession);
  REQUIRE(faults.size() == 1);
  CHECK(faults[0].what.contains("on 2028-06-01, 17d after the one of 2028-05-15"));
}

}  // namespace
}  // namespace quitrent
