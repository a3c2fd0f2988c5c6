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

// The degree of terms over time: what they leave closed changes with dated terms, how much each
// dimension counts with the schedule. `levels` by instant; none: all is closed, degree 1.

/// The degree at an instant: the least that a choice of the licensee gives under the weights in
/// force. Source: MECHANISM.md, section 9.
Share degree_at(const ScheduleTimeline& timeline, AssetClass asset_class,
                std::span<const DatedOpennessLevels> levels, Instant at);

/// The levels in force at `at`, from kBeginningOfTime on, and those that follow: what would be
/// stated anew at that instant.
std::vector<DatedOpennessLevels> levels_since(std::span<const DatedOpennessLevels> levels,
                                              Instant at);

/// The choices in force at `at` alone, from kBeginningOfTime on.
std::vector<DatedOpennessLevels> choices_at(std::span<const DatedOpennessLevels> levels,
                                            Instant at);

/// Every later degree that is known by now, under all published schedules: one entry each time it
/// changes after `after`, ascending.
std::vector<DegreeStep> degree_steps(const ScheduleTimeline& timeline, AssetClass asset_class,
                                     std::span<const DatedOpennessLevels> levels, Instant after);

/// Lets levels pass of terms whose every later licence opens, or leaves as it is, what those before
/// it leave closed on its day, under all published schedules. Refuses with a pointer into the terms
/// (`/then`). Source: MECHANISM.md, section 9.
std::expected<void, DegreeFault> steps_that_open(const ScheduleTimeline& timeline,
                                                 AssetClass asset_class, const Terms& terms,
                                                 std::span<const DatedOpennessLevels> levels);

/// Lets terms pass whose later licences all begin after `now`. Refuses with a pointer into the
/// terms (`/then/on`).
std::expected<void, DegreeFault> steps_to_come(const Terms& terms, Instant now);

/// Terms in the place of others.
struct Restatement {
  std::span<const DatedOpennessLevels> before;
  std::span<const DatedOpennessLevels> after;
};

/// The first instant from `from` on at which the terms after would have a higher degree than those
/// before, under all published schedules; nothing: a promise to the public is kept.
std::optional<Instant> less_open_at(const ScheduleTimeline& timeline, AssetClass asset_class,
                                    const Restatement& terms, Instant from);

}  // namespace quitrent::tax
