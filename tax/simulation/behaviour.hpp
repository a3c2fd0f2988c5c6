// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <array>
#include <cstdint>

#include "registry/vocabulary/rate.hpp"
#include "registry/vocabulary/share.hpp"
#include "tax/schedule/behaviour_parameters.hpp"
#include "tax/simulation/register_columns.hpp"
#include "tax/simulation/simulated_taxes.hpp"
#include "tax/simulation/tax_sum.hpp"

namespace quitrent::tax {

/// Holders declare anew: V1 = V0 x (i + t0) / (i + t1), rounded down, with t0 and t1 the average
/// yearly rates on V0. The tax is the reform's on V1.
struct Redeclaration {
  AnnualRate discount = {};
  TaxSum assessed = {};  ///< sum of V1
  TaxSum revenue = {};   ///< under the reform
};

/// Holders turn to open terms, degree 0: a share e x max(0, t1 - t0) of each asset, at most all.
struct Opening {
  Share for_each_point = {};
  std::int64_t assets_ppm = 0;  ///< of all assets: the share that opens, rounded down
  TaxSum lost = {};             ///< tax of the reform that they no longer pay
  TaxSum revenue = {};          ///< static revenue of the reform minus `lost`
};

/// Purchases of a year: L x (1 + h x (V0 / V1 - 1)), at the middle discount; at least 0.
struct Turnover {
  std::int64_t response_ppm = 0;
  std::int64_t baseline_millionths = 0;  ///< expected purchases of all assets, in millionths
  std::int64_t reform_millionths = 0;    ///< under the reform
};

/// The three ranges.
struct Behaviour {
  BehaviourParameters parameters = {};
  std::array<Redeclaration, kAssumptions> redeclared{};
  std::array<Opening, kAssumptions> opened{};
  std::array<Turnover, kAssumptions> turnover{};
};

/// Computes the ranges beside a static result. An asset that expires in the period does not react.
/// Where an asset's tax does not change, it declares what it declared before.
Behaviour behaviour_of(const RegisterColumns& assets, const SimulatedTaxes& taxes,
                       const TaxTable& reform, const BehaviourParameters& parameters);

}  // namespace quitrent::tax
