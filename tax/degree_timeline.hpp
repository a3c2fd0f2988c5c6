// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <expected>
#include <optional>
#include <span>
#include <vector>

#include "registry/title/terms.hpp"
#include "registry/vocabulary/instant.hpp"
#include "registry/vocabulary/share.hpp"
#include "tax/accrual.hpp"
#include "tax/degree/degree.hpp"
#include "tax/schedule_timeline.hpp"

namespace quitrent::tax {

// The degree of terms over time. Dated terms change what the terms leave closed; the schedule
// changes the weight of each dimension. `levels` are ordered by instant; without any, all is
// closed: degree 1.

/// The degree at an instant: the least of the licensee's choices under the weights in force.
/// Source: MECHANISM.md, section 9.
Share degree_at(const ScheduleTimeline& timeline, AssetClass asset_class,
                std::span<const DatedOpennessLevels> levels, Instant at);

/// The levels in force at `at`, dated from kBeginningOfTime, and the later ones: the levels of the
/// same terms if they were stated at that instant.
std::vector<DatedOpennessLevels> levels_since(std::span<const DatedOpennessLevels> levels,
                                              Instant at);

/// Only the levels in force at `at`, dated from kBeginningOfTime.
std::vector<DatedOpennessLevels> choices_at(std::span<const DatedOpennessLevels> levels,
                                            Instant at);

/// Every later degree that is known now, under all published schedules: one entry for each change
/// after `after`, ascending.
std::vector<DegreeStep> degree_steps(const ScheduleTimeline& timeline, AssetClass asset_class,
                                     std::span<const DatedOpennessLevels> levels, Instant after);

/// Checks later terms: on its day, each later licence must not have a higher degree than the terms
/// before it, under all published schedules. Refuses with a pointer into the terms (`/then`).
/// Source: MECHANISM.md, section 9.
std::expected<void, DegreeFault> steps_that_open(const ScheduleTimeline& timeline,
                                                 AssetClass asset_class, const Terms& terms,
                                                 std::span<const DatedOpennessLevels> levels);

/// Lets terms pass whose later licences all begin after `now`. Refuses: invalid-field, with the
/// pointer `/then/on`.
std::expected<void, DegreeFault> steps_to_come(const Terms& terms, Instant now);

/// Terms in the place of others.
struct Restatement {
  std::span<const DatedOpennessLevels> before;
  std::span<const DatedOpennessLevels> after;
  /// The class under which `before` is weighed, where it is another than that of `after`.
  std::optional<AssetClass> before_class = {};
};

/// The first instant from `from` on at which the new terms would have a higher degree than the
/// earlier ones, under all published schedules. Nothing: the promise to the public is kept.
std::optional<Instant> less_open_at(const ScheduleTimeline& timeline, AssetClass asset_class,
                                    const Restatement& terms, Instant from);

}  // namespace quitrent::tax
