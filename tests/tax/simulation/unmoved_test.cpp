// SPDX-License-Identifier: EUPL-1.2
#include "tax/simulation/unmoved.hpp"

#include <memory>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "tests/tax/simulation/invented_register.hpp"

namespace quitrent {
namespace {

/// Two scales, one of patents, one of a class that the register does not have.
Schedule plain_schedule() {
  Schedule schedule = schedule_of({scale(0, {bracket(0, 25'000'000)})});
  schedule.classes.push_back(
      {.asset_class = AssetClass::model, .scales = {scale(0, {bracket(0, 50'000'000)})}});
  return schedule;
}

std::vector<std::string> findings(const Schedule& reform) {
  RegisterColumns assets;
  assets.terms = {{AssetClass::patent, "exclusive", {}}};
  assets.add({.assessment = Money::from_micro(1'000'000)});
  const ComparedTimelines both{ScheduleTimeline::founded_on(plain_schedule()),
                               ScheduleTimeline::founded_on(reform)};
  std::vector<std::string> texts;
  for (const ScheduleFault& one : unmoved_parameters(assets, both, kTaxYear)) {
    texts.push_back(one.what);
  }
  return texts;
}

TEST_CASE("each changed parameter that moves no figure is found, with its reason") {
  CHECK(findings(plain_schedule()).empty());
  struct Row {
    const char* finding;
    void (*change)(Schedule&);
  };
  const std::vector<Row> rows{
      {"no taxed asset of class patent is assessed above 2.00",
       [](Schedule& all) {
         all.classes[0].scales[0].brackets.push_back(bracket(2'000'000, 30'000'000));
       }},
      {"no taxed asset has class model",
       [](Schedule& all) { all.classes[1].scales[0].brackets = {bracket(0, 40'000'000)}; }},
      {"this rate of class patent applies only outside the period",
       [](Schedule& all) {
         all.classes[0].scales.push_back(scale(31'536'000, {bracket(0, 30'000'000)}));
       }},
      {"the notice of class patent is in no figure",
       [](Schedule& all) { all.classes[0].notice = Duration::from_days(1); }},
      {"grant_back of class patent is in no figure",
       [](Schedule& all) { all.classes[0].grant_back = GrantBack::off; }},
      {"no taxed asset has a degree near the multiplier's point at degree 0.500000",
       [](Schedule& all) {
         all.curves[0].points.insert(all.curves[0].points.begin() + 1,
                                     {Share::from_ppm(500'000), Share::from_ppm(400'000)});
         all.curves[0].points.insert(all.curves[0].points.begin() + 2,
                                     {Share::from_ppm(600'000), Share::from_ppm(600'000)});
       }},
      {"grace is in no figure",
       [](Schedule& all) { all.procedures[0].grace = Duration::from_days(60); }},
      {"the division of revenue is in no figure",
       [](Schedule& all) { all.revenue[0].shares[0].to = "somebody"; }},
  };
  for (const Row& row : rows) {
    CAPTURE(row.finding);
    Schedule reform = plain_schedule();
    row.change(reform);
    const std::vector<std::string> found = findings(reform);
    REQUIRE(!found.empty());
    CHECK(found[0] == row.finding);
  }
}

TEST_CASE("a parameter that moves a figure is no finding") {
  Schedule reform = plain_schedule();
  reform.classes[0].scales[0].brackets = {bracket(0, 30'000'000)};
  reform.procedures[0].escrow_cover = Duration::from_days(60);
  CHECK(findings(reform).empty());
}

}  // namespace
}  // namespace quitrent
