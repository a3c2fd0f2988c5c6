// SPDX-License-Identifier: EUPL-1.2
//
// A folded table charges what levied() levies, to the micro-unit and to the carry.
#include "tax/simulation/tax_table.hpp"

#include <algorithm>
#include <limits>
#include <memory>
#include <set>
#include <vector>

#include <doctest/doctest.h>

#include "tests/tax/schedule_timelines.hpp"
#include "tools/chance.hpp"

namespace quitrent {
namespace {

constexpr int kAssets = 100'000;
constexpr int kTimelines = 500;

/// How large the numbers of a case may be.
struct Sizes {
  std::int64_t highest_rate_ppb;
  std::int64_t last_second;
};

Share share_of(std::int64_t ppm) { return Share::from_ppm(static_cast<std::int32_t>(ppm)); }

std::set<std::int64_t> ascending(Chance& chance, std::int64_t count, std::int64_t most) {
  std::set<std::int64_t> numbers;
  for (std::int64_t position = 0; position < count; ++position) {
    numbers.insert(std::max<std::int64_t>(1, chance.of_any_size(most)));
  }
  return numbers;
}

DegreeCurve rolled_curve(Chance& chance, std::int64_t from) {
  DegreeCurve curve{second(from), {{Share{}, Share{}}}};
  std::int64_t high = 0;
  for (const std::int64_t degree : ascending(chance, chance.between(0, 3), 999'999)) {
    high += chance.between(0, 1'000'000 - high);
    curve.points.push_back({share_of(degree), share_of(high)});
  }
  curve.points.push_back({kWhole, share_of(chance.between(high, 1'000'000))});
  return curve;
}

Schedule rolled_schedule(Chance& chance, const Sizes& sizes) {
  Schedule schedule = schedule_of({});
  schedule.classes.clear();
  for (const AssetClass asset_class : kAssetClasses) {
    ClassSchedule scheduled{.asset_class = asset_class};
    for (const std::int64_t from : ascending(chance, chance.between(1, 4), sizes.last_second)) {
      std::vector<Bracket> brackets{bracket(0, chance.of_any_size(sizes.highest_rate_ppb))};
      for (const std::int64_t above :
           ascending(chance, chance.between(0, 4), 2'000'000'000'000'000'000)) {
        brackets.push_back(bracket(above, chance.of_any_size(sizes.highest_rate_ppb)));
      }
      scheduled.scales.push_back(scale(from, std::move(brackets)));
    }
    schedule.classes.push_back(std::move(scheduled));
  }
  schedule.curves = {rolled_curve(chance, 0)};
  for (const std::int64_t from : ascending(chance, chance.between(0, 2), sizes.last_second)) {
    schedule.curves.push_back(rolled_curve(chance, from));
  }
  return schedule;
}

/// One to three schedules, each in force after the one before.
std::shared_ptr<const ScheduleTimeline> rolled_timeline(Chance& chance, const Sizes& sizes) {
  std::vector<PublishedSchedule> published{{second(0), rolled_schedule(chance, sizes)}};
  for (const std::int64_t from : ascending(chance, chance.between(0, 2), sizes.last_second)) {
    published.push_back({second(from), rolled_schedule(chance, sizes)});
  }
  return std::make_shared<const ScheduleTimeline>(std::move(published));
}

std::vector<Taxed> rolled_terms(Chance& chance, const Sizes& sizes) {
  std::vector<Taxed> terms;
  for (int row = 0; row < 20; ++row) {
    Taxed taxed{.asset_class = kAssetClasses[chance.below(kAssetClasses.size())],
                .assessment = {},
                .degree = share_of(chance.of_any_size(1'000'000)),
                .steps = {}};
    for (const std::int64_t from : ascending(chance, chance.between(0, 3), sizes.last_second)) {
      taxed.steps.push_back({second(from), share_of(chance.of_any_size(1'000'000))});
    }
    terms.push_back(std::move(taxed));
  }
  return terms;
}

Charge levied_charge(const TaxTable& table, std::uint32_t row, Money assessment,
                     std::int64_t carry) {
  Taxed taxed = table.terms()[row];
  taxed.assessment = assessment;
  const AccrualState before{.escrow = Money::from_micro(std::numeric_limits<std::int64_t>::max()),
                            .arrears = {},
                            .carry = carry,
                            .levied_to = table.over().begin};
  const Levy levy = levied(table.timeline(), taxed, before, table.over().end);
  return {levy.paid, levy.carry};
}

void check_against_levies(const Sizes& sizes, std::uint64_t seed) {
  Chance chance{seed};
  for (int round = 0; round < kTimelines; ++round) {
    const std::int64_t begin = chance.of_any_size(sizes.last_second);
    const Period over{second(begin), second(begin + chance.of_any_size(sizes.last_second - begin))};
    const TaxTable table{rolled_timeline(chance, sizes), rolled_terms(chance, sizes), over};
    for (int asset = 0; asset < kAssets / kTimelines; ++asset) {
      const auto row = static_cast<std::uint32_t>(chance.below(table.terms().size()));
      const Money assessment = Money::from_micro(chance.of_any_size(kHighestAssessment.micro()));
      const std::int64_t carry = chance.of_any_size(kCarryLimit - 1);
      const Charge expected = levied_charge(table, row, assessment, carry);
      CAPTURE(round);
      CAPTURE(row);
      CAPTURE(assessment.micro());
      CAPTURE(carry);
      REQUIRE(table.charge(row, assessment, carry).due.micro() == expected.due.micro());
      REQUIRE(table.charge(row, assessment, carry).carry == expected.carry);
    }
  }
}

TEST_CASE("the simulated tax of 100'000 assets is what a levy takes, at lawful rates") {
  check_against_levies({.highest_rate_ppb = 200'000'000, .last_second = 20 * 31'536'000}, 11);
}

TEST_CASE("the simulated tax of 100'000 assets is what a levy takes, at every size") {
  check_against_levies(
      {.highest_rate_ppb = 10'000'000'000'000, .last_second = kEndOfTime.seconds()}, 12);
}

TEST_CASE("the charge is exact around every threshold and at every edge of the carry") {
  const auto timeline = timeline_of(
      {scale(0, {bracket(0, 25'000'000), bracket(1'000'000'000'000, 199'999'999)}),
       scale(7'776'000, {bracket(0, 1), bracket(3, 7), bracket(1'000'000'000'001, 200'000'000)})});
  const TaxTable table{timeline,
                       {{.asset_class = AssetClass::patent,
                         .assessment = {},
                         .degree = kWhole,
                         .steps = {{second(86'401), share_of(333'333)}}}},
                       {second(0), second(157'680'000)}};
  for (const std::int64_t threshold :
       {std::int64_t{0}, std::int64_t{3}, std::int64_t{1'000'000'000'000},
        std::int64_t{1'000'000'000'001}, std::int64_t{999'999'999'999'999'999}}) {
    for (std::int64_t value = std::max<std::int64_t>(0, threshold - 2); value <= threshold + 1;
         ++value) {
      for (const std::int64_t carry : {std::int64_t{0}, std::int64_t{1}, kCarryLimit - 1}) {
        CAPTURE(value);
        CAPTURE(carry);
        const Charge expected = levied_charge(table, 0, Money::from_micro(value), carry);
        CHECK(table.charge(0, Money::from_micro(value), carry) == expected);
      }
    }
  }
}

TEST_CASE("an asset is not charged after the end of its tax") {
  const TaxTable table{
      timeline_of({scale(0, {bracket(0, 25'000'000)})}),
      {{.asset_class = AssetClass::patent, .assessment = {}, .degree = kWhole, .steps = {}}},
      {second(0), second(31'536'000)}};
  const Money value = Money::from_micro(100'000'000'000);
  CHECK(table.charge(0, value, 0).due == Money::from_micro(2'500'000'000));
  CHECK(table.charge_until(0, {value, 0, second(86'400)}) ==
        Charge{Money::from_micro(6'849'315), 2'160'000'000'000'000});
  CHECK(table.charge_until(0, {value, 0, kEndOfTime}) == table.charge(0, value, 0));
  CHECK(table.charge_until(0, {value, 5, second(0)}) == Charge{Money{}, 5});
}

}  // namespace
}  // namespace quitrent
