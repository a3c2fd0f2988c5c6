// SPDX-License-Identifier: EUPL-1.2
#include "tax/accrual.hpp"

#include <array>
#include <limits>
#include <string>

#include <doctest/doctest.h>

#include "tax/cover.hpp"
#include "tax/delinquency.hpp"
#include "tests/tax/schedule_timelines.hpp"

namespace quitrent {

using namespace tax;
namespace {

constexpr std::int64_t kDay = 86'400;
constexpr std::int64_t kUnit = 1'000'000;
constexpr std::int64_t kHighest = std::numeric_limits<std::int64_t>::max();

Money micro(std::int64_t amount) { return Money::from_micro(amount); }
Instant second(std::int64_t seconds) { return Instant::from_seconds(seconds); }

Taxed patent(std::int64_t assessment_micro, std::int32_t degree_ppm = 1'000'000) {
  return {AssetClass::patent, micro(assessment_micro), Share::from_ppm(degree_ppm), {}};
}

const std::vector<Scale> kTwoAndAHalf{scale(0, {bracket(0, 25'000'000)})};

TEST_CASE("a levy rounds down once and carries the rest") {
  struct Row {
    std::string why;
    std::vector<Scale> scales;
    std::int64_t value, degree_ppm, seconds, due, carry;
  };
  const std::vector<Scale> raised{scale(0, {bracket(0, 25'000'000)}),
                                  scale(90 * kDay, {bracket(0, 30'000'000)})};
  const std::vector<Scale> bracketed{
      scale(0, {bracket(0, 25'000'000), bracket(1'000'000 * kUnit, 30'000'000)})};
  const auto rows = std::to_array<Row>({
      {"a full year", kTwoAndAHalf, 100'000 * kUnit, 1'000'000, 365 * kDay, 2'500'000'000, 0},
      {"one day", kTwoAndAHalf, 100'000 * kUnit, 1'000'000, kDay, 6'849'315, 2'160'000'000'000'000},
      {"a rise on the way", raised, 100'000 * kUnit, 1'000'000, 365 * kDay, 2'876'712'328,
       24'192'000'000'000'000},
      {"two brackets at half the degree", bracketed, 1'500'000 * kUnit, 500'000, 365 * kDay,
       20'000'000'000, 0},
      {"the bracket's edge is below it", bracketed, 1'000'000 * kUnit, 1'000'000, 365 * kDay,
       25'000'000'000, 0},
      {"degree 0", kTwoAndAHalf, 100'000 * kUnit, 0, 365 * kDay, 0, 0},
      {"no time", kTwoAndAHalf, 100'000 * kUnit, 1'000'000, 0, 0, 0},
      {"the least value for a second", kTwoAndAHalf, 1, 1'000'000, 1, 0, 25'000'000},
  });
  for (const Row& row : rows) {
    CAPTURE(row.why);
    const auto timeline = timeline_of(row.scales);
    const Taxed taxed = patent(row.value, static_cast<std::int32_t>(row.degree_ppm));
    const Levy levy = levied(*timeline, taxed, {.escrow = micro(kHighest)}, second(row.seconds));
    CHECK(levy.paid.micro() == row.due);
    CHECK(levy.arrears == Money{});
    CHECK(levy.carry == row.carry);
    CHECK(levy.over == Period{second(0), second(row.seconds)});
  }
}

TEST_CASE("tax is paid out of escrow, then becomes arrears up to the assessment, then nothing") {
  struct Row {
    std::string why;
    std::int64_t escrow, arrears, seconds, paid, new_arrears;
  };
  const std::int64_t value = 100'000 * kUnit;
  const std::int64_t year = 2'500 * kUnit;
  const auto rows = std::to_array<Row>({
      {"all from escrow", 3'000 * kUnit, 0, 365 * kDay, year, 0},
      {"exactly from escrow", year, 0, 365 * kDay, year, 0},
      {"one micro-unit short", year - 1, 0, 365 * kDay, year - 1, 1},
      {"no escrow", 0, 0, 365 * kDay, 0, year},
      {"arrears grow", 0, 7, 365 * kDay, 0, year},
      {"up to the assessment", 0, value - 5, 365 * kDay, 0, 5},
      {"and no further", 0, value, 365 * kDay, 0, 0},
      {"never below nothing", 0, value + 9, 365 * kDay, 0, 0},
      {"for centuries", 10, 0, 365 * kDay * 400, 10, value},
  });
  const auto timeline = timeline_of(kTwoAndAHalf);
  for (const Row& row : rows) {
    CAPTURE(row.why);
    const AccrualState before{.escrow = micro(row.escrow), .arrears = micro(row.arrears)};
    const Levy levy = levied(*timeline, patent(value), before, second(row.seconds));
    CHECK(levy.paid.micro() == row.paid);
    CHECK(levy.arrears.micro() == row.new_arrears);
    CHECK(levy.carry == 0);
  }
}

TEST_CASE("a levy into the past takes nothing and keeps the carry") {
  const auto timeline = timeline_of(kTwoAndAHalf);
  const AccrualState before{micro(100), {}, 77, second(1'000)};
  const Levy levy = levied(*timeline, patent(kUnit), before, second(999));
  CHECK(levy.over == Period{second(1'000), second(1'000)});
  CHECK(levy.paid == Money{});
  CHECK(levy.arrears == Money{});
  CHECK(levy.carry == 77);
}

TEST_CASE("the highest value at the highest rate until the end of time is exact") {
  // 10^18 µ at 1'000'000% (10^13 ppb): far beyond 128 bits.
  const auto timeline = timeline_of({scale(0, {bracket(0, 10'000'000'000'000)})});
  const Taxed taxed = patent(1'000'000'000'000'000'000);
  const Levy levy =
      levied(*timeline, taxed, {.escrow = micro(9'000'000'000'000'000'000)}, kEndOfTime);
  CHECK(levy.paid.micro() == 9'000'000'000'000'000'000);
  CHECK(levy.arrears.micro() == 1'000'000'000'000'000'000);
  // 10^31 x 253'402'300'799 mod 31'536 x 10^12.
  CHECK(levy.carry == 22'400'000'000'000'000);
  CHECK(tax_over(*timeline, taxed, kYear, second(0)).micro() == kHighest);
  CHECK(cover(*timeline, taxed, second(0), kEndOfTime).micro() == kHighest);
  CHECK(average_rate(*timeline, taxed, second(0)).ppb() == 10'000'000'000'000);
}

TEST_CASE("a dated degree bends the tax on its day") {
  const auto timeline = timeline_of(kTwoAndAHalf);
  const std::vector steps{DegreeStep{second(kDay), Share::from_ppm(500'000)},
                          DegreeStep{second(2 * kDay), Share{}}};
  Taxed taxed = patent(365'000 * kUnit);
  taxed.steps = steps;
  const AccrualState before{.escrow = micro(1'000 * kUnit)};
  CHECK(levied(*timeline, taxed, before, second(kDay)).paid.micro() == 25 * kUnit);
  CHECK(levied(*timeline, taxed, before, second(2 * kDay)).paid.micro() == 37'500'000);
  CHECK(levied(*timeline, taxed, before, second(90 * kDay)).paid.micro() == 37'500'000);
  CHECK(average_rate(*timeline, taxed, second(kDay)).ppb() == 12'500'000);
  CHECK(cover(*timeline, taxed, second(0), kEndOfTime).micro() == 37'500'000);
  CHECK_FALSE(funded_until(*timeline, taxed, {.escrow = micro(37'500'000)}, kEndOfTime));
}

TEST_CASE("rates are shown as they are charged") {
  const auto timeline =
      timeline_of({scale(0, {bracket(0, 25'000'001), bracket(1'000 * kUnit, 30'000'000)})});
  const Taxed taxed = patent(3'000 * kUnit, 333'333);
  const auto rates = bracket_rates(*timeline, taxed, second(5));
  REQUIRE(rates.size() == 2);
  CHECK(rates[0] == BracketRate{Money{}, AnnualRate::from_ppb(8'333'325)});
  CHECK(rates[1] == BracketRate{micro(1'000 * kUnit), AnnualRate::from_ppb(9'999'990)});
  // (1 x 8'333'325 + 2 x 9'999'990) / 3 = 9'444'435
  CHECK(average_rate(*timeline, taxed, second(5)).ppb() == 9'444'435);
  CHECK(average_rate(*timeline, patent(0), second(5)).ppb() == 0);
  CHECK(bracket_rates(*timeline, taxed, second(-5)).empty());
  CHECK(tax_over(*timeline_of(kTwoAndAHalf), patent(100'000 * kUnit), Duration::from_days(1),
                 second(0)) == micro(6'849'315));
}

TEST_CASE("cover is the tax of the next thirty days, rounded up, ended by expiry") {
  struct Row {
    std::string why;
    std::vector<Scale> scales;
    std::int64_t value, expires_s, cover;
  };
  const std::vector<Scale> soon{scale(0, {bracket(0, 25'000'000)}),
                                scale(15 * kDay, {bracket(0, 50'000'000)})};
  const std::int64_t never = kEndOfTime.seconds();
  const auto rows = std::to_array<Row>({
      {"thirty days", kTwoAndAHalf, 100'000 * kUnit, never, 205'479'453},
      {"a whole number stays", kTwoAndAHalf, 365'000 * kUnit, never, 750 * kUnit},
      {"a published rise counts", soon, 365'000 * kUnit, never, 1'125 * kUnit},
      {"expiry ends it", kTwoAndAHalf, 365'000 * kUnit, 10 * kDay, 250 * kUnit},
      {"expired: none", kTwoAndAHalf, 365'000 * kUnit, 0, 0},
      {"one second rounds up", kTwoAndAHalf, 1, 1, 1},
      {"a scale that has not begun", {scale(31 * kDay, {bracket(0, 25'000'000)})}, kUnit, never, 0},
  });
  for (const Row& row : rows) {
    CAPTURE(row.why);
    const auto timeline = timeline_of(row.scales);
    CHECK(cover(*timeline, patent(row.value), second(0), second(row.expires_s)).micro() ==
          row.cover);
  }
}

TEST_CASE("an asset is delinquent from the first second at which due exceeds escrow") {
  struct Row {
    std::string why;
    std::int64_t escrow, expires_s, until;  // until -1: never
  };
  const std::int64_t never = kEndOfTime.seconds();
  // 100'000 units at 2.5%: 500 units and a micro-unit are due after 6'307'200.0126 s.
  const auto rows = std::to_array<Row>({
      {"the example of the rules", 500 * kUnit, never, 6'307'201},
      {"expiry in that second", 500 * kUnit, 6'307'201, -1},
      {"expiry a second later", 500 * kUnit, 6'307'202, 6'307'201},
      {"no escrow: the first micro-unit", 0, never, 1},
      {"more than the end of time", kHighest, never, -1},
  });
  const auto timeline = timeline_of(kTwoAndAHalf);
  for (const Row& row : rows) {
    CAPTURE(row.why);
    const AccrualState before{.escrow = micro(row.escrow)};
    const auto until =
        funded_until(*timeline, patent(100'000 * kUnit), before, second(row.expires_s));
    CHECK(until.has_value() == (row.until >= 0));
    if (until) CHECK(until->seconds() == row.until);
  }
}

TEST_CASE("an untaxed asset is funded for ever, and until a rate begins") {
  const auto timeline = timeline_of({scale(100 * kDay, {bracket(0, 25'000'000)})});
  const AccrualState empty{};
  CHECK_FALSE(funded_until(*timeline, patent(kUnit, 0), empty, kEndOfTime));
  CHECK_FALSE(funded_until(*timeline, patent(kUnit), empty, second(100 * kDay)));
  // 1 unit at 2.5%: a micro-unit every 1261.44 s.
  CHECK(funded_until(*timeline, patent(kUnit), empty, kEndOfTime) == second(100 * kDay + 1'262));
  const AccrualState with_carry{.carry = kCarryLimit / 2};
  CHECK(funded_until(*timeline, patent(kUnit), with_carry, kEndOfTime) == second(100 * kDay + 631));
}

TEST_CASE("the surcharge is rounded up and falls by what was paid of it") {
  struct Row {
    std::int64_t arisen;
    std::int32_t share_ppm;
    std::int64_t paid, owed;
  };
  const auto rows = std::to_array<Row>({{100, 0, 0, 0},
                                        {100, 50'000, 0, 5},
                                        {101, 50'000, 0, 6},
                                        {101, 50'000, 4, 2},
                                        {101, 50'000, 6, 0},
                                        {101, 50'000, 7, 0},
                                        {0, 1'000'000, 0, 0},
                                        {kHighest, 1'000'000, 1, kHighest - 1}});
  for (const Row& row : rows) {
    CAPTURE(row.arisen);
    CHECK(surcharge(micro(row.arisen), Share::from_ppm(row.share_ppm), micro(row.paid)).micro() ==
          row.owed);
  }
}

}  // namespace
}  // namespace quitrent
