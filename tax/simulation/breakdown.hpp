// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "tax/simulation/register_columns.hpp"
#include "tax/simulation/simulated_taxes.hpp"

namespace quitrent::tax {

/// One line of a table.
struct TaxLine {
  std::string name;
  TaxTotals totals = {};
};

/// The sums by group. In every table the rows sum to `all`, exactly.
struct Breakdown {
  TaxTotals all = {};
  std::vector<TaxLine> by_class = {};        ///< classes that occur, in the order of kAssetClasses
  std::vector<TaxLine> by_degree = {};       ///< bands of the degree at the beginning, baseline
  std::vector<TaxLine> by_decile = {};       ///< deciles of the assessment over all assets
  std::vector<TaxLine> by_holder_size = {};  ///< by how many taxed assets the holder has
  /// By terms as recorded, the most tax first. At most kMostLicenceLines, then one line for all
  /// other terms.
  std::vector<TaxLine> by_licence = {};
};

/// The most terms that Breakdown::by_licence names.
inline constexpr std::size_t kMostLicenceLines = 100;

/// The sums of one holder.
using HolderTotals = std::vector<TaxTotals>;

/// The sums of every holder, by ordinal.
HolderTotals by_holder(const RegisterColumns& assets, const SimulatedTaxes& taxes);

/// Only the deciles of the assessment. Decile k begins with the assessment at rank
/// floor(k x n / 10); equal assessments are in one decile, so a decile may be empty.
std::vector<TaxLine> by_decile(const RegisterColumns& assets, const SimulatedTaxes& taxes);

/// All tables. `degrees` are the terms under the baseline, as TaxTable::terms().
Breakdown breakdown_of(const RegisterColumns& assets, const SimulatedTaxes& taxes,
                       const std::vector<Taxed>& degrees);

}  // namespace quitrent::tax
