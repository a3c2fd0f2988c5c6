// SPDX-License-Identifier: EUPL-1.2
//
// The answer to a question for the degree of terms that may have later terms.
#include "tax/evaluated_degree.hpp"

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <doctest/doctest.h>

#include "tax/degree/licence_reader.hpp"
#include "tests/tax/schedule_timelines.hpp"

namespace quitrent {

using namespace tax;
namespace {

constexpr std::int64_t kDegreeDay = 86'400;

Terms licence(std::string spdx) {
  Terms terms;
  terms.form = TermsForm::licence;
  terms.spdx = std::move(spdx);
  return terms;
}

Instant day(std::int64_t number) { return second(number * kDegreeDay); }

/// The answer on day 0 under a schedule that states no weights.
std::expected<EvaluatedDegree, DegreeFault> evaluated(const Terms& terms,
                                                      AssetClass asset_class = AssetClass::software,
                                                      Instant now = second(0)) {
  return evaluated_degree({.licences = founding_licences()},
                          *timeline_of({scale(0, {bracket(0, 1'000)})}),
                          {.asset_class = asset_class, .terms = terms}, now);
}

std::vector<std::pair<Instant, Share>> steps_of(const EvaluatedDegree& answer) {
  std::vector<std::pair<Instant, Share>> steps;
  for (const DegreeStep& step : answer.steps) steps.emplace_back(step.from, step.degree);
  return steps;
}

TEST_CASE("later terms that close, go back in time or cannot be read are refused") {
  struct Row {
    std::string first, second, third;
    std::int64_t third_day;
    std::string pointer;
    std::int64_t today = 0;
  };
  const auto rows = std::to_array<Row>({
      {"MIT", "BUSL-1.1", "MIT", 30, "/then"},
      {"BUSL-1.1", "MIT", "BUSL-1.1", 30, "/then/then"},
      {"BUSL-1.1", "Apache-2.0", "MIT", 20, "/then/then/on"},
      {"BUSL-1.1", "Apache-2.0", "MIT", 19, "/then/then/on"},
      {"BUSL-1.1", "Apache2", "MIT", 30, "/then/spdx"},
      {"BUSL-1.1", "Apache-2.0", "", 30, "/then/then/spdx"},
      {"BUSL", "Apache-2.0", "MIT", 30, "/spdx"},
      {"BUSL-1.1", "NOASSERTION", "MIT", 30, "/then"},
      {"BUSL-1.1", "Apache-2.0", "MIT", 30, "/then/on", 20},
      {"BUSL-1.1", "Apache-2.0", "MIT", 30, "/then/on", 25},
      {"BUSL-1.1", "Apache-2.0", "LicenseRef-scancode-ada-linking-exception", 30, "/then/then"},
  });
  for (const Row& row : rows) {
    CAPTURE(row.pointer);
    CAPTURE(row.second);
    Terms terms = licence(row.first);
    terms.then = {{row.second, day(20)}, {row.third, day(row.third_day)}};
    const auto answer = evaluated(terms, AssetClass::software, day(row.today));
    REQUIRE_FALSE(answer.has_value());
    CHECK(answer.error().pointer.starts_with(row.pointer));
    CHECK(answer.error().what.ends_with('.'));
    const bool is_past = row.today > 0;
    CHECK(answer.error().code ==
          (is_past ? RefusalCode::invalid_field : RefusalCode::unknown_terms));
  }
}

TEST_CASE("later terms bring their degree on their day") {
  Terms terms = licence("LicenseRef-ours");
  terms.then = {{"PolyForm-Noncommercial-1.0.0", day(10)},
                {"BUSL-1.1", day(20)},
                {"Elastic-2.0", day(21)},  // same degree: no step
                {"Apache-2.0 OR MIT", day(30)}};
  const auto answer = evaluated(terms);
  REQUIRE(answer.has_value());
  CHECK(answer->explanation.degree_ppm == kWhole);
  const std::vector<std::pair<Instant, Share>> expected{
      {day(10), Share::from_ppm(260'000)}, {day(20), Share::from_ppm(190'000)}, {day(30), Share{}}};
  CHECK(steps_of(*answer) == expected);
  terms.source_withheld = true;
  const auto withheld = evaluated(terms);
  REQUIRE(withheld.has_value());
  CHECK(withheld->steps.back().degree == Share::from_ppm(230'000));
  Terms promised;
  promised.form = TermsForm::commitment;
  promised.commitment = Commitment::frand;
  const auto patent = evaluated(promised, AssetClass::patent);
  REQUIRE(patent.has_value());
  CHECK(patent->explanation.degree_ppm == Share::from_ppm(625'000));
  CHECK(patent->steps.empty());
}

/// Two references that registrars recorded: one closes access alone, the other use alone.
std::optional<Profile> one_dimension(const LicenceDocument& stated) {
  if (stated.reference == "LicenseRef-without-access") return Profile{{24, 0}};
  if (stated.reference == "LicenseRef-without-use") return Profile{{0, 24}};
  return std::nullopt;
}

TEST_CASE("a later degree is that of the weights of its own day, published by now") {
  const auto timeline = timeline_with({{0, {600, 400}}, {10 * kDegreeDay, {300, 700}}});
  const DegreeFacts facts{.licences = founding_licences(), .recorded = one_dimension};
  Terms terms = licence("LicenseRef-without-access");
  terms.documents = {{"LicenseRef-without-access", Digest{}}, {"LicenseRef-without-use", Digest{}}};
  const auto asked = [&](const Terms& of) {
    return evaluated_degree(facts, *timeline, {.asset_class = AssetClass::software, .terms = of},
                            day(0));
  };
  const auto alone = asked(terms);
  REQUIRE(alone.has_value());
  CHECK(alone->explanation.degree_ppm == Share::from_ppm(600'000));
  CHECK(steps_of(*alone) == std::vector{std::pair{day(10), Share::from_ppm(300'000)}});

  // By the weights of today the later terms are more open, 0.4 after 0.6. But on day 20 they are
  // 0.7 after 0.3.
  terms.then = {{"LicenseRef-without-use", day(20)}};
  const auto closing = asked(terms);
  REQUIRE_FALSE(closing.has_value());
  CHECK(closing.error().pointer == "/then");
  terms.then = {{"LicenseRef-without-use", day(9)}};
  const auto opening = asked(terms);
  REQUIRE(opening.has_value());
  const std::vector<std::pair<Instant, Share>> expected{{day(9), Share::from_ppm(400'000)},
                                                        {day(10), Share::from_ppm(700'000)}};
  CHECK(steps_of(*opening) == expected);
}

TEST_CASE("a class that is not taken has no rate, whatever the assessment") {
  const auto timeline = timeline_of({scale(0, {bracket(0, 1'000'000)})});
  Terms promised;
  promised.form = TermsForm::commitment;
  const DegreeFacts facts{.licences = founding_licences()};
  const Money thousand = Money::from_micro(1'000'000'000);
  const auto patent = evaluated_degree(
      facts, *timeline,
      {.asset_class = AssetClass::patent, .terms = promised, .assessment = thousand}, day(0));
  REQUIRE(patent.has_value());
  CHECK(patent->rate.has_value());
  CHECK(patent->tax_per_year.has_value());
  const auto software = evaluated_degree(
      facts, *timeline,
      {.asset_class = AssetClass::software, .terms = licence("MIT"), .assessment = thousand},
      day(0));
  REQUIRE(software.has_value());
  CHECK_FALSE(software->rate.has_value());
  CHECK_FALSE(software->tax_per_year.has_value());
}

}  // namespace
}  // namespace quitrent
