// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>

#include "tools/simulation/report.hpp"

namespace quitrent {

/// The report for a terminal: four figures, then every table that has rows, then where it comes
/// from. Of a long table the first twenty rows and the last one are shown.
std::string text_report(const SimulationReport& report);

}  // namespace quitrent
