// SPDX-License-Identifier: EUPL-1.2
//
// The slices of a tax compared with an oracle of their own: rates from a table, one sum in wide
// integers from registration to the end of each slice, one division.
#include "api/views/tax_slices.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <memory>
#include <random>
#include <string>
#include <vector>

#include <boost/multiprecision/cpp_int.hpp>
#include <doctest/doctest.h>

#include "tax/schedule/schedule.hpp"
#include "tests/api/views/chronicle.hpp"
#include "tests/tax/schedule_text.hpp"

using namespace quitrent;
using namespace quitrent::api;
using namespace quitrent::market;
using namespace quitrent::tax;
using namespace quitrent::view_tests;
using Number = boost::multiprecision::cpp_int;

namespace {

constexpr const char* kClasses = R"(title = "Steps"
currency = "EUR"
[[class]]
name = "patent"
  [[class.scale]]
  from = 2026-01-01
  brackets = [{ above = "0", rate = "2.5%" }]
  [[class.scale]]
  from = 2026-04-01
  brackets = [{ above = "0", rate = "3%" }]
  [[class.scale]]
  from = 2027-07-01
  brackets = [{ above = "0", rate = "3.1234567%" }, { above = "1000", rate = "4%" }]
)";
const std::string kSchedule = std::string{kClasses} + testing::kUsualRest;

/// The rates of the table from a second on: up to 1,000 units, and above. Unit: parts per billion.
struct Rates {
  Instant from;
  std::int64_t below_ppb, above_ppb;
};
const auto kRates = std::to_array<Rates>({{Instant{}, 0, 0},
                                          {*day(2026, 1, 1), 25'000'000, 25'000'000},
                                          {*day(2026, 4, 1), 30'000'000, 30'000'000},
                                          {*day(2027, 7, 1), 31'234'567, 40'000'000}});

const Number kLimit = Number{31'536'000} * 1'000'000'000;

/// The tax of the interval before `end`. Unit: µ x ppb x s.
Number accrued(const TaxedInterval& interval, Instant end) {
  constexpr std::int64_t step = 1'000'000'000;
  Number sum = 0;
  for (std::size_t at = 0; at < kRates.size(); ++at) {
    const Instant from = std::max(kRates[at].from, interval.over.begin);
    Instant to = std::min(end, interval.over.end);
    if (at + 1 < kRates.size()) to = std::min(to, kRates[at + 1].from);
    if (to <= from) continue;
    const std::int64_t value = interval.assessment.micro();
    // Half up: level / 24 of a million.
    const std::int64_t degree = (interval.levels.front().levels[0] * 2'000'000 + 24) / 48;
    const Number below =
        Number{std::min(value, step)} * (kRates[at].below_ppb * degree / 1'000'000);
    const Number above = Number{std::max<std::int64_t>(value - step, 0)} *
                         (kRates[at].above_ppb * degree / 1'000'000);
    sum += (below + above) * (to - from).seconds();
  }
  return sum;
}

/// The tax of a whole history before `end`. Unit: µ x ppb x s.
Number accrued(const TaxHistory& history, Instant end) {
  Number sum = 0;
  for (const TaxedInterval& interval : history.intervals) sum += accrued(interval, end);
  return sum;
}

Instant on(std::int64_t days_after_2026) {
  return *day(2026, 1, 1) + Duration::from_seconds(86'400 * days_after_2026);
}

/// An interval with every dimension at `level`: the degree is level / 24.
TaxedInterval interval(Instant from, Instant to, Money assessment, std::uint8_t level = 24) {
  OpennessLevels levels;
  levels.fill(level);
  return {.over = {from, to},
          .holder = named(1),
          .assessment = assessment,
          .levels = {{kBeginningOfTime, levels}}};
}

TaxHistory history_of(std::vector<TaxedInterval> intervals) {
  return {.asset_class = AssetClass::patent,
          .registered_at = intervals.front().over.begin,
          .intervals = std::move(intervals),
          .timeline = ScheduleTimeline::founded_on(*read_schedule(kSchedule))};
}

/// Checks that each slice is as the oracle computes it, that none is missing, and that all are
/// within the period.
void check_slices(const TaxHistory& history, Period period) {
  const auto slices = tax_slices(history, period);
  Number total = 0;
  std::int64_t covered_s = 0;
  Instant last = period.begin;
  for (const TaxSlice& slice : slices) {
    const Period over = slice.interval.over;
    CAPTURE(to_text(over.begin));
    CHECK(over.begin >= last);
    CHECK(over.end > over.begin);
    CHECK(over.end <= period.end);
    const Number due = accrued(history, over.end) / kLimit - accrued(history, over.begin) / kLimit;
    CHECK(Number{slice.amount.micro()} == due);
    CHECK(Number{slice.carry} == accrued(history, over.end) % kLimit);
    total += due;
    covered_s += over.length().seconds();
    last = over.end;
  }
  CHECK(total == accrued(history, period.end) / kLimit - accrued(history, period.begin) / kLimit);
  std::int64_t taxed_s = 0;
  for (const TaxedInterval& part : history.intervals) {
    const Instant from = std::max(part.over.begin, period.begin);
    taxed_s += Period{from, std::min(part.over.end, period.end)}.length().seconds();
  }
  CHECK(covered_s == taxed_s);
}

}  // namespace

TEST_CASE("no time and no history, no slices") {
  CHECK(tax_slices(history_of({interval(on(0), on(9), units(100))}), {on(3), on(3)}).empty());
  CHECK(tax_slices(history_of({interval(on(0), on(9), units(100))}), {on(9), on(99)}).empty());
  CHECK(tax_slices(history_of({interval(on(5), on(9), units(100))}), {on(0), on(5)}).empty());
}

TEST_CASE("the examples of the rules, slice by slice") {
  // MECHANISM.md, section 3: V = 100,000 units. 90 days at 2.5% are 616,438,356.16… µ.
  const TaxHistory history = history_of({interval(on(0), on(365), units(100'000))});
  const auto first_day = tax_slices(history, {on(0), on(1)});
  REQUIRE(first_day.size() == 1);
  CHECK(first_day[0].amount.micro() == 6'849'315);
  CHECK(first_day[0].carry == 2'160'000'000'000'000);
  CHECK(first_day[0].rate.ppb() == 25'000'000);
  const auto year = tax_slices(history, {on(0), on(365)});
  REQUIRE(year.size() == 2);
  CHECK(year[0].interval.over == Period{on(0), on(90)});
  CHECK(year[0].amount.micro() == 616'438'356);
  CHECK(year[1].rate.ppb() == 30'000'000);
  CHECK((year[0].amount + year[1].amount).micro() == 2'876'712'328);
  CHECK(year[1].carry == 24'192'000'000'000'000);
}

TEST_CASE("a period that begins later takes the carry with it") {
  const TaxHistory history = history_of({interval(on(0), on(365), units(100'000))});
  // Two days are 13,698,630.13… µ. The first day takes 6,849,315 of it, the second the rest.
  const auto second_day = tax_slices(history, {on(1), on(2)});
  REQUIRE(second_day.size() == 1);
  CHECK(second_day[0].amount.micro() == 13'698'630 - 6'849'315);
}

TEST_CASE("random histories and periods give what one sum in wide integers gives") {
  std::mt19937_64 random{20'261'123};
  const auto number = [&random](std::int64_t below) {
    return static_cast<std::int64_t>(random() % static_cast<std::uint64_t>(below));
  };
  for (int round = 0; round < 200; ++round) {
    CAPTURE(round);
    std::vector<TaxedInterval> intervals;
    Instant at = on(-30 + number(40)) + Duration::from_seconds(number(86'400));
    for (std::int64_t parts = 1 + number(8); parts > 0; --parts) {
      const Instant end = at + Duration::from_seconds(1 + number(200 * 86'400));
      intervals.push_back(interval(
          at, end,
          Money::from_micro(1 + number(number(2) == 0 ? 3'000'000'000 : 1'000'000'000'000'000)),
          static_cast<std::uint8_t>(number(25))));
      at = end;
      if (number(3) == 0) at = at + Duration::from_seconds(number(40 * 86'400));
    }
    const TaxHistory history = history_of(std::move(intervals));
    const Instant from = on(-40 + number(700)) + Duration::from_seconds(number(86'400));
    check_slices(history, {from, from + Duration::from_seconds(number(900 * 86'400))});
    check_slices(history, {history.registered_at, at});
  }
}

namespace {

Asset status_as(AssetState state, Money assessment) {
  Asset row;
  row.particulars = std::make_shared<const Particulars>();
  row.status.state = state;
  row.status.assessment = assessment;
  return row;
}

}  // namespace

TEST_CASE("tax accrues from registration to foreclosure, and in an auction only if redeemed") {
  struct Row {
    std::string why;
    AssetState end;
    bool redeemed;
    std::size_t intervals;
  };
  const auto rows = std::to_array<Row>({
      {"sold in the auction", AssetState::active, false, 4},
      {"nobody bought it", AssetState::commons, false, 3},
      {"redeemed", AssetState::active, true, 5},
  });
  for (const Row& row : rows) {
    CAPTURE(row.why);
    TaxHistoryBuilder builder;
    builder.record_state(on(0), status_as(AssetState::active, units(10)), named(1));
    builder.record_state(on(1), status_as(AssetState::active, units(10)), named(1));  // a deposit
    builder.record_state(on(5), status_as(AssetState::active, units(20)), named(1));
    builder.record_state(on(7), status_as(AssetState::delinquent, units(20)), named(1));
    builder.record_state(on(37), status_as(AssetState::auction, units(20)), named(1));
    if (row.redeemed) builder.redeemed(on(40));
    builder.record_state(on(40), status_as(row.end, units(30)), named(row.redeemed ? 1 : 2));
    const auto intervals = builder.take(on(50));
    REQUIRE(intervals.size() == row.intervals);
    CHECK(intervals[0].over == Period{on(0), on(5)});
    CHECK(intervals[1].over == Period{on(5), on(7)});
    CHECK(intervals[2].over == Period{on(7), on(37)});
    if (row.redeemed) {
      CHECK(intervals[3].over == Period{on(37), on(40)});
      CHECK(intervals[3].assessment == units(20));
      CHECK(intervals[3].holder == named(1));
    }
    if (row.end == AssetState::active) {
      CHECK(intervals.back().over == Period{on(40), on(50)});
      CHECK(intervals.back().assessment == units(30));
    }
  }
}

TEST_CASE("levels recorded in an auction count from their second, and a redemption pays for all") {
  // The terms left half of the asset closed until day 40, and all of it afterwards.
  const DatedOpennessLevels half{kBeginningOfTime, {12, 12, 12, 12, 12, 12, 12, 12}};
  const DatedOpennessLevels whole{on(40), {24, 24, 24, 24, 24, 24, 24, 24}};
  const auto asset_in = [](AssetState state, std::vector<DatedOpennessLevels> levels,
                           Money arrears) {
    Asset row = status_as(state, units(100'000));
    row.particulars = std::make_shared<const Particulars>(Particulars{.levels = std::move(levels)});
    row.status.arrears = arrears;
    return row;
  };
  TaxHistoryBuilder builder;
  builder.record_state(on(0), asset_in(AssetState::delinquent, {half}, Money{}), named(1));
  builder.record_state(on(30), asset_in(AssetState::auction, {half}, units(90)), named(1));
  builder.record_state(on(40), asset_in(AssetState::auction, {half, whole}, units(95)), named(1));
  builder.redeemed(on(50));
  builder.record_state(on(50), asset_in(AssetState::active, {half, whole}, Money{}), named(1));
  const TaxHistory history = history_of(builder.take(on(60)));
  REQUIRE(history.intervals.size() == 3);
  CHECK(history.intervals[1].over == Period{on(30), on(50)});
  CHECK(history.intervals[1].overdue->arrears == units(95));
  // 100'000.00 at 2.5 % is 6.849315068… a day. The tax is half of that for 10 days, then all of
  // it for 10 days.
  const auto slices = tax_slices(history, {on(30), on(50)});
  REQUIRE(slices.size() == 2);
  CHECK(slices[0].interval.over == Period{on(30), on(40)});
  CHECK(slices[0].degree == Share::from_ppm(500'000));
  CHECK(slices[0].amount == Money::from_micro(34'246'575));
  CHECK(slices[1].degree == kWhole);
  CHECK(slices[1].amount == Money::from_micro(68'493'151));
}

TEST_CASE("two changes in one second leave no empty interval") {
  TaxHistoryBuilder builder;
  builder.record_state(on(0), status_as(AssetState::active, units(10)), named(1));
  builder.record_state(on(0), status_as(AssetState::active, units(20)), named(1));
  builder.record_state(on(0), status_as(AssetState::active, units(20)), named(2));
  const auto intervals = builder.take(on(1));
  REQUIRE(intervals.size() == 1);
  CHECK(intervals[0].holder == named(2));
  CHECK(intervals[0].assessment == units(20));
}

TEST_CASE("what would pass the ceiling of arrears is no tax, and the carry runs on") {
  // 1,000.00 at 2.5% is 25.00 a year. There are 3.00 of escrow and 990.00 of arrears.
  TaxedInterval late = interval(on(0), on(365), units(1'000));
  late.state = AssetState::delinquent;
  late.overdue = Overdue{.escrow = units(3), .arrears = units(990)};
  TaxHistory history = history_of({late});
  const auto whole = tax_slices(history, {on(0), on(365)});
  Money total;
  for (const TaxSlice& slice : whole) total += slice.amount;
  CHECK(total == units(13));
  CHECK(Number{whole.back().carry} == accrued(history, on(365)) % kLimit);
  // If nothing is owed at the beginning, all of it is tax.
  history.intervals.front().overdue = Overdue{};
  total = {};
  for (const TaxSlice& slice : tax_slices(history, {on(0), on(365)})) total += slice.amount;
  CHECK(Number{total.micro()} == accrued(history, on(365)) / kLimit);
}

TEST_CASE("an overdue asset begins an interval whenever its tax is levied") {
  TaxHistoryBuilder builder;
  const auto owing = [](Instant at, Money arrears) {
    Asset row = status_as(AssetState::delinquent, units(20));
    row.status.levied_to = at;
    row.status.arrears = arrears;
    return row;
  };
  builder.record_state(on(0), owing(on(0), units(1)), named(1));
  builder.record_state(on(5), owing(on(0), units(1)), named(1));  // a hold; it levies nothing
  builder.record_state(on(9), owing(on(9), units(4)), named(1));
  const auto intervals = builder.take(on(12));
  REQUIRE(intervals.size() == 2);
  CHECK(intervals[0].over == Period{on(0), on(9)});
  CHECK(intervals[0].overdue->arrears == units(1));
  CHECK(intervals[1].overdue->arrears == units(4));
}
