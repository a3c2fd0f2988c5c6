// SPDX-License-Identifier: EUPL-1.2
#include "tax/schedule/tested.hpp"

#include <limits>
#include <string>

#include <doctest/doctest.h>

#include "tax/degree/degree_basis.hpp"
#include "tax/schedule/founding.hpp"
#include "tests/folders.hpp"
#include "tools/chance.hpp"

namespace quitrent {
using namespace tax;
namespace {

const DegreeFacts kFacts{.licences = founding_licences()};

std::shared_ptr<const ScheduleTimeline> timeline_of(const std::string& toml) {
  auto read = read_new_schedule(toml);
  REQUIRE(read.has_value());
  return ScheduleTimeline::founded_on(*std::move(read), founding_basis(kFacts.licences, {}));
}

std::string tested_schedule_text() {
  return testing::file_text(testing::source_folder() + "/tests/tax/schedule/sound_schedule.toml");
}

TEST_CASE("an asset that a register refuses has no tax, but a reason") {
  const auto timeline = timeline_of(tested_schedule_text());
  const Period year{*day(2027, 7, 1), *day(2028, 6, 30)};
  const auto refusal = [&](const InventedAsset& asset, Period over) {
    const auto tax = tax_of(*timeline, kFacts, asset, over);
    return tax ? std::string{} : tax.error();
  };
  InventedAsset asset;
  CHECK(refusal(asset, year) == "The assessment is not between 0.000001 and 1000000000000.");
  asset.assessment = *parse_money("1000000000000.000001");
  CHECK(refusal(asset, year) == "The assessment is not between 0.000001 and 1000000000000.");
  asset.assessment = *parse_money("1000000000000");
  CHECK(refusal(asset, year).empty());
  CHECK(refusal(asset, {year.end, year.begin}) == "The period ends before it begins.");
  CHECK(refusal(asset, {year.end, year.end}) == "The period ends before it begins.");
  asset.licence = "MIT";
  CHECK(refusal(asset, year) == "A patent has no licence.");
  asset.asset_class = AssetClass::model;
  CHECK(refusal(asset, year) == "The schedule does not take the class model.");
  asset.asset_class = AssetClass::software;
  CHECK(refusal(asset, year).empty());
  asset.licence = "GPL3";
  CHECK(refusal(asset, year).contains("GPL-3.0-only"));
}

TEST_CASE("the tax of a period consists of slices, each with the line that it comes from") {
  const auto timeline = timeline_of(tested_schedule_text());
  const InventedAsset asset{.degree = Share::from_ppm(500'000),
                            .assessment = *parse_money("1500000")};
  const auto tax = tax_of(*timeline, kFacts, asset, {*day(2027, 12, 31), *day(2028, 1, 2)});
  REQUIRE(tax.has_value());
  REQUIRE(tax->slices.size() == 3);
  const ExplainedSlice& first = tax->slices[0];
  CHECK(first.over == Period{*day(2027, 12, 31), *day(2028, 1, 1)});
  CHECK(first.part == *parse_money("1000000"));
  CHECK(first.base == *parse_percent("3%"));
  CHECK(first.rate == *parse_percent("1.5%"));
  CHECK(first.multiplier == Share::from_ppm(500'000));
  CHECK(first.amount == *parse_money("41.09589"));  // 1'000'000 x 1.5% / 365
  CHECK(first.bracket.line == 11);
  CHECK(first.curve.line == 25);
  const ExplainedSlice& second = tax->slices[1];
  CHECK(second.above == *parse_money("1000000"));
  CHECK(second.part == *parse_money("500000"));
  CHECK(second.amount == *parse_money("17.123288"));
  CHECK(second.bracket.column > first.bracket.column);
  CHECK(tax->slices[2].over.begin == *day(2028, 1, 1));
  CHECK(tax->slices[2].bracket.line == 15);
}

TEST_CASE("the slices of any tax add up to what is levied, to the micro-unit and its remainder") {
  const auto timeline = timeline_of(tested_schedule_text());
  Chance chance{23};
  for (int round = 0; round < 2'000; ++round) {
    const Instant begin = *day(2026, 1, 1) + Duration::from_seconds(chance.number(100'000'000));
    const Period over{begin, begin + Duration::from_seconds(chance.number(100'000'000))};
    Taxed taxed{.asset_class = chance.below(2) == 0 ? AssetClass::patent : AssetClass::software,
                .assessment = Money::from_micro(chance.of_any_size(kHighestAssessment.micro())),
                .degree = Share::from_ppm(static_cast<std::int32_t>(chance.below(1'000'001)))};
    if (chance.below(2) == 0) {
      taxed.steps.push_back({begin + Duration::from_seconds(chance.number(50'000'000) + 1),
                             Share::from_ppm(static_cast<std::int32_t>(chance.below(1'000'001)))});
    }
    const ExplainedTax tax = explained_tax(*timeline, taxed, over);
    const AccrualState state{.escrow = Money::from_micro(std::numeric_limits<std::int64_t>::max()),
                             .levied_to = begin};
    const Levy levy = levied(*timeline, taxed, state, over.end);
    Money sum;
    for (const ExplainedSlice& slice : tax.slices) sum += slice.amount;
    CHECK(sum == tax.total);
    CHECK(tax.total == levy.paid);
    CHECK(tax.carry == levy.carry);
  }
}

TEST_CASE("the tests of a schedule pass where the tax is exactly what they expect") {
  const std::string more = tested_schedule_text() + R"(
[[test]]
name = "one cent off"
class = "patent"
assessment = "100000"
from = 2027-07-01
period = "365d"
expect = "3000.01"

[[test]]
name = "the day on which the schedule takes effect is the first one"
class = "software"
licence = "MIT"
assessment = "100000"
to = 2028-07-01
expect = "0"

[[test]]
name = "no such licence"
class = "software"
licence = "GPL3"
assessment = "100000"
period = "1d"
expect = "fail"

[[test]]
name = "a class that is not taken"
class = "model"
assessment = "1"
period = "1d"
expect = "1"
)";
  const auto results = test_results(*read_new_schedule(more), kFacts);
  REQUIRE(results.size() == 5);
  CHECK(results[0].passed());
  CHECK_FALSE(results[1].passed());
  CHECK(results[1].tax->total > *parse_money("3000"));
  CHECK(results[2].passed());
  CHECK(results[2].over == Period{*day(2027, 7, 1), *day(2028, 7, 1)});
  CHECK(results[3].passed());
  CHECK_FALSE(results[4].passed());
  CHECK(results[4].refusal == "The schedule does not take the class model.");
}

}  // namespace
}  // namespace quitrent
