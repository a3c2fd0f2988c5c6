// SPDX-License-Identifier: EUPL-1.2
#include "tax/schedule_timeline.hpp"

#include <array>

#include <doctest/doctest.h>

#include "tests/tax/schedule_timelines.hpp"

namespace quitrent {

using namespace tax;
namespace {

Instant schedule_second(std::int64_t seconds) { return Instant::from_seconds(seconds); }

TEST_CASE("a later schedule rules from its first schedule_second and touches nothing before") {
  Schedule later = schedule_of({scale(0, {bracket(0, 40)}), scale(300, {bracket(0, 50)})});
  later.classes.push_back({AssetClass::design,
                           Duration::from_seconds(60),
                           GrantBack::off,
                           {scale(0, {bracket(0, 7)})}});
  later.procedures[0].grace = Duration::from_days(60);
  later.revenue[0].shares[0].to = "dividend";
  const ScheduleTimeline timeline(
      {{schedule_second(0),
        schedule_of({scale(100, {bracket(0, 20)}), scale(400, {bracket(0, 90)})})},
       {schedule_second(200), later}});
  struct Row {
    std::int64_t at, base_ppb;  // base -1: no brackets
  };
  const auto rows = std::to_array<Row>(
      {{-1, -1}, {0, -1}, {99, -1}, {100, 20}, {199, 20}, {200, 40}, {300, 50}, {400, 50}});
  for (const Row& row : rows) {
    CAPTURE(row.at);
    const Regime& regime = timeline.regime(AssetClass::patent, schedule_second(row.at));
    CHECK(regime.brackets.empty() == (row.base_ppb < 0));
    if (!regime.brackets.empty()) CHECK(regime.brackets[0].base.ppb() == row.base_ppb);
  }
  CHECK(timeline.next_change(AssetClass::patent, schedule_second(0)) == schedule_second(100));
  CHECK(timeline.next_change(AssetClass::patent, schedule_second(100)) == schedule_second(200));
  CHECK(timeline.next_change(AssetClass::patent, schedule_second(299)) == schedule_second(300));
  CHECK_FALSE(timeline.next_change(AssetClass::patent, schedule_second(300)));
  CHECK_FALSE(timeline.schedules(AssetClass::design, schedule_second(199)));
  CHECK(timeline.schedules(AssetClass::design, schedule_second(200)));
  CHECK(timeline.notice(AssetClass::design, schedule_second(199)) == Duration{});
  CHECK(timeline.notice(AssetClass::design, schedule_second(200)) == Duration::from_seconds(60));
  CHECK(timeline.grant_back(AssetClass::patent, schedule_second(0)) == GrantBack::on);
  CHECK(timeline.grant_back(AssetClass::design, schedule_second(200)) == GrantBack::off);
  CHECK(timeline.procedure(schedule_second(199)).grace == Duration::from_days(30));
  CHECK(timeline.procedure(schedule_second(200)).grace == Duration::from_days(60));
  CHECK(timeline.shares(schedule_second(199)).shares[0].to == "treasury");
  CHECK(timeline.shares(schedule_second(200)).shares[0].to == "dividend");
  CHECK(timeline.currency() == "EUR");
}

TEST_CASE("the curve of the multiplier breaks regimes too") {
  Schedule schedule = schedule_of({scale(0, {bracket(0, 20)})});
  schedule.curves.push_back(
      {schedule_second(50), {{Share{}, Share{}}, {kWhole, Share::from_ppm(500'000)}}});
  const auto timeline = ScheduleTimeline::founded_on(schedule);
  CHECK(timeline->next_change(AssetClass::patent, schedule_second(0)) == schedule_second(50));
  CHECK(timeline->regime(AssetClass::patent, schedule_second(49)).points.back().multiplier ==
        kWhole);
  CHECK(timeline->regime(AssetClass::patent, schedule_second(50)).points.back().multiplier ==
        Share::from_ppm(500'000));
  CHECK(timeline->regime(AssetClass::patent, schedule_second(50)).brackets.size() == 1);
}

TEST_CASE("stated weights hold from their day; else the table's do") {
  Schedule schedule = schedule_of({scale(0, {bracket(0, 20)})});
  Weights use;
  use.shares[1] = kWhole;
  schedule.weights.push_back({schedule_second(10), AssetClass::software, use});
  const auto timeline = ScheduleTimeline::founded_on(schedule);
  CHECK_FALSE(timeline->weights(AssetClass::software, schedule_second(9)));
  CHECK(timeline->weights(AssetClass::software, schedule_second(10)) == use);
  CHECK_FALSE(timeline->weights(AssetClass::model, schedule_second(10)));
}

TEST_CASE("the multiplier is straight between its points and rounded down") {
  const auto ppm = [](std::int32_t parts) { return Share::from_ppm(parts); };
  const std::array points{CurvePoint{ppm(0), ppm(0)}, CurvePoint{ppm(300'000), ppm(100'000)},
                          CurvePoint{ppm(700'000), ppm(100'000)},
                          CurvePoint{ppm(1'000'000), ppm(1'000'000)}};
  struct Row {
    std::int32_t degree, multiplier;
  };
  const auto rows = std::to_array<Row>({{0, 0},
                                        {1, 0},
                                        {3, 1},
                                        {5, 1},
                                        {299'999, 99'999},
                                        {300'000, 100'000},
                                        {500'000, 100'000},
                                        {700'000, 100'000},
                                        {700'001, 100'003},
                                        {999'999, 999'997},
                                        {1'000'000, 1'000'000}});
  for (const Row& row : rows) {
    CAPTURE(row.degree);
    CHECK(multiplier(points, ppm(row.degree)).ppm() == row.multiplier);
  }
}

TEST_CASE("an effective rate is rounded down to a part per billion and never wraps") {
  struct Row {
    std::int64_t base, multiplier, rate;
  };
  const auto rows =
      std::to_array<Row>({{25'000'000, 500'000, 12'500'000},
                          {25'000'001, 333'333, 8'333'325},
                          {1, 999'999, 0},
                          {9'223'372'036'854'775'807, 1'000'000, 9'223'372'036'854'775'807},
                          {9'223'372'036'854'775'807, 999'999, 9'223'362'813'482'738'952}});
  for (const Row& row : rows) {
    CAPTURE(row.base);
    CHECK(effective_rate(AnnualRate::from_ppb(row.base),
                         Share::from_ppm(static_cast<std::int32_t>(row.multiplier)))
              .ppb() == row.rate);
  }
}

}  // namespace
}  // namespace quitrent
