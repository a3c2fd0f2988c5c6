// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <array>
#include <string>
#include <utility>
#include <vector>

#include "registry/vocabulary/instant.hpp"
#include "registry/vocabulary/money.hpp"
#include "tax/simulation/behaviour.hpp"
#include "tax/simulation/breakdown.hpp"
#include "tax/simulation/concentration.hpp"
#include "tax/simulation/curves.hpp"
#include "tax/simulation/simulated_taxes.hpp"
#include "tax/simulation/solvency.hpp"
#include "tools/simulation/request.hpp"

namespace quitrent {

/// Where a simulation comes from: what everything that is made of it carries.
struct Provenance {
  std::string register_file = {};
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
  std::string command = {};           ///< makes it again
  std::vector<std::pair<std::string, std::string>> options = {};  ///< every other choice

  /// All of it as names and values, in one order.
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

/// Reads the files and simulates. Throws PolicyFault, and JournalFault where the journal cannot
/// be read.
SimulationReport simulated(const SimulationRequest& request);

}  // namespace quitrent
