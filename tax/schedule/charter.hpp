// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <expected>
#include <string_view>
#include <vector>

#include "registry/vocabulary/instant.hpp"
#include "registry/vocabulary/rate.hpp"
#include "tax/schedule/schedule.hpp"

namespace quitrent::tax {

/// What bounds every schedule. Defaults: MECHANISM.md, section 10.
struct Charter {
  AnnualRate max_rate = AnnualRate::from_ppb(200'000'000);           ///< no base above it
  Duration minimum_grace = Duration::from_days(30);                  ///< no grace below it
  Duration notice_of_increase = Duration::from_days(30);             ///< before a rate rises
  Duration notice_of_decrease = Duration::from_days(1);              ///< before a rate falls
  AnnualRate largest_step = AnnualRate::from_ppb(200'000'000);       ///< part of the old rate
  AnnualRate largest_step_points = AnnualRate::from_ppb(5'000'000);  ///< or so much a year
  Duration between_steps = Duration::from_days(90);                  ///< between two changes
  Duration minimum_auction = Duration::from_days(14);                ///< no auction below it
  Duration longest_notice = Duration::from_days(30);                 ///< no notice of a class above
  Duration longest_cover = Duration::from_days(90);                  ///< no cover above it
  Duration shortest_withdrawal_notice = Duration::from_days(30);     ///< of a withdrawal
  Duration longest_withdrawal_notice = Duration::from_days(180);     ///< likewise
  AnnualRate largest_surcharge = AnnualRate::from_ppb(250'000'000);  ///< part of the arrears
};

/// Reads a charter from TOML. The first seven values must be there; of the others, what it does not
/// state keeps its default. Percentages go from 0 to 1'000'000%, durations from `0s`. Answers with
/// all faults at once, by place.
std::expected<Charter, std::vector<ScheduleFault>> read_charter(std::string_view toml);

/// What the charter forbids of a founding schedule, by place: bases above max_rate, and lengths and
/// surcharges beyond its bounds. (Degree 0 taxed is refused by the reader.) Empty: it may take
/// effect. Source: MECHANISM.md, section 10.
std::vector<ScheduleFault> breaches(const Charter& charter, const Schedule& schedule);

/// What is lawful in a schedule that takes effect at `effective`, but easily meant otherwise, by
/// place: a class whose first scale begins later bears no tax until then.
std::vector<ScheduleFault> cautions(const Schedule& schedule, Instant effective);

}  // namespace quitrent::tax
