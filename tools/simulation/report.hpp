// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "api/engine/folded_journal.hpp"
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
/// The same on a register that was read already.
SimulationReport simulated(const SimulationRequest& request, const api::FoldedJournal& folded);

}  // namespace quitrent
