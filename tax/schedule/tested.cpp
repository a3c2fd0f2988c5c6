// SPDX-License-Identifier: EUPL-1.2
#include "tax/schedule/tested.hpp"

#include <utility>

#include "tax/degree/degree_basis.hpp"
#include "tax/schedule/check.hpp"
#include "tax/schedule_timeline.hpp"

namespace quitrent::tax {

std::vector<TestResult> test_results(const Schedule& schedule, const DegreeFacts& facts) {
  const auto timeline =
      ScheduleTimeline::founded_on(schedule, founding_basis(facts.licences, Digest{}));
  std::vector<TestResult> results;
  for (const ScheduleTest& test : schedule.tests) {
    const Instant begin = test.from.value_or(begin_of(schedule));
    const Instant end = test.to.value_or(begin + test.period.value_or(Duration{}));
    TestResult result{.test = test, .over = {begin, end}};
    auto tax = tax_of(*timeline, facts,
                      {.asset_class = test.asset_class,
                       .licence = test.licence,
                       .commitment = test.commitment,
                       .degree = test.degree,
                       .assessment = test.assessment},
                      result.over);
    if (tax) {
      result.tax = *std::move(tax);
    } else {
      result.refusal = std::move(tax.error());
    }
    results.push_back(std::move(result));
  }
  return results;
}

}  // namespace quitrent::tax
