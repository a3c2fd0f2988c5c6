// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "registry/title/asset.hpp"
#include "registry/title/terms.hpp"
#include "registry/vocabulary/instant.hpp"
#include "registry/vocabulary/money.hpp"
#include "tax/accrual.hpp"
#include "tax/schedule_timeline.hpp"

namespace quitrent::tax {

/// The terms that many assets have in common: all that a schedule looks at besides the assessment.
struct TaxedTerms {
  AssetClass asset_class = AssetClass::patent;
  std::string licence = {};                      ///< licence expression or commitment, as recorded
  std::vector<DatedOpennessLevels> levels = {};  ///< by instant; empty: all is closed
};

/// What an asset brings into a simulation.
struct SimulatedAsset {
  Ordinal asset = 0;                ///< its ordinal in the register
  Ordinal holder = 0;               ///< the ordinal of the party in title
  std::uint32_t terms = 0;          ///< position in RegisterColumns::terms
  bool delinquent = false;          ///< whether it is delinquent already
  Money assessment = {};            ///< 1 µ … 10^18 µ
  Money escrow = {};                ///< prepaid tax at the beginning of the simulation
  std::int64_t carry = 0;           ///< remainder at the beginning, in [0, kCarryLimit)
  Instant expires_at = kEndOfTime;  ///< kEndOfTime: never
};

/// The taxed assets of a register in columns: position n of every column is asset n. 45 bytes an
/// asset; the taxes of two schedules (SimulatedTaxes) add 16.
struct RegisterColumns {
  std::vector<TaxedTerms> terms = {};  ///< every combination that occurs, once
  std::vector<Money> assessment = {};
  std::vector<Money> escrow = {};
  std::vector<std::int64_t> carry = {};
  std::vector<Instant> expires_at = {};
  std::vector<Ordinal> holder = {};
  std::vector<std::uint32_t> terms_of = {};  ///< position in `terms`
  std::vector<Ordinal> asset = {};
  std::vector<std::uint8_t> delinquent = {};  ///< 1 where it is

  /// The number of assets.
  std::size_t size() const { return assessment.size(); }
  /// Makes room for so many assets.
  void reserve(std::size_t assets);
  /// Adds an asset after the others.
  void add(const SimulatedAsset& row);
  /// Sets the asset at a position; as many as it takes are added before.
  void place(std::size_t position, const SimulatedAsset& row);
  /// The asset at a position below size().
  SimulatedAsset at(std::size_t position) const;
  /// Makes the columns so long: assets behind are removed, empty ones are added.
  void resize(std::size_t assets);
  /// The bytes that the columns occupy, without `terms`.
  std::size_t bytes() const;
};

/// The terms as a timeline taxes them from `at` on: the degree at that instant and every later one.
/// The assessment is 0.
std::vector<Taxed> taxed_terms(const ScheduleTimeline& timeline,
                               const std::vector<TaxedTerms>& terms, Instant at);

}  // namespace quitrent::tax
