// SPDX-License-Identifier: EUPL-1.2
#include "tax/evaluated_degree.hpp"

#include <utility>

#include "tax/degree_timeline.hpp"

namespace quitrent::tax {

std::expected<EvaluatedDegree, DegreeFault> evaluated_degree(const DegreeFacts& facts,
                                                             const ScheduleTimeline& timeline,
                                                             const DegreeQuestion& asked,
                                                             Instant now) {
  const auto levels = levels_of(facts, asked.asset_class, asked.terms);
  if (!levels) return std::unexpected(levels.error());
  if (auto to_come = steps_to_come(asked.terms, now); !to_come) {
    return std::unexpected(std::move(to_come.error()));
  }
  if (auto open = steps_that_open(timeline, asked.asset_class, asked.terms, *levels); !open) {
    return std::unexpected(std::move(open.error()));
  }
  if (auto whole = whole_terms(facts.licences, asked.terms); !whole) {
    return std::unexpected(std::move(whole.error()));
  }
  const std::optional<Weights> weights = timeline.regime(asked.asset_class, now).weights;
  auto explanation = explained_degree(facts, weights, asked.asset_class, asked.terms);
  if (!explanation) return std::unexpected(std::move(explanation.error()));
  EvaluatedDegree answer{.asset_class = asked.asset_class,
                         .explanation = *std::move(explanation),
                         .steps = degree_steps(timeline, asked.asset_class, *levels, now),
                         .assessment = asked.assessment};
  if (asked.assessment && timeline.schedules(asked.asset_class, now)) {
    const Taxed taxed{.asset_class = asked.asset_class,
                      .assessment = *asked.assessment,
                      .degree = answer.explanation.degree_ppm};
    answer.rate = average_rate(timeline, taxed, now);
    answer.tax_per_year = tax_over(timeline, taxed, kYear, now);
  }
  return answer;
}

}  // namespace quitrent::tax
