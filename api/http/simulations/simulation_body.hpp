// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string_view>

#include "api/http/handler_context.hpp"
#include "api/http/json/from_body.hpp"
#include "api/http/simulations/simulation_runs.hpp"

namespace quitrent::api {

/// What a request asks: a schedule in TOML with the parameters `from` and `to`, or JSON
/// `{toml, from?, to?}`. Refuses what schedule_from() refuses, and an empty period.
FromBody<SimulationAsk> simulation_ask_from(const Call& call, std::string_view version);

}  // namespace quitrent::api
