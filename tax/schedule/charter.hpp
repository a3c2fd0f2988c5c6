// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <expected>
#include <string_view>
#include <vector>

#include "registry/vocabulary/instant.hpp"
#include "registry/vocabulary/rate.hpp"
#include "tax/schedule/schedule.hpp"

namespace quitrent {

/// What bounds every schedule. Defaults: MECHANISM.md, section 10.
struct Charter {
  AnnualRate max_rate = AnnualRate::from_ppb(200'000'000);           ///< no base above it
  Duration minimum_grace = Duration::from_days(30);                  ///< no grace below it
  Duration notice_of_increase = Duration::from_days(30);             ///< before a rate rises
  Duration notice_of_decrease = Duration::from_days(1);              ///< before a rate falls
  AnnualRate largest_step = AnnualRate::from_ppb(200'000'000);       ///< part of the old rate
  AnnualRate largest_step_points = AnnualRate::from_ppb(5'000'000);  ///< or so much a year
  Duration between_steps = Duration::from_days(90);                  ///< between two changes
};

/// Reads a charter from TOML; what it does not state keeps its default. Percentages go from 0 to
/// 1'000'000%, durations from `0s`. Answers with all faults at once, by place.
std::expected<Charter, std::vector<ScheduleFault>> read_charter(std::string_view toml);

/// What the charter forbids of a founding schedule, by place: bases above max_rate, grace below the
/// minimum. (Degree 0 taxed is refused by the reader.) Empty: it may take effect.
std::vector<ScheduleFault> breaches(const Charter& charter, const Schedule& schedule);

}  // namespace quitrent
