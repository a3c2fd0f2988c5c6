// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>

#include "api/http/json/json_writer.hpp"
#include "market/state/schedule_views.hpp"
#include "registry/vocabulary/instant.hpp"

namespace quitrent::api {

/// Writes a schedule: its state and way, the rates that it changes, all its dated values, its text,
/// and what degrees follow from besides.
void write_schedule(JsonWriter& json, const market::Books& books, const market::ScheduleView& view);
/// A schedule of the books as of `now`. Requires that it is there.
std::string schedule_json(const market::Books& books, const ScheduleId& id, Instant now);

/// A duration as schedules write it: in days where it is a whole number of days, else in seconds.
std::string to_text(Duration duration);

}  // namespace quitrent::api
