// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "tax/simulation/register_columns.hpp"
#include "tax/simulation/simulated_taxes.hpp"
#include "tax/simulation/tax_sum.hpp"

namespace quitrent::tax {

/// How unevenly amounts are spread. Unit: ppm, rounded down from exact integers; only shown.
struct Spread {
  std::int64_t hhi_ppm = 0;      ///< Herfindahl-Hirschman index: sum of squared shares
  std::int64_t top_ten_ppm = 0;  ///< share of the ten largest
  std::int64_t gini_ppm = 0;     ///< Gini coefficient
};

/// The spread of amounts of 0 or more; all 0 where their sum is 0.
///   HHI  = sum x^2 / (sum x)^2
///   Gini = (2 x sum i x_i - (n + 1) x sum x) / (n x sum x), x ascending, i from 1
Spread spread_of(std::vector<TaxSum> amounts);

/// The concentration among holders of one class, or of all.
struct Concentration {
  std::string name;           ///< class, or `all`
  std::uint64_t holders = 0;  ///< holders with a taxed asset
  Spread assessed = {};       ///< of the assessments
  Spread baseline = {};       ///< of the tax under the baseline
  Spread reform = {};         ///< of the tax under the reform
};

/// The concentration of all classes together, then of each class that occurs.
std::vector<Concentration> concentration_of(const RegisterColumns& assets,
                                            const SimulatedTaxes& taxes);

}  // namespace quitrent::tax
