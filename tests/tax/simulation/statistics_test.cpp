// SPDX-License-Identifier: EUPL-1.2
#include <algorithm>
#include <limits>

#include <doctest/doctest.h>

#include "tax/simulation/breakdown.hpp"
#include "tax/simulation/concentration.hpp"
#include "tax/simulation/order_statistics.hpp"
#include "tax/simulation/tax_sum.hpp"
#include "tests/tax/simulation/invented_register.hpp"
#include "tools/chance.hpp"

namespace quitrent {

using namespace tax;
namespace {

TEST_CASE("no value gives no percentile") {
  CHECK(values_at(0, {50}, [](std::size_t) { return std::int64_t{0}; }).empty());
  CHECK(values_at(5, {50}, [](std::size_t) { return std::int64_t{-1}; }).empty());
}

TEST_CASE("a bucket never falls where the value rises") {
  std::int64_t before = 0;
  Chance chance{4};
  for (int round = 0; round < 10'000; ++round) {
    const std::int64_t value = chance.of_any_size(std::numeric_limits<std::int64_t>::max());
    const bool ordered =
        (SizeBuckets::bucket_of(value) <= SizeBuckets::bucket_of(before)) == (value <= before) ||
        SizeBuckets::bucket_of(value) == SizeBuckets::bucket_of(before);
    REQUIRE(ordered);
    before = value;
  }
  for (std::int64_t value = 0; value < 100'000; ++value) {
    REQUIRE(SizeBuckets::bucket_of(value) <= SizeBuckets::bucket_of(value + 1));
  }
}

TEST_CASE("percentiles are those of a sorted list, with and without equal values") {
  Chance chance{5};
  for (const std::int64_t most : {std::int64_t{3}, std::int64_t{1'000'000}, INT64_MAX}) {
    for (const std::size_t count : {std::size_t{1}, std::size_t{9}, std::size_t{5'000}}) {
      std::vector<std::int64_t> values;
      for (std::size_t row = 0; row < count; ++row) values.push_back(chance.of_any_size(most));
      const auto found = values_at(count, {0, 10, 50, 90, 100},
                                   [&values](std::size_t row) { return values[row]; });
      std::ranges::sort(values);
      const std::vector<std::int64_t> expected{values[0], values[count / 10], values[count / 2],
                                               values[count * 9 / 10], values[count - 1]};
      CHECK(found == expected);
    }
  }
}

TEST_CASE("the spread of amounts is that of the textbook") {
  const auto spread = [](const std::vector<std::int64_t>& units) {
    std::vector<TaxSum> amounts;
    for (const std::int64_t one : units) amounts.push_back(TaxSum::from_micro(one));
    return spread_of(amounts);
  };
  struct Row {
    const char* why;
    std::vector<std::int64_t> amounts;
    std::int64_t hhi, top_ten, gini;
  };
  const std::vector<Row> rows{
      {"nobody", {}, 0, 0, 0},
      {"nothing", {0, 0}, 0, 0, 0},
      {"one has all", {7}, 1'000'000, 1'000'000, 0},
      {"four alike", {5, 5, 5, 5}, 250'000, 1'000'000, 0},
      {"one of four has all", {0, 0, 0, 9}, 1'000'000, 1'000'000, 750'000},
      {"1, 2, 3, 4", {4, 2, 1, 3}, 300'000, 1'000'000, 250'000},
      {"twenty alike", std::vector<std::int64_t>(20, 3), 50'000, 500'000, 0},
      {"the largest sums", {INT64_MAX, INT64_MAX}, 500'000, 1'000'000, 0}};
  for (const Row& row : rows) {
    CAPTURE(row.why);
    const Spread found = spread(row.amounts);
    CHECK(found.hhi_ppm == row.hhi);
    CHECK(found.top_ten_ppm == row.top_ten);
    CHECK(found.gini_ppm == row.gini);
  }
}

TEST_CASE("a sum of any size is written as money") {
  CHECK(to_text(TaxSum{}) == "0.00");
  CHECK(to_text(TaxSum::from_micro(-1)) == "-0.000001");
  CHECK(to_text(TaxSum::from_micro(1'250'000'000)) == "1250.00");
  CHECK(to_text(TaxSum::from_micro(1'234'567)) == "1.234567");
  CHECK(to_text(TaxSum::from_micro(Int128{1'000'000'000'000'000'000} * 10'000'000)) ==
        "10000000000000000000.00");
  CHECK(ppm_of(TaxSum::from_micro(1), TaxSum{}) == 0);
  CHECK(ppm_of(TaxSum::from_micro(-1), TaxSum::from_micro(3)) == -333'333);
}

TEST_CASE("of many terms those with the most tax are named, and one line has all others") {
  RegisterColumns assets;
  constexpr std::uint32_t kTerms = 150;
  for (std::uint32_t row = 0; row < kTerms; ++row) {
    assets.terms.push_back({AssetClass::patent, "terms " + std::to_string(row), {}});
    assets.add(
        {.asset = row, .terms = row, .assessment = Money::from_micro(1'000'000 * (row + 1))});
  }
  const auto timeline = same_for_all({{Money{}, AnnualRate::from_ppb(10'000'000)}});
  const SimulationTables tables = tables_of(assets, {timeline, timeline});
  const SimulatedTaxes taxes = simulated_taxes(assets, tables);
  const Breakdown breakdown = breakdown_of(assets, taxes, tables.baseline.terms());
  REQUIRE(breakdown.by_licence.size() == kMostLicenceLines + 1);
  CHECK(breakdown.by_licence.front().name == "terms 149");
  CHECK(breakdown.by_licence.back().name == "all other terms");
  CHECK(breakdown.by_licence.back().totals.assets == kTerms - kMostLicenceLines);
  TaxTotals sum;
  for (const TaxLine& line : breakdown.by_licence) sum += line.totals;
  CHECK(sum == breakdown.all);
}

}  // namespace
}  // namespace quitrent
