// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <expected>
#include <optional>
#include <vector>

#include "registry/title/terms.hpp"
#include "registry/vocabulary/money.hpp"
#include "registry/vocabulary/rate.hpp"
#include "tax/accrual.hpp"
#include "tax/degree/degree.hpp"
#include "tax/degree/explanation.hpp"
#include "tax/schedule_timeline.hpp"

namespace quitrent::tax {

/// A question for the degree of terms.
struct DegreeQuestion {
  AssetClass asset_class = AssetClass::patent;
  Terms terms;
  std::optional<Money> assessment = {};  ///< for rate and tax; 0 … 10^18 µ
};

/// The answer to a DegreeQuestion.
struct EvaluatedDegree {
  AssetClass asset_class = AssetClass::patent;
  DegreeExplanation explanation;         ///< of the present terms
  std::vector<DegreeStep> steps = {};    ///< every later degree that is known now
  std::optional<Money> assessment = {};  ///< of the question
  std::optional<AnnualRate> rate =
      {};  ///< average rate on it; nothing for a class that is not scheduled
  std::optional<Money> tax_per_year = {};  ///< at that rate; later steps have no effect
};

/// The degree of terms as if they were stated at `now`, under the published schedules. Refuses what
/// levels_of, steps_that_open and whole_terms refuse.
std::expected<EvaluatedDegree, DegreeFault> evaluated_degree(const DegreeFacts& facts,
                                                             const ScheduleTimeline& timeline,
                                                             const DegreeQuestion& asked,
                                                             Instant now);

}  // namespace quitrent::tax
