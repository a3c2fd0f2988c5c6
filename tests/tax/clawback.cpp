// SPDX-License-Identifier: EUPL-1.2
#include "tax/clawback.hpp"

#include <array>
#include <limits>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "tests/tax/schedule_timelines.hpp"

namespace quitrent {

using namespace tax;
namespace {

constexpr std::int64_t kDayLength = 86'400;
constexpr std::int64_t kWholeUnit = 1'000'000;

Instant clawback_day(std::int64_t number) { return Instant::from_seconds(number * kDayLength); }
Share ppm(std::int32_t parts) { return Share::from_ppm(parts); }

/// An interval of whole days on whole units.
PastInterval interval(std::int64_t from_day, std::int64_t to_day, std::int64_t value,
                      std::int32_t degree_ppm) {
  return {.over = {clawback_day(from_day), clawback_day(to_day)},
          .assessment = Money::from_micro(value * kWholeUnit),
          .degree = ppm(degree_ppm)};
}

/// The tax due for a past that should have had one degree throughout.
Money due_of(const ScheduleTimeline& timeline, const std::vector<PastInterval>& past,
             Share degree) {
  std::vector<Undertaxed> all;
  for (const PastInterval& interval : past) all.push_back({AssetClass::patent, interval, degree});
  return clawback(timeline, all);
}

/// 36500 units at 2.5% are 2.50 a clawback_day.
const std::vector<Scale> kScaleOfTwoAndAHalf{scale(0, {bracket(0, 25'000'000)})};

TEST_CASE("a clawback is the tax at the new degree less the tax at those there were") {
  struct Row {
    std::string why;
    std::vector<Scale> scales;
    std::vector<PastInterval> intervals;
    std::int32_t degree_ppm;
    std::int64_t due_micro;
  };
  const std::vector<Scale> doubled{scale(0, {bracket(0, 25'000'000)}),
                                   scale(50 * kDayLength, {bracket(0, 50'000'000)})};
  const std::vector<Scale> bracketed{
      scale(0, {bracket(0, 25'000'000), bracket(36'500 * kWholeUnit, 50'000'000)})};
  const auto rows = std::to_array<Row>({
      {"no past", kScaleOfTwoAndAHalf, {}, 1'000'000, 0},
      {"no time", kScaleOfTwoAndAHalf, {interval(5, 5, 36'500, 0)}, 1'000'000, 0},
      {"a pool of 0.3",
       kScaleOfTwoAndAHalf,
       {interval(0, 100, 36'500, 300'000)},
       1'000'000,
       175'000'000},
      {"up to a middle degree",
       kScaleOfTwoAndAHalf,
       {interval(0, 100, 36'500, 300'000)},
       625'000,
       81'250'000},
      {"at the degree", kScaleOfTwoAndAHalf, {interval(0, 100, 36'500, 625'000)}, 625'000, 0},
      {"above it nothing is given back",
       kScaleOfTwoAndAHalf,
       {interval(0, 100, 36'500, 1'000'000), interval(100, 200, 36'500, 300'000)},
       625'000,
       81'250'000},
      {"each on its own assessment",
       kScaleOfTwoAndAHalf,
       {interval(0, 50, 36'500, 300'000), interval(50, 100, 73'000, 300'000)},
       1'000'000,
       262'500'000},
      {"from open", kScaleOfTwoAndAHalf, {interval(0, 10, 36'500, 0)}, 1'000'000, 25'000'000},
      {"a rate that changes on the way",
       doubled,
       {interval(0, 100, 36'500, 300'000)},
       1'000'000,
       262'500'000},
      {"a gap is not counted",
       doubled,
       {interval(0, 10, 36'500, 300'000), interval(90, 100, 36'500, 300'000)},
       1'000'000,
       52'500'000},
      {"each bracket at its rate",
       bracketed,
       {interval(0, 10, 73'000, 300'000)},
       1'000'000,
       52'500'000},
      {"before any rate",
       {scale(50 * kDayLength, {bracket(0, 25'000'000)})},
       {interval(0, 100, 36'500, 300'000)},
       1'000'000,
       87'500'000},
      // 6'849'315.07 minus 2'054'794.52 is 4'794'520.55; twice that is 9'589'041.1.
      {"one is rounded down",
       kScaleOfTwoAndAHalf,
       {interval(0, 1, 100'000, 300'000)},
       1'000'000,
       4'794'520},
      {"two are rounded down once",
       kScaleOfTwoAndAHalf,
       {interval(0, 1, 100'000, 300'000), interval(1, 2, 100'000, 300'000)},
       1'000'000,
       9'589'041},
  });
  for (const Row& row : rows) {
    CAPTURE(row.why);
    const auto timeline = timeline_of(row.scales);
    CHECK(due_of(*timeline, row.intervals, ppm(row.degree_ppm)).micro() == row.due_micro);
  }
}

TEST_CASE("a clawback follows the multiplier, not the degree") {
  Schedule schedule = schedule_of(kScaleOfTwoAndAHalf);
  schedule.curves = {{Instant{},
                      {{ppm(0), ppm(0)},
                       {ppm(500'000), ppm(100'000)},
                       {ppm(700'000), ppm(100'000)},
                       {kWhole, kWhole}}}};
  schedule.curves.push_back({clawback_day(10), {{ppm(0), ppm(0)}, {kWhole, ppm(500'000)}}});
  const auto timeline = ScheduleTimeline::founded_on(schedule);
  const auto due = [&](PastInterval past, std::int32_t degree_ppm) {
    return due_of(*timeline, {past}, ppm(degree_ppm)).micro();
  };
  // The multiplier is 0.06 at 0.3 and 1 at 1: the difference is 0.94 of 2.50 a clawback_day.
  CHECK(due(interval(0, 10, 36'500, 300'000), 1'000'000) == 23'500'000);
  // The multiplier is flat between 0.5 and 0.7.
  CHECK(due(interval(0, 10, 36'500, 500'000), 700'000) == 0);
  // Ten more days have half the difference of degrees: 0.35 of 2.50.
  CHECK(due(interval(0, 20, 36'500, 300'000), 1'000'000) == 32'250'000);
}

TEST_CASE("each interval counts up to the degree that it should have had") {
  const auto timeline = timeline_of(kScaleOfTwoAndAHalf);
  // Ten days at 2.50 lack 0.7 and then 0.2 of the tax. Days above the degree lack nothing.
  constexpr auto patent = AssetClass::patent;
  const std::array past{Undertaxed{patent, interval(0, 10, 36'500, 300'000), kWhole},
                        Undertaxed{patent, interval(10, 20, 36'500, 300'000), ppm(500'000)},
                        Undertaxed{patent, interval(20, 30, 36'500, 300'000), ppm(100'000)}};
  CHECK(clawback(*timeline, past).micro() == 22'500'000);
}

TEST_CASE("a clawback that no account could pay is held at the highest money") {
  const auto timeline = timeline_of({scale(0, {bracket(0, 10'000'000'000'000)})});
  const PastInterval past{.over = {Instant{}, kEndOfTime},
                          .assessment = Money::from_micro(1'000'000'000'000'000'000),
                          .degree = {}};
  CHECK(due_of(*timeline, {past, past}, kWhole).micro() ==
        std::numeric_limits<std::int64_t>::max());
}

TEST_CASE("a clawback reaches three years of 365 days") {
  CHECK(kClawbackReach.seconds() == 3 * 365 * kDayLength);
}

}  // namespace
}  // namespace quitrent
