// SPDX-License-Identifier: EUPL-1.2
#include "tax/schedule/charter.hpp"

#include <array>
#include <string>

#include <doctest/doctest.h>

namespace quitrent {
namespace {

TEST_CASE("a charter that states nothing keeps the defaults of the rules") {
  const auto read = read_charter("");
  REQUIRE(read.has_value());
  CHECK(read->max_rate.ppb() == 200'000'000);
  CHECK(read->minimum_grace == Duration::from_days(30));
  CHECK(read->notice_of_increase == Duration::from_days(30));
  CHECK(read->notice_of_decrease == Duration::from_days(1));
  CHECK(read->largest_step.ppb() == 200'000'000);
  CHECK(read->largest_step_points.ppb() == 5'000'000);
  CHECK(read->between_steps == Duration::from_days(90));
}

TEST_CASE("a charter is read as written") {
  const auto read = read_charter(R"(max_rate = "1000000%"
minimum_grace = "0s"
notice_of_increase = "1h"
notice_of_decrease = "2m"
largest_step = "0%"
largest_step_points = "0.25%"
between_steps = "3d"
)");
  REQUIRE(read.has_value());
  CHECK(read->max_rate.ppb() == 10'000'000'000'000);
  CHECK(read->minimum_grace == Duration{});
  CHECK(read->notice_of_increase == Duration::from_seconds(3'600));
  CHECK(read->notice_of_decrease == Duration::from_seconds(120));
  CHECK(read->largest_step.ppb() == 0);
  CHECK(read->largest_step_points.ppb() == 2'500'000);
  CHECK(read->between_steps == Duration::from_days(3));
}

TEST_CASE("a charter with faults is refused with all of them") {
  const auto read = read_charter("max_rate = \"1000000.1%\"\ngrace = \"1d\"\nbetween_steps = 5\n");
  REQUIRE_FALSE(read.has_value());
  REQUIRE(read.error().size() == 3);
  CHECK(read.error()[0].what == "\"max_rate\" is above 1000000%");
  CHECK(read.error()[1].line == 2);
  CHECK(read.error()[1].what == "the charter takes no \"grace\"");
  CHECK(read.error()[2].column == 17);
}

TEST_CASE("a charter forbids bases above its highest rate and too little grace, with the place") {
  const auto schedule = read_schedule(founding_schedule_toml());
  REQUIRE(schedule.has_value());
  Charter strict;
  strict.max_rate = AnnualRate::from_ppb(49'999'999);
  strict.minimum_grace = Duration::from_seconds(30 * 86'400 + 1);
  const auto found = breaches(strict, *schedule);
  REQUIRE(found.size() == 4);
  CHECK(found[0].what == "the charter allows no rate above 4.9999999% (max_rate)");
  CHECK(found[0].line == 35);
  CHECK(found[0].column == 37);
  CHECK(found[3].what == "the charter allows no grace below 2592001s (minimum_grace)");
  strict.max_rate = AnnualRate::from_ppb(50'000'000);
  strict.minimum_grace = Duration::from_days(30);
  CHECK(breaches(strict, *schedule).empty());
}

}  // namespace
}  // namespace quitrent
