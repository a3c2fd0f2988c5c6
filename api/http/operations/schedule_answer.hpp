// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <optional>
#include <string>

#include "api/http/json/json_writer.hpp"
#include "market/event.hpp"
#include "tax/degree/degree_basis.hpp"
#include "tax/schedule/schedule.hpp"

namespace quitrent::api {

/// Writes a published schedule with all its dated values, and what degrees follow from besides;
/// `basis` is nothing where the journal does not say so.
void write_schedule(JsonWriter& json, const market::SchedulePublished& published,
                    const tax::Schedule& schedule, const std::optional<tax::DegreeBasis>& basis);

/// A duration as schedules write it: in days where it is a whole number of days, else in seconds.
std::string to_text(Duration duration);

}  // namespace quitrent::api
