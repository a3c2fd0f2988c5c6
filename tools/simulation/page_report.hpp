// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>

#include "tools/simulation/report.hpp"

namespace quitrent {

/// The report as one HTML page that needs nothing else: no network, no script, its style sheet and
/// charts within. Four figures first, then charts with the tables behind them, then where it comes
/// from.
std::string page_report(const SimulationReport& report);

}  // namespace quitrent
