// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "market/state/books.hpp"
#include "registry/vocabulary/instant.hpp"
#include "registry/vocabulary/money.hpp"
#include "tax/schedule/behaviour_parameters.hpp"
#include "tax/schedule/schedule_fault.hpp"
#include "tax/simulation/register_columns.hpp"
#include "tax/simulation/simulation.hpp"

namespace quitrent::api {

/// Where a simulation comes from: what everything that is made of it carries.
struct Provenance {
  std::string register_file = {};    ///< empty: the register that answers
  std::uint64_t sequence = 0;        ///< of the newest entry that was read
  std::string register_at = {};      ///< its instant
  std::string register_digest = {};  ///< the chain's digest after it
  std::string baseline_title = {};   ///< of the schedule in force when the reform takes effect
  std::string baseline_digest = {};  ///< SHA-256 of its text
  std::string reform_title = {};
  std::string reform_digest = {};     ///< SHA-256 of the file
  std::string reform_effective = {};  ///< its first second in the simulation
  std::string cap = {};               ///< the charter's highest rate
  std::string program = {};           ///< version
  std::string command = {};           ///< makes it again; empty: it is not known
  std::vector<std::pair<std::string, std::string>> options = {};  ///< every other choice

  /// All of it that is known as names and values, in one order.
  std::vector<std::pair<std::string, std::string>> lines() const;
};

/// An asset as a report names it.
struct NamedAsset {
  std::string id, name, asset_class, holder, holder_name;
  Money assessment = {};
  Money baseline = {};  ///< tax of the period
  Money reform = {};    ///< tax of the period
};

/// Delinquencies with names.
struct NamedDelinquencies {
  tax::Delinquencies counts = {};
  std::vector<NamedAsset> largest = {};  ///< newly delinquent ones
};

/// All that a simulation finds.
struct SimulationReport {
  Provenance provenance;
  std::string currency;
  Period over = {};
  tax::Breakdown breakdown = {};
  tax::Changes changes = {};
  std::vector<NamedAsset> winners = {};  ///< the ten largest
  std::vector<NamedAsset> losers = {};   ///< the ten largest
  std::vector<tax::Concentration> concentration = {};
  std::array<NamedDelinquencies, 2> delinquencies = {};  ///< within 30 and 90 days
  tax::Covers covers = {};
  tax::Behaviour behaviour = {};
  std::vector<tax::RateCurve> rates = {};
  std::vector<tax::RevenuePoint> revenue = {};
  std::vector<tax::ScheduleFault> unmoved = {};
};

/// The report of a simulation, with the names that the books have for the assets and holders.
/// Provenance, currency and period are left to the caller. Takes over all but the single taxes, so
/// that nothing large is freed while filings wait.
SimulationReport named_report(const market::Books& books, const tax::RegisterColumns& assets,
                              tax::Simulation& found);

/// The period and the parameters of behaviour in words.
std::vector<std::pair<std::string, std::string>> simulation_options(
    Period over, const tax::BehaviourParameters& parameters);

}  // namespace quitrent::api
