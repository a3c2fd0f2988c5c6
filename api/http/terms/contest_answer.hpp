// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "api/http/json/json_writer.hpp"
#include "market/event.hpp"

namespace quitrent::api {

/// Writes a contest of an asset's degree; `decided` is null while it is pending.
void write_contest(JsonWriter& json, const Contest& contest, const market::ContestDecided* decided);

}  // namespace quitrent::api
