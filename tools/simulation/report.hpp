// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "api/http/simulations/simulation_report.hpp"
#include "tools/simulation/request.hpp"

namespace quitrent {

using api::NamedAsset;
using api::NamedDelinquencies;
using api::Provenance;
using api::SimulationReport;

/// Reads the files and simulates. Throws PolicyFault, and JournalFault where the journal cannot
/// be read.
SimulationReport simulated(const SimulationRequest& request);

}  // namespace quitrent
