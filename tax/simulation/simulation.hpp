// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <array>
#include <expected>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "registry/vocabulary/instant.hpp"
#include "registry/vocabulary/rate.hpp"
#include "tax/schedule/behaviour_parameters.hpp"
#include "tax/schedule/schedule.hpp"
#include "tax/schedule/schedule_fault.hpp"
#include "tax/schedule_timeline.hpp"
#include "tax/simulation/behaviour.hpp"
#include "tax/simulation/breakdown.hpp"
#include "tax/simulation/concentration.hpp"
#include "tax/simulation/curves.hpp"
#include "tax/simulation/register_columns.hpp"
#include "tax/simulation/simulated_taxes.hpp"
#include "tax/simulation/solvency.hpp"

namespace quitrent::tax {

/// What is simulated.
struct SimulationPlan {
  ComparedTimelines timelines = {};
  Period over = {};                     ///< the period that is taxed
  Instant effective = {};               ///< the first second of the reform
  AnnualRate cap = {};                  ///< the highest rate that the charter allows
  BehaviourParameters behaviour = {};   ///< what is assumed of holders
  std::function<void()> advanced = {};  ///< called after each of kSimulationSteps; may be empty
};

/// How many steps a simulation has.
inline constexpr int kSimulationSteps = 9;

/// All that a simulation finds. Assets are named by their row in the columns.
struct Simulation {
  SimulatedTaxes taxes = {};
  Breakdown breakdown = {};
  Changes changes = {};
  std::vector<Concentration> concentration = {};
  std::array<Delinquencies, 2> delinquencies = {};  ///< within 30 and 90 days
  Covers covers = {};                               ///< when the reform takes effect
  Behaviour behaviour = {};
  std::vector<RateCurve> rates = {};
  std::vector<RevenuePoint> revenue = {};
  std::vector<ScheduleFault> unmoved = {};  ///< parameters of the reform that move no figure
};

/// Simulates both timelines over a register, from `plan.over.begin` on. The columns are those of
/// that second. An error is a sentence in words: where the tax of an asset passes the largest
/// amount. Source: MECHANISM.md, section 3; tax/simulation/README.md says what each figure means.
std::expected<Simulation, std::string> simulation_of(const RegisterColumns& assets,
                                                     const SimulationPlan& plan);

/// The schedule of a timeline that is in force at `at`; the first one before all of them.
const PublishedSchedule& schedule_at(const ScheduleTimeline& timeline, Instant at);

/// The timeline `baseline` until `effective`, and `reform` from then on. What the baseline
/// published for a later second is dropped.
std::shared_ptr<const ScheduleTimeline> reformed(const ScheduleTimeline& baseline, Schedule reform,
                                                 Instant effective);

}  // namespace quitrent::tax
