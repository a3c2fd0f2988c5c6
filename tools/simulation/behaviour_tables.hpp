// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <vector>

#include "tools/simulation/tables.hpp"

namespace quitrent {

/// The three ranges of behaviour as tables. Each note has the formula, what its letters mean and
/// where it comes from.
std::vector<ShownTable> behaviour_tables(const SimulationReport& report);

}  // namespace quitrent
