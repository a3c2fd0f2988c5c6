// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "registry/vocabulary/money.hpp"
#include "tax/simulation/register_columns.hpp"
#include "tax/simulation/tax_sum.hpp"
#include "tax/simulation/tax_table.hpp"

namespace quitrent::tax {

/// The sums of a group of assets.
struct TaxTotals {
  std::uint64_t assets = 0;
  std::uint64_t higher = 0;  ///< assets that pay more under the reform
  std::uint64_t lower = 0;   ///< assets that pay less under the reform
  TaxSum assessed = {};      ///< sum of the assessments
  TaxSum baseline = {};      ///< tax of the period under the baseline
  TaxSum reform = {};        ///< tax of the period under the reform
  /// Reform minus baseline.
  TaxSum difference() const { return reform - baseline; }
  /// Adds an asset.
  void add(Money assessment, Money before, Money after) {
    ++assets;
    higher += after > before ? 1U : 0U;
    lower += after < before ? 1U : 0U;
    assessed += assessment;
    baseline += before;
    reform += after;
  }
  /// Adds a group.
  TaxTotals& operator+=(const TaxTotals& more);
  /// Equal where all are.
  friend constexpr bool operator==(const TaxTotals&, const TaxTotals&) = default;
};

/// The two tables of a simulation, over the same period and for the same terms.
struct SimulationTables {
  TaxTable baseline;
  TaxTable reform;
};

/// The tax of every asset over the period, under both schedules.
struct SimulatedTaxes {
  std::vector<Money> baseline = {};      ///< by position in the columns
  std::vector<Money> reform = {};        ///< by position in the columns
  std::vector<TaxTotals> by_terms = {};  ///< by position in RegisterColumns::terms
};

/// Computes the tax of every asset. An asset that expires in the period is taxed up to then.
/// Holders and assessments stay as they are. Source: MECHANISM.md, section 3.
SimulatedTaxes simulated_taxes(const RegisterColumns& assets, const SimulationTables& tables);

/// The tax of every asset under one table, summed.
TaxSum simulated_revenue(const RegisterColumns& assets, const TaxTable& table);

/// One asset of the largest changes.
struct ChangedAsset {
  std::size_t row = 0;  ///< position in the columns
  Money baseline = {};
  Money reform = {};
};

/// The assets whose tax changes in one direction.
struct ChangedSide {
  std::uint64_t assets = 0;
  TaxSum change = {};  ///< sum of the changes, 0 or more
  Money p10 = {};      ///< the change at 10 percent of the assets by change, see values_at()
  Money p50 = {};      ///< at 50 percent
  Money p90 = {};      ///< at 90 percent
  std::vector<ChangedAsset> largest = {};  ///< at most ten, the largest change first
};

/// Who gains and who loses.
struct Changes {
  ChangedSide winners;          ///< pay less under the reform
  ChangedSide losers;           ///< pay more under the reform
  std::uint64_t unchanged = 0;  ///< pay the same
};

/// Winners and losers. Of equal changes the earlier asset counts as the larger.
Changes changes_of(const SimulatedTaxes& taxes);

}  // namespace quitrent::tax
