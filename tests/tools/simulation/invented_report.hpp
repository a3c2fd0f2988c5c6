// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "tools/simulation/report.hpp"

namespace quitrent::testing {

/// A report in which every figure that a form shows is chance, and the sums add up; the same for
/// the same seed.
SimulationReport invented_report(std::uint64_t seed);

}  // namespace quitrent::testing
