// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>

#include "api/http/schedules/outcome_figures.hpp"

namespace quitrent::api {

/// What was predicted of a schedule and what happened since it took effect, class by class and in
/// all. A class that was neither predicted nor has assets, revenue or activity is left out.
std::string outcome_json(const ComparedSchedule& schedule, const ActualFigures& actual,
                         Instant now);

}  // namespace quitrent::api
