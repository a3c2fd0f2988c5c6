// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "api/http/json/json_writer.hpp"
#include "market/event.hpp"

namespace quitrent::api {

/// A contest of an asset's degree; `decided` is null while it waits.
void write_contest(JsonWriter& json, const Contest& contest, const market::ContestDecided* decided);

}  // namespace quitrent::api
