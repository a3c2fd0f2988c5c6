// SPDX-License-Identifier: EUPL-1.2
#include "tax/apportionment.hpp"

#include <array>
#include <limits>
#include <numeric>
#include <string>
#include <vector>

#include <doctest/doctest.h>

namespace quitrent {

using namespace tax;
namespace {

__extension__ using Wide = __int128;

std::vector<RevenueShare> shares_of(const std::vector<std::int32_t>& parts_ppm) {
  std::vector<RevenueShare> shares;
  for (const std::int32_t part : parts_ppm) {
    shares.push_back(
        {.to = "row " + std::to_string(shares.size()), .share = Share::from_ppm(part)});
  }
  return shares;
}

std::vector<std::int64_t> micro_apportioned(std::int64_t revenue,
                                            const std::vector<std::int32_t>& parts_ppm) {
  std::vector<std::int64_t> amounts;
  for (const Money amount : apportioned(Money::from_micro(revenue), shares_of(parts_ppm))) {
    amounts.push_back(amount.micro());
  }
  return amounts;
}

/// The definition, one micro-unit at a time: the row that is furthest below its exact share gets
/// the next one; of several such rows the earliest.
std::vector<std::int64_t> one_by_one(std::int64_t revenue,
                                     const std::vector<std::int32_t>& parts_ppm) {
  std::vector<std::int64_t> amounts;
  std::int64_t left = revenue;
  for (const std::int32_t part : parts_ppm) {
    amounts.push_back(static_cast<std::int64_t>(Wide{revenue} * part / 1'000'000));
    left -= amounts.back();
  }
  for (; left > 0; --left) {
    std::size_t furthest = 0;
    Wide most = -1;
    for (std::size_t row = 0; row < amounts.size(); ++row) {
      const Wide missing = Wide{revenue} * parts_ppm[row] - Wide{amounts[row]} * 1'000'000;
      if (missing <= most) continue;
      most = missing;
      furthest = row;
    }
    ++amounts[furthest];
  }
  return amounts;
}

TEST_CASE("revenue is apportioned by largest remainder, ties to the earlier row") {
  struct Row {
    const char* why;
    std::int64_t revenue;
    std::vector<std::int32_t> parts_ppm;
    std::vector<std::int64_t> amounts;
  };
  const auto rows = std::to_array<Row>({
      {"the example of the law: remainders .2 .9 .6 .3",
       1'000'003,
       {400'000, 300'000, 200'000, 100'000},
       {400'001, 300'001, 200'001, 100'000}},
      {"nothing", 0, {400'000, 300'000, 200'000, 100'000}, {0, 0, 0, 0}},
      {"one share gets all", 1'000'003, {1'000'000}, {1'000'003}},
      {"a share of nothing gets nothing", 7, {0, 1'000'000, 0}, {0, 7, 0}},
      {"one micro-unit goes to the largest share", 1, {300'000, 400'000, 300'000}, {0, 1, 0}},
      {"a tie goes to the earlier row", 1, {500'000, 500'000}, {1, 0}},
      {"a tie among the later rows", 3, {200'000, 400'000, 400'000}, {1, 1, 1}},
      {"a tie of four, two micro-units over",
       2,
       {250'000, 250'000, 250'000, 250'000},
       {1, 1, 0, 0}},
      {"the larger remainder comes before the earlier row", 3, {700'000, 300'000}, {2, 1}},
      {"thirds", 1'000'000, {333'333, 333'333, 333'334}, {333'333, 333'333, 333'334}},
      {"no remainder", 10, {400'000, 300'000, 200'000, 100'000}, {4, 3, 2, 1}},
  });
  for (const Row& row : rows) {
    CAPTURE(row.why);
    CHECK(micro_apportioned(row.revenue, row.parts_ppm) == row.amounts);
  }
}

TEST_CASE("the largest revenue is apportioned exactly") {
  const auto splits = std::to_array<std::vector<std::int32_t>>({
      {400'000, 300'000, 200'000, 100'000},
      {333'333, 333'333, 333'334},
      {999'999, 1},
      {1, 999'999},
      {142'857, 142'857, 142'857, 142'857, 142'857, 142'857, 142'858},
      {1'000'000},
  });
  const std::int64_t capacity = kRegisterCapacity.micro();
  for (const auto& parts_ppm : splits) {
    for (const std::int64_t revenue :
         {capacity, capacity - 1, capacity - 499'999, capacity - 999'999,
          std::numeric_limits<std::int64_t>::max(), std::int64_t{1'000'001}}) {
      CAPTURE(revenue);
      const auto amounts = micro_apportioned(revenue, parts_ppm);
      CHECK(amounts == one_by_one(revenue, parts_ppm));
      CHECK(std::accumulate(amounts.begin(), amounts.end(), Wide{0}) == Wide{revenue});
    }
  }
}

TEST_CASE("every revenue of a range is apportioned as one micro-unit at a time would be") {
  for (const std::vector<std::int32_t>& parts_ppm :
       {std::vector<std::int32_t>{400'000, 300'000, 200'000, 100'000},
        std::vector<std::int32_t>{123'456, 234'567, 345'678, 296'299},
        std::vector<std::int32_t>{500'000, 250'000, 250'000}}) {
    for (std::int64_t revenue = 0; revenue < 3'000; ++revenue) {
      CAPTURE(revenue);
      REQUIRE(micro_apportioned(revenue, parts_ppm) == one_by_one(revenue, parts_ppm));
    }
  }
}

}  // namespace
}  // namespace quitrent
