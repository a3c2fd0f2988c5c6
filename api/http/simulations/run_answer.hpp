// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>

#include "api/http/simulations/simulation_runs.hpp"

namespace quitrent::api {

/// `{id, state, progress, digest, ...}`; with `result` once it is done, with `failure` once it has
/// failed.
std::string run_json(const SimulationRun& run);

}  // namespace quitrent::api
