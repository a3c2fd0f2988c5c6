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

/// Terms whose degree somebody asks for.
struct DegreeQuestion {
  AssetClass asset_class = AssetClass::patent;
  Terms terms;
  std::optional<Money> assessment = {};  ///< to be told rate and tax; 0 … 10^18 µ
};

/// What somebody who asks for the degree of terms is told.
struct EvaluatedDegree {
  AssetClass asset_class = AssetClass::patent;
  DegreeExplanation told;                  ///< of the terms as they are now
  std::vector<DegreeStep> steps = {};      ///< every later degree that is known by now
  std::optional<Money> assessment = {};    ///< that was asked about
  std::optional<AnnualRate> rate = {};     ///< on it; nothing for a class that is not taken
  std::optional<Money> tax_per_year = {};  ///< at that rate, without later steps
};

/// The degree of terms that somebody would state at `now`, under the published schedules. Refuses
/// what levels_of, steps_to_come, steps_that_open and whole_terms refuse.
std::expected<EvaluatedDegree, DegreeFault> evaluated_degree(const DegreeFacts& facts,
                                                             const ScheduleTimeline& timeline,
                                                             const DegreeQuestion& asked,
                                                             Instant now);

}  // namespace quitrent::tax
