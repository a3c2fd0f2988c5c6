// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>

#include "tools/simulation/report.hpp"
#include "tools/simulation/request.hpp"

namespace quitrent {

/// The command that makes the same result at any later time: both ends of the period are stated.
std::string simulation_command(const SimulationRequest& request, const SimulationReport& report);

/// Runs `quitrent policy simulate`: what a new schedule would do to a register. Only reads the
/// register; a server may run beside it. An address in place of its file has the register simulate.
/// Writes files only where flags name them. `argv` holds the words after `simulate`. Answers with
/// the exit code: 0 done, 1 the register is damaged or refuses, 2 a wrong flag, a file that cannot
/// be used, or no register there. Throws nothing.
int run_simulate(int argc, const char* const* argv);

}  // namespace quitrent
