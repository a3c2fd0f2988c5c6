// SPDX-License-Identifier: EUPL-1.2
#include "tax/simulation/simulated_taxes.hpp"

#include <algorithm>
#include <limits>

#include <doctest/doctest.h>

#include "tax/cover.hpp"
#include "tax/delinquency.hpp"
#include "tax/simulation/behaviour.hpp"
#include "tax/simulation/breakdown.hpp"
#include "tax/simulation/concentration.hpp"
#include "tax/simulation/curves.hpp"
#include "tax/simulation/solvency.hpp"
#include "tests/tax/simulation/invented_register.hpp"

namespace quitrent {
namespace {

const std::vector<Bracket> kOld{bracket(0, 25'000'000), bracket(100'000'000'000, 40'000'000)};
const std::vector<Bracket> kNew{bracket(0, 20'000'000), bracket(50'000'000'000, 30'000'000),
                                bracket(1'000'000'000'000, 60'000'000)};

TaxTotals sum_of(const std::vector<TaxLine>& lines) {
  TaxTotals sum;
  for (const TaxLine& line : lines) sum += line.totals;
  return sum;
}

/// Every table of a breakdown.
std::vector<std::vector<TaxLine>> tables_in(const Breakdown& breakdown) {
  return {breakdown.by_class, breakdown.by_degree, breakdown.by_decile, breakdown.by_holder_size,
          breakdown.by_licence};
}

AccrualState unlimited(const RegisterColumns& assets, std::size_t row) {
  return {.escrow = Money::from_micro(std::numeric_limits<std::int64_t>::max()),
          .arrears = {},
          .carry = assets.carry[row],
          .levied_to = kTaxYear.begin};
}

Taxed taxed_at(const RegisterColumns& assets, const TaxTable& table, std::size_t row) {
  Taxed taxed = table.terms()[assets.terms_of[row]];
  taxed.assessment = assets.assessment[row];
  return taxed;
}

TEST_CASE("a reform that is the baseline shows exactly 0 everywhere") {
  const RegisterColumns assets = invented_register(5'000);
  const ComparedTimelines both{same_for_all(kOld), same_for_all(kOld)};
  const SimulationTables tables = tables_of(assets, both);
  const SimulatedTaxes taxes = simulated_taxes(assets, tables);
  CHECK(taxes.baseline == taxes.reform);
  const Breakdown breakdown = breakdown_of(assets, taxes, tables.baseline.terms());
  CHECK(breakdown.all.baseline > TaxSum{});
  for (const std::vector<TaxLine>& table : tables_in(breakdown)) {
    for (const TaxLine& line : table) {
      CHECK(line.totals.difference() == TaxSum{});
      CHECK(line.totals.higher + line.totals.lower == 0);
    }
  }
  const Changes changes = changes_of(taxes);
  CHECK(changes.winners.assets + changes.losers.assets == 0);
  CHECK(changes.winners.largest.empty());
  CHECK(changes.unchanged == assets.size());
  CHECK(delinquencies(assets, both, kTaxYear.begin, Duration::from_days(90)).newly == 0);
  const Covers sums = covers(assets, both, kTaxYear.begin);
  CHECK(sums.baseline == sums.reform);
  CHECK(sums.missing_baseline == sums.missing_reform);
  const Behaviour behaviour = behaviour_of(assets, taxes, tables.reform, {});
  for (std::size_t index = 0; index < kAssumptions; ++index) {
    CHECK(behaviour.redeclared[index].assessed == breakdown.all.assessed);
    CHECK(behaviour.redeclared[index].revenue == breakdown.all.baseline);
    CHECK(behaviour.opened[index].lost == TaxSum{});
    CHECK(behaviour.turnover[index].baseline_millionths ==
          behaviour.turnover[index].reform_millionths);
  }
}

TEST_CASE("the tax of every asset is what a levy takes, also where it expires") {
  const RegisterColumns assets = invented_register(5'000);
  const ComparedTimelines both{same_for_all(kOld), same_for_all(kNew)};
  const SimulationTables tables = tables_of(assets, both);
  const SimulatedTaxes taxes = simulated_taxes(assets, tables);
  for (std::size_t row = 0; row < assets.size(); ++row) {
    const Instant until = std::min(kTaxYear.end, assets.expires_at[row]);
    const Levy levy =
        levied(*both.reform, taxed_at(assets, tables.reform, row), unlimited(assets, row), until);
    REQUIRE(levy.paid == taxes.reform[row]);
  }
}

TEST_CASE("the rows of every table sum to the headline") {
  const RegisterColumns assets = invented_register(5'000);
  const SimulationTables tables = tables_of(assets, {same_for_all(kOld), same_for_all(kNew)});
  const SimulatedTaxes taxes = simulated_taxes(assets, tables);
  const Breakdown breakdown = breakdown_of(assets, taxes, tables.baseline.terms());
  TaxTotals plain;
  for (std::size_t row = 0; row < assets.size(); ++row) {
    plain.add(assets.assessment[row], taxes.baseline[row], taxes.reform[row]);
  }
  CHECK(breakdown.all == plain);
  for (const std::vector<TaxLine>& table : tables_in(breakdown)) CHECK(sum_of(table) == plain);
  CHECK(breakdown.by_class.size() == 3);
  CHECK(breakdown.by_degree.size() == 3);
  CHECK(breakdown.by_decile.size() == 10);
  CHECK(simulated_revenue(assets, tables.reform) == plain.reform);
}

TEST_CASE("winners and losers are those of a plain sort") {
  const RegisterColumns assets = invented_register(5'000);
  const SimulatedTaxes taxes =
      simulated_taxes(assets, tables_of(assets, {same_for_all(kOld), same_for_all(kNew)}));
  std::vector<std::int64_t> gains;
  for (std::size_t row = 0; row < assets.size(); ++row) {
    const std::int64_t gain = (taxes.baseline[row] - taxes.reform[row]).micro();
    if (gain > 0) gains.push_back(gain);
  }
  std::ranges::sort(gains);
  const ChangedSide& winners = changes_of(taxes).winners;
  REQUIRE(winners.assets == gains.size());
  CHECK(winners.p10.micro() == gains[gains.size() / 10]);
  CHECK(winners.p50.micro() == gains[gains.size() / 2]);
  CHECK(winners.p90.micro() == gains[gains.size() * 9 / 10]);
  REQUIRE(winners.largest.size() == 10);
  for (std::size_t rank = 0; rank < 10; ++rank) {
    const ChangedAsset& one = winners.largest[rank];
    CHECK((one.baseline - one.reform).micro() == gains[gains.size() - 1 - rank]);
  }
}

TEST_CASE("newly delinquent are the assets whose escrow fails only under the reform") {
  const RegisterColumns assets = invented_register(5'000);
  const ComparedTimelines both{same_for_all(kOld), same_for_all({bracket(0, 90'000'000)})};
  const SimulationTables tables = tables_of(assets, both);
  for (const int days : {30, 90}) {
    CAPTURE(days);
    const Instant end = kTaxYear.begin + Duration::from_days(days);
    std::uint64_t newly = 0;
    const auto fails = [&](const TaxTable& table, std::size_t row) {
      AccrualState state = unlimited(assets, row);
      state.escrow = assets.escrow[row];
      const auto at = funded_until(table.timeline(), taxed_at(assets, table, row), state,
                                   assets.expires_at[row]);
      return at && *at <= end;
    };
    for (std::size_t row = 0; row < assets.size(); ++row) {
      if (assets.delinquent[row] != 0) continue;
      newly += !fails(tables.baseline, row) && fails(tables.reform, row) ? 1U : 0U;
    }
    const Delinquencies found =
        delinquencies(assets, both, kTaxYear.begin, Duration::from_days(days));
    CHECK(found.newly == newly);
    CHECK(found.largest.size() == std::min<std::uint64_t>(newly, 10));
    CHECK(found.reform >= found.newly);
  }
}

TEST_CASE("covers are those that the register requires") {
  const RegisterColumns assets = invented_register(2'000);
  const ComparedTimelines both{same_for_all(kOld), same_for_all(kNew)};
  const SimulationTables tables = tables_of(assets, both);
  TaxSum sum;
  std::uint64_t below = 0;
  for (std::size_t row = 0; row < assets.size(); ++row) {
    const Money needed = cover(*both.reform, taxed_at(assets, tables.reform, row), kTaxYear.begin,
                               assets.expires_at[row]);
    sum += needed;
    below += needed > assets.escrow[row] ? 1U : 0U;
  }
  const Covers sums = covers(assets, both, kTaxYear.begin);
  CHECK(sums.reform == sum);
  CHECK(sums.short_reform == below);
}

TEST_CASE("the revenue curve begins at 0, passes the reform and ends at the cap") {
  const RegisterColumns assets = invented_register(1'000);
  const auto reform = same_for_all(kNew);
  const auto points = revenue_curve(assets, reform, {kTaxYear, AnnualRate::from_ppb(200'000'000)});
  // At 0.999999 of the rates, the fourth step counts as the reform itself.
  REQUIRE(points.size() == 11);
  CHECK(points.front().revenue == TaxSum{});
  CHECK(points.back().highest.ppb() == 199'999'980);
  CHECK(std::ranges::is_sorted(points, {}, &RevenuePoint::revenue));
  const auto own = std::ranges::find(points, 1'000'000, &RevenuePoint::multiplier_ppm);
  REQUIRE(own != points.end());
  const SimulationTables tables = tables_of(assets, {reform, reform});
  CHECK(own->revenue == simulated_revenue(assets, tables.reform));
}

TEST_CASE("a higher tax lowers declared values, and a higher discount lowers them less") {
  const RegisterColumns assets = invented_register(1'000);
  const SimulationTables tables = tables_of(
      assets, {same_for_all({bracket(0, 25'000'000)}), same_for_all({bracket(0, 50'000'000)})});
  const SimulatedTaxes taxes = simulated_taxes(assets, tables);
  const Behaviour behaviour = behaviour_of(assets, taxes, tables.reform, {});
  const TaxTotals all = breakdown_of(assets, taxes, tables.baseline.terms()).all;
  CHECK(behaviour.redeclared[0].assessed < behaviour.redeclared[1].assessed);
  CHECK(behaviour.redeclared[1].assessed < behaviour.redeclared[2].assessed);
  CHECK(behaviour.redeclared[2].assessed < all.assessed);
  CHECK(behaviour.redeclared[0].revenue < all.reform);
  CHECK(behaviour.opened[0].lost == TaxSum{});
  CHECK(behaviour.opened[2].lost > behaviour.opened[1].lost);
  CHECK(behaviour.opened[1].revenue == all.reform - behaviour.opened[1].lost);
  CHECK(behaviour.turnover[0].reform_millionths == behaviour.turnover[0].baseline_millionths);
  CHECK(behaviour.turnover[2].reform_millionths > behaviour.turnover[1].reform_millionths);
}

TEST_CASE("one asset that doubles its rate from 2.5% to 5% at a discount of 5% loses a quarter") {
  RegisterColumns assets;
  assets.terms = {{AssetClass::patent, "exclusive", {}}};
  assets.add({.assessment = Money::from_micro(100'000'000'000)});
  const SimulationTables tables = tables_of(
      assets, {same_for_all({bracket(0, 25'000'000)}), same_for_all({bracket(0, 50'000'000)})});
  const Behaviour behaviour =
      behaviour_of(assets, simulated_taxes(assets, tables), tables.reform, {});
  CHECK(to_text(behaviour.redeclared[1].assessed) == "75000.00");
  CHECK(to_text(behaviour.redeclared[1].revenue) == "3750.00");
  CHECK(behaviour.opened[1].assets_ppm == 12'500);
  CHECK(to_text(behaviour.opened[1].lost) == "62.50");
  CHECK(behaviour.turnover[1].baseline_millionths == 25'000);
  CHECK(behaviour.turnover[1].reform_millionths == 33'333);
}

}  // namespace
}  // namespace quitrent
