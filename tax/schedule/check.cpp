// SPDX-License-Identifier: EUPL-1.2
#include "tax/schedule/check.hpp"

#include <algorithm>
#include <string>
#include <utility>

#include "tax/schedule/amount_text.hpp"
#include "tax/schedule/review.hpp"
#include "tax/schedule/section.hpp"
#include "tax/schedule/succession.hpp"

namespace quitrent::tax {
namespace {

/// Reads the schedule; without `effective` it is read as one that takes effect when asked.
InspectedSchedule inspected(const ScheduleQuestion& asked) {
  InspectedSchedule read = inspect_schedule(asked.toml);
  if (read.schedule.effective || read.schedule.classes.empty()) return read;
  return inspect_schedule(asked.toml, asked.effective.value_or(asked.today));
}

/// What concerns the frame: the version of the program, and the day of effect.
void check_frame(const ScheduleQuestion& asked, const Schedule& schedule, Faults& found) {
  if (const auto fault = engine_fault(schedule, asked.engine)) {
    found.add(fault->position(), fault->what);
  }
  if (!schedule.effective) return;
  const SourcePosition position = schedule.positions.effective;
  if (asked.effective && *asked.effective != *schedule.effective) {
    found.add(position, "the schedule takes effect on " + stated_day(*schedule.effective) +
                            ", and was to be checked for " + stated_day(*asked.effective));
  }
  if (asked.before.empty() && *schedule.effective < asked.today) {
    found.add(position, "this day is past: today is " + stated_day(asked.today), Severity::warning);
  }
}

void check_dropped(const ScheduleQuestion& asked, const Schedule& schedule, Faults& found) {
  for (const ClassSchedule& before : asked.before.back().schedule.classes) {
    if (std::ranges::find(schedule.classes, before.asset_class, &ClassSchedule::asset_class) !=
        schedule.classes.end()) {
      continue;
    }
    found.add({1, 1},
              "class \"" + std::string{to_text(before.asset_class)} +
                  "\" is dropped: that is lawful only while none of its assets lives",
              Severity::warning);
  }
}

}  // namespace

std::optional<ScheduleFault> engine_fault(const Schedule& schedule, const EngineVersion& engine) {
  if (!schedule.engine || schedule.engine->least <= engine) return std::nullopt;
  const SourcePosition position = schedule.positions.engine;
  return ScheduleFault{.line = position.line,
                       .column = position.column,
                       .what = "the schedule needs the program from version " +
                               to_text(schedule.engine->least) + " on; this one is " +
                               to_text(engine)};
}

Instant begin_of(const Schedule& schedule) {
  if (schedule.effective) return *schedule.effective;
  Instant begin;
  for (const ClassSchedule& scheduled : schedule.classes) {
    begin = std::max(begin, scheduled.scales.front().from);
  }
  return begin;
}

CheckedSchedule checked_schedule(const ScheduleQuestion& asked) {
  InspectedSchedule read = inspected(asked);
  CheckedSchedule checked;
  const Schedule& schedule = read.schedule;
  Faults found;
  const auto take = [&found](const std::vector<ScheduleFault>& faults) {
    for (const ScheduleFault& fault : faults) {
      found.add(fault.position(), fault.what, fault.severity);
    }
  };
  const Instant effective = schedule.effective.value_or(asked.effective.value_or(asked.today));
  check_frame(asked, schedule, found);
  take(cautions(schedule, effective));
  take(review(read, effective));
  checked.is_compared = read.faults.empty() && !asked.before.empty();
  if (checked.is_compared) {
    // Its rules include those of the charter for every schedule.
    take(succession_faults(asked.charter, {.before = asked.before,
                                           .next = schedule,
                                           .approved_at = asked.today,
                                           .live_classes = {}}));
    check_dropped(asked, schedule, found);
  } else {
    take(breaches(asked.charter, schedule));
  }
  checked.findings = joined_faults(read.faults, found.sorted());
  checked.schedule = std::move(read.schedule);
  return checked;
}

}  // namespace quitrent::tax
