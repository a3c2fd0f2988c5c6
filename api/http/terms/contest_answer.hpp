// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "api/http/json/json_writer.hpp"
#include "market/event.hpp"

namespace quitrent::api {

/// Whether a contest is open, or was over without a decision because its finding is void.
enum class ContestState { open, lapsed };

/// A contest, with its decision if `decided` is not null; otherwise in the state `undecided`.
void write_contest(JsonWriter& json, const Contest& contest, const market::ContestDecided* decided,
                   ContestState undecided = ContestState::open);

}  // namespace quitrent::api
