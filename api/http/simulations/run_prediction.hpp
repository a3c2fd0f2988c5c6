// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>

#include "api/http/simulations/simulation_runs.hpp"
#include "market/filing.hpp"
#include "market/state/prediction.hpp"

namespace quitrent::api {

/// What a simulation that is done predicts, as it stands in the journal beside a proposal. Every
/// figure is taken over as it is.
market::Prediction prediction_of(const SimulationRun& run);

/// Puts into the proposal of a schedule what the simulation that it names predicts: the one of this
/// text, from the schedule's first second on. The proposal then names the simulation's baseline.
/// Puts in the refusal where that is not possible: not-found, wrong-state (it is not done),
/// digest-mismatch, stale (another baseline), invalid-field (it begins at another second).
void add_prediction(market::ProposeSchedule& request, const SimulationRuns& runs,
                    const std::string& simulation);

}  // namespace quitrent::api
