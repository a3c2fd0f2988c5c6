// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <vector>

#include "registry/vocabulary/instant.hpp"
#include "tax/schedule/schedule.hpp"
#include "tax/simulation/register_columns.hpp"
#include "tax/simulation/solvency.hpp"

namespace quitrent::tax {

/// The parameters that the last schedule of the reform changes and that move no figure of the
/// simulation, in the order of the file, each with the reason: nothing in the register is taxed by
/// it, it applies outside the period, or the simulation has no figure for it. A parameter is
/// changed where the baseline has another value in force when the reform takes effect. A position
/// of line 0 means that the file as a whole states it.
std::vector<ScheduleFault> unmoved_parameters(const RegisterColumns& assets,
                                              const ComparedTimelines& timelines, Period over);

}  // namespace quitrent::tax
