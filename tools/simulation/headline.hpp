// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>
#include <vector>

#include "tools/simulation/report.hpp"

namespace quitrent {

/// One of the figures that stand before all tables.
struct HeadlineFigure {
  std::string name;
  std::string value;  ///< exact; thousands are not grouped
  std::string note;
};

/// Four figures: the change of revenue, who pays more, who pays less, and who becomes delinquent.
/// The change of revenue is the sum of the rows of every table of groups.
std::vector<HeadlineFigure> headline_of(const SimulationReport& report);

}  // namespace quitrent
