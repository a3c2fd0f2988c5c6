// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "registry/vocabulary/instant.hpp"
#include "tax/schedule/charter.hpp"
#include "tax/schedule/engine_requirement.hpp"
#include "tax/schedule/schedule.hpp"
#include "tax/schedule_timeline.hpp"

namespace quitrent::tax {

/// A schedule to check, and what it is checked by.
struct ScheduleQuestion {
  std::string_view toml;
  Charter charter = {};
  /// The schedules that it follows, as in Succession; empty: it founds a register.
  std::vector<PublishedSchedule> before = {};
  Instant today = {};                     ///< the first second of the day of its approval
  std::optional<Instant> effective = {};  ///< when it takes effect, where it does not state it
  EngineVersion engine = {};              ///< the version of the program
};

/// A schedule and everything that was found in it.
struct CheckedSchedule {
  Schedule schedule;                         ///< as far as it can be read
  std::vector<ScheduleFault> findings = {};  ///< in the order of positions
  /// Whether it was compared with those before it. It is not where the reader has faults.
  bool is_compared = false;
};

/// Checks a schedule in one pass: what the reader refuses, what the charter forbids, what review()
/// and cautions() find, and for a schedule that follows others succession_faults() and dropped
/// classes (a warning, since no register says whether their assets live). A value that the reader
/// refuses gets no second finding.
CheckedSchedule checked_schedule(const ScheduleQuestion& asked);

/// What forbids a program of this version to read the schedule; nothing: it may.
std::optional<ScheduleFault> engine_fault(const Schedule& schedule, const EngineVersion& engine);

/// The second from which the rates of a schedule that is in force are taken as its own: what it
/// states as `effective`, else the last of the first days of its classes.
Instant begin_of(const Schedule& schedule);

}  // namespace quitrent::tax
