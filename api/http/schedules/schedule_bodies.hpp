// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string_view>
#include <vector>

#include "api/http/json/from_body.hpp"
#include "api/http/json/json_value.hpp"
#include "api/http/protocol/problem.hpp"
#include "market/filing.hpp"
#include "tax/schedule/schedule.hpp"
#include "tax/schedule/schedule_fault.hpp"

namespace quitrent::api {

/// The problem schedule-invalid of a schedule with faults, with line and column of each.
Problem schedule_problem(const std::vector<tax::ScheduleFault>& faults);

/// The schedule of a text. A text that is none is the problem schedule-invalid, with the line and
/// the column of every fault; one that needs a later program than this `version` too.
FromBody<tax::Schedule> schedule_from(std::string_view toml, std::string_view version);

/// A tax schedule in TOML that follows another one. Refuses what schedule_from() refuses, and
/// one that states no first day.
FromBody<market::ProposeSchedule> proposal_from(std::string_view toml, std::string_view version);

/// `{digest, rates: [{class, from, above, rate}]}`; the caller sets the schedule. A rate is a
/// percentage such as `2.5%`, or a fraction of 1 such as `0.025`.
FromBody<market::ApproveSchedule> schedule_approval_from(const JsonValue& body);

}  // namespace quitrent::api
