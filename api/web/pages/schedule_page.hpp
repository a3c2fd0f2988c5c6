// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "api/web/model.hpp"

namespace quitrent::api {

/// The tax schedule in force in words, changes on their way, all schedules, and the charter.
Page schedule_page(const PageRequest& request);

/// One tax schedule: its way, what it changes, its contents in words and its text.
Page one_schedule_page(const PageRequest& request);

}  // namespace quitrent::api
