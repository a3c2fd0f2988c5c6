// SPDX-License-Identifier: EUPL-1.2
#include "tax/schedule/charter.hpp"

#include <array>
#include <string>

#include <doctest/doctest.h>

#include "tax/schedule/founding.hpp"

namespace quitrent {

using namespace tax;
namespace {

constexpr std::string_view kSeven = R"(max_rate = "1000000%"
minimum_grace = "0s"
notice_of_increase = "1h"
notice_of_decrease = "2m"
largest_step = "0%"
largest_step_points = "0.25%"
between_steps = "3d"
)";

TEST_CASE("a charter without its seven values is refused, each one named") {
  const auto empty = read_charter("");
  REQUIRE_FALSE(empty.has_value());
  CHECK(empty.error().size() == 7);
  const std::string text{kSeven};
  for (std::size_t begin = 0; begin < text.size(); begin = text.find('\n', begin) + 1) {
    const std::string key = text.substr(begin, text.find(' ', begin) - begin);
    CAPTURE(key);
    std::string without = text;
    without.erase(begin, text.find('\n', begin) + 1 - begin);
    const auto read = read_charter(without);
    REQUIRE_FALSE(read.has_value());
    REQUIRE(read.error().size() == 1);
    CHECK(read.error()[0].what.find('"' + key + '"') != std::string::npos);
  }
}

TEST_CASE("a charter with faults is refused with all of them") {
  const auto read = read_charter(
      "max_rate = \"1000000.1%\"\ngrace = \"1d\"\nbetween_steps = 5\nminimum_grace = \"0s\"\n"
      "notice_of_increase = \"0s\"\nnotice_of_decrease = \"0s\"\nlargest_step = \"0%\"\n"
      "largest_step_points = \"0%\"\n");
  REQUIRE_FALSE(read.has_value());
  REQUIRE(read.error().size() == 3);
  CHECK(read.error()[0].what == "\"max_rate\" is above 1000000%");
  CHECK(read.error()[1].line == 2);
  CHECK(read.error()[1].what == "the charter takes no \"grace\"; it belongs to [[procedure]]");
  CHECK(read.error()[2].column == 17);
}

TEST_CASE("a charter is read as written") {
  const auto read = read_charter(kSeven);
  REQUIRE(read.has_value());
  CHECK(read->max_rate.ppb() == 10'000'000'000'000);
  CHECK(read->minimum_grace == Duration{});
  CHECK(read->notice_of_increase == Duration::from_seconds(3'600));
  CHECK(read->notice_of_decrease == Duration::from_seconds(120));
  CHECK(read->largest_step.ppb() == 0);
  CHECK(read->largest_step_points.ppb() == 2'500'000);
  CHECK(read->between_steps == Duration::from_days(3));
  // A value that it does not state keeps the default of the rules.
  CHECK(read->minimum_auction == Duration::from_days(14));
  CHECK(read->longest_notice == Duration::from_days(30));
  CHECK(read->longest_cover == Duration::from_days(90));
  CHECK(read->shortest_withdrawal_notice == Duration::from_days(30));
  CHECK(read->longest_withdrawal_notice == Duration::from_days(180));
  CHECK(read->largest_surcharge.ppb() == 250'000'000);
}

TEST_CASE("a charter may state the bounds that have a default") {
  const auto read = read_charter(std::string{kSeven} +
                                 "minimum_auction = \"1d\"\nlongest_notice = \"2d\"\n"
                                 "longest_cover = \"3d\"\nshortest_withdrawal_notice = \"4d\"\n"
                                 "longest_withdrawal_notice = \"5d\"\n"
                                 "largest_surcharge = \"6%\"\n");
  REQUIRE(read.has_value());
  CHECK(read->minimum_auction == Duration::from_days(1));
  CHECK(read->longest_notice == Duration::from_days(2));
  CHECK(read->longest_cover == Duration::from_days(3));
  CHECK(read->shortest_withdrawal_notice == Duration::from_days(4));
  CHECK(read->longest_withdrawal_notice == Duration::from_days(5));
  CHECK(read->largest_surcharge.ppb() == 60'000'000);
}

TEST_CASE("a charter says which acts need two persons, how long, and what one may credit") {
  const auto read = [](const std::string& more) {
    return read_charter(std::string{kSeven} + more);
  };
  CHECK(read("")->acts == ActRules{});
  CHECK(read("")->acts.of_two == ActKinds::all());
  CHECK(read("")->acts.lapse_after == Duration::from_days(14));
  CHECK_FALSE(read("")->acts.credit_by_one.has_value());
  const auto stated = read(
      "acts_of_two = [\"hold-beyond-360-days\", \"strike\"]\nact_lapses_after = \"36h\"\n"
      "credit_by_one = \"10000\"\n");
  REQUIRE(stated.has_value());
  CHECK(stated->acts.of_two.bits() == 9);
  CHECK(stated->acts.lapse_after == Duration::from_seconds(129'600));
  CHECK(stated->acts.credit_by_one == Money::from_micro(10'000'000'000));
  CHECK(read("acts_of_two = []\n")->acts.of_two == ActKinds{});
  struct Row {
    const char* line;
    const char* what;
  };
  const auto rows = std::to_array<Row>({
      {"acts_of_two = [\"strike\", \"theft\"]\n",
       "\"theft\" is no kind of act of two: strike, rectification, expiry or "
       "hold-beyond-360-days"},
      {"acts_of_two = [\"credit\"]\n", "\"credit\" is no kind of act of two"},
      {"acts_of_two = [\"strike\", \"strike\"]\n", "\"strike\" is there twice"},
      {"acts_of_two = \"strike\"\n", "a list"},
      {"acts_of_two = [5]\n", "\"acts_of_two\" must be text in quotes"},
      {"act_lapses_after = \"0s\"\n", "leaves no second"},
      {"act_lapses_after = 14\n", "act_lapses_after"},
      {"credit_by_one = \"-1\"\n", "credit_by_one"},
      {"credit_by_two = \"1\"\n", "takes no \"credit_by_two\""},
  });
  for (const Row& row : rows) {
    CAPTURE(row.line);
    const auto faulty = read(row.line);
    REQUIRE_FALSE(faulty.has_value());
    CHECK(faulty.error().size() == 1);
    CHECK(faulty.error()[0].line == 8);
    CHECK(faulty.error()[0].what.contains(row.what));
  }
}

TEST_CASE("a charter forbids bases above its highest rate and too little grace, with the place") {
  const auto schedule = read_schedule(founding_schedule_toml());
  REQUIRE(schedule.has_value());
  Charter strict;
  strict.max_rate = AnnualRate::from_ppb(49'999'999);
  strict.minimum_grace = Duration::from_seconds(30 * 86'400 + 1);
  const auto found = breaches(strict, *schedule);
  REQUIRE(found.size() == 4);
  CHECK(found[0].what == "the charter allows no rate above 4.9999999% (max_rate); here it is 5%");
  CHECK(found[0].line == 35);
  CHECK(found[0].column == 37);
  CHECK(found[3].what ==
        "the charter allows no grace below 2592001s (minimum_grace); here it is 30d");
  strict.max_rate = AnnualRate::from_ppb(50'000'000);
  strict.minimum_grace = Duration::from_days(30);
  CHECK(breaches(strict, *schedule).empty());
}

/// The founding schedule, read, with the one text `old` replaced by `by`.
Schedule altered(std::string_view old, std::string_view by) {
  std::string toml{founding_schedule_toml()};
  const std::size_t at = toml.find(old);
  REQUIRE(at != std::string::npos);
  const auto read = read_schedule(toml.replace(at, old.size(), by));
  REQUIRE(read.has_value());
  return *read;
}

TEST_CASE("a charter forbids lengths and surcharges beyond its bounds, each at its edge") {
  struct Row {
    const char *old, *lawful, *beyond, *what;
  };
  const auto rows = std::to_array<Row>({
      {"auction = \"28d\"", "auction = \"14d\"", "auction = \"1209599s\"",
       "the charter allows no auction below 14d (minimum_auction)"},
      {"escrow_cover = \"30d\"", "escrow_cover = \"90d\"", "escrow_cover = \"7776001s\"",
       "the charter allows no cover above 90d (longest_cover)"},
      {"withdrawal_notice = \"90d\"", "withdrawal_notice = \"30d\"",
       "withdrawal_notice = \"2591999s\"",
       "the charter allows no withdrawal notice below 30d (shortest_withdrawal_notice)"},
      {"withdrawal_notice = \"90d\"", "withdrawal_notice = \"180d\"",
       "withdrawal_notice = \"15552001s\"",
       "the charter allows no withdrawal notice above 180d (longest_withdrawal_notice)"},
      {"late_surcharge = \"10%\"", "late_surcharge = \"25%\"", "late_surcharge = \"25.0001%\"",
       "the charter allows no surcharge above 25% (largest_surcharge)"},
      {"finding_surcharge = \"25%\"", "finding_surcharge = \"25%\"",
       "finding_surcharge = \"25.0001%\"",
       "the charter allows no surcharge above 25% (largest_surcharge)"},
      {"notice = \"0s\"", "notice = \"30d\"", "notice = \"2592001s\"",
       "the charter allows no notice above 30d (longest_notice)"},
  });
  for (const Row& row : rows) {
    CAPTURE(row.beyond);
    CHECK(breaches(Charter{}, altered(row.old, row.lawful)).empty());
    const auto found = breaches(Charter{}, altered(row.old, row.beyond));
    REQUIRE(found.size() == 1);
    std::string figure{row.beyond};
    figure.pop_back();
    figure.erase(0, figure.rfind('"') + 1);
    CHECK(found[0].what == row.what + ("; here it is " + figure));
    CHECK(found[0].line > 1);
  }
}

TEST_CASE("the surcharge on findings is 25%, or what the schedule states") {
  CHECK(altered("EUR", "EUR").procedures[0].finding_surcharge == Share::from_ppm(250'000));
  CHECK(altered("finding_surcharge = \"25%\"\n", "").procedures[0].finding_surcharge ==
        Share::from_ppm(250'000));
  const Schedule stated = altered("finding_surcharge = \"25%\"", "finding_surcharge = \"5%\"");
  CHECK(stated.procedures[0].finding_surcharge == Share::from_ppm(50'000));
}

TEST_CASE("a class whose first scale begins after the schedule is told, since it bears no tax") {
  const auto founded = *parse_day("2026-01-01");
  CHECK(cautions(altered("name = \"patent\"", "name = \"patent\""), founded).empty());
  const Schedule late = altered("from = 1970-01-01", "from = 2026-01-02");
  const auto found = cautions(late, founded);
  REQUIRE(found.size() == 1);
  CHECK(found[0].what ==
        "class \"patent\" bears no tax before 2026-01-02T00:00:00Z, when its first scale begins");
  CHECK(found[0].line > 1);
  CHECK(cautions(late, *parse_day("2026-01-02")).empty());
}

}  // namespace
}  // namespace quitrent
