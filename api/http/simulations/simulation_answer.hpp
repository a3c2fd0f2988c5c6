// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>

#include <nlohmann/json_fwd.hpp>

#include "api/http/simulations/simulation_report.hpp"

namespace quitrent::api {

/// What a simulation finds, as it stands in `result`. Money, rates and shares are decimal strings.
/// Source: API.md, "Names fixed for what is to come".
nlohmann::ordered_json result_json(const SimulationReport& report);

/// The same as compact JSON.
std::string result_text(const SimulationReport& report);

/// Where it comes from, as it stands in `provenance`: names and texts.
nlohmann::ordered_json provenance_json(const Provenance& provenance);

}  // namespace quitrent::api
