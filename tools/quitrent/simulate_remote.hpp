// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <expected>
#include <optional>
#include <string>

#include "registry/vocabulary/instant.hpp"
#include "tools/quitrent/policy_server.hpp"
#include "tools/simulation/report.hpp"

namespace quitrent {

/// A simulation that a register makes.
struct RemoteSimulation {
  ServerFlags flags;                 ///< its address and the officer's key
  std::string reform_file;           ///< the new schedule
  std::optional<Instant> from = {};  ///< else what the register chooses
  std::optional<Instant> to = {};
};

/// What a register answered.
struct RemoteReport {
  std::string id;           ///< `sim_…`, which a proposal may name
  SimulationReport report;  ///< its provenance names the simulation too
};

/// Has a register simulate (POST /v1/simulations), and asks every 0.2 s until it is done, for at
/// most ten minutes; a terminal on standard error sees that it waits. A refusal of the register is
/// the error. Throws PolicyFault where nobody answers, for an answer that no register gives, and
/// for one about another schedule than that of the file. Source: API.md, "Names fixed for what is
/// to come".
std::expected<RemoteReport, CommandAnswer> simulated_by_register(const RemoteSimulation& asked);

}  // namespace quitrent
