// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <vector>

#include "registry/vocabulary/instant.hpp"
#include "tax/schedule/schedule.hpp"

namespace quitrent::tax {

/// What is lawful in a schedule that takes effect at `effective`, and probably not meant, in the
/// order of positions. Warnings:
///   a value that changes nothing: a bracket with the rate of the one before, a point on the line
///   between its neighbours, a dated value that equals the one before it, a share of 0%, weights of
///   a class that the schedule does not name, a bracket above every assessment;
///   a dated value that never applies, since the next one is in force at `effective`;
///   a cliff: between two points at most 0.01 of a degree apart, the multiplier rises by more than
///   0.5.
/// Advice: a scale whose rate rises with the value, so that two assets of half the value pay less.
/// `read` is what read_new_schedule() found: a value with a fault gets no second finding, and no
/// value is compared with it.
std::vector<ScheduleFault> review(const InspectedSchedule& read, Instant effective);

}  // namespace quitrent::tax
