// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>

#include "tools/simulation/report.hpp"

namespace quitrent {

/// The report as one JSON object and a line break: `provenance`, and `result` with the same names
/// as `POST /v1/simulations`. Money, rates and shares are decimal strings, as in the API. Source:
/// API.md, "Names fixed for what is to come".
std::string json_report(const SimulationReport& report);

}  // namespace quitrent
