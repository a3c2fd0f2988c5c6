// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "api/http/json/json_writer.hpp"
#include "tax/schedule/charter.hpp"

namespace quitrent::api {

/// Writes the members about acts of two, without the braces around them.
void write_act_rules(JsonWriter& json, const ActRules& rules);
/// Writes the bounds of schedules, without the braces around them. Rates are fractions of 1.
void write_bounds(JsonWriter& json, const tax::Charter& charter);

}  // namespace quitrent::api
