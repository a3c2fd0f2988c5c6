// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <span>

#include "api/http/route.hpp"

namespace quitrent::api {

/// The routes of this file: schedules in force, past and on their way, and the charter.
std::span<const Route> schedule_routes();

}  // namespace quitrent::api
