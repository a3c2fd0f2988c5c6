// SPDX-License-Identifier: EUPL-1.2
#include "tax/simulation/behaviour.hpp"

#include <algorithm>
#include <limits>

#include "registry/vocabulary/ensure.hpp"

namespace quitrent::tax {
namespace {

constexpr std::int64_t kBillion = 1'000'000'000;
constexpr std::int64_t kMillion = 1'000'000;
constexpr std::int64_t kPointPpb = 10'000'000;
constexpr std::size_t kMiddle = 1;

/// The average yearly rates of one asset over the period, rounded down. Unit: ppb.
struct AverageRates {
  std::int64_t baseline_ppb;
  std::int64_t reform_ppb;
};

std::int64_t yearly_ppb(Money due, Money assessment, std::int64_t seconds) {
  // Below 2^63 x 2^30 x 2^25.
  const Int128 ppb =
      Int128{due.micro()} * kBillion * kYear.seconds() / assessment.micro() / seconds;
  constexpr Int128 kHighest = Int128{1} << 44U;
  return static_cast<std::int64_t>(std::min(ppb, kHighest));
}

/// V0 x (i + t0) / (i + t1), rounded down, at least 1 µ and at most 10^18 µ.
Money redeclared(Money assessment, const AverageRates& rates, AnnualRate discount) {
  const Int128 before = Int128{discount.ppb()} + rates.baseline_ppb;
  const Int128 after = Int128{discount.ppb()} + rates.reform_ppb;
  if (before == after) return assessment;
  // Below 2^60 x 2^45.
  const Int128 micro = assessment.micro() * before / after;
  return Money::from_micro(
      static_cast<std::int64_t>(std::clamp(micro, Int128{1}, Int128{kHighestAssessment.micro()})));
}

/// The share of an asset that opens, in ppm.
std::int64_t opened_ppm(const AverageRates& rates, Share for_each_point) {
  const std::int64_t rise = std::max<std::int64_t>(0, rates.reform_ppb - rates.baseline_ppb);
  return static_cast<std::int64_t>(
      std::min(Int128{rise} * for_each_point.ppm() / kPointPpb, Int128{kMillion}));
}

/// The most purchases of one asset in a year that are counted, in ppb.
constexpr Int128 kMostPurchases = Int128{1} << 60U;

/// The most purchases of all assets that are told, in millionths.
constexpr Int128 kMostMillionths = std::numeric_limits<std::int64_t>::max();

/// Purchases of one asset in a year under the reform, in ppb.
std::int64_t purchases_ppb(const AverageRates& rates, const BehaviourParameters& parameters,
                           std::int64_t response_ppm) {
  const std::int64_t discount = parameters.discount[kMiddle].ppb();
  const Int128 before = Int128{discount} + rates.baseline_ppb;
  const Int128 after = Int128{discount} + rates.reform_ppb;
  // V0 / V1 - 1 in ppm.
  const Int128 cheaper = (after - before) * kMillion / before;
  const Int128 growth = cheaper * response_ppm / kMillion;
  const Int128 purchases = parameters.turnover.ppb() * (kMillion + growth) / kMillion;
  return static_cast<std::int64_t>(std::clamp(purchases, Int128{0}, kMostPurchases));
}

/// Sums that the assets are added to, one after the other.
struct Reaction {
  Behaviour behaviour;
  std::array<Int128, kAssumptions> opened_ppm{};
  std::array<Int128, kAssumptions> purchases_ppb{};
};

void add_asset(Reaction& sums, const AverageRates& rates, Money due) {
  for (std::size_t index = 0; index < kAssumptions; ++index) {
    const std::int64_t opens = opened_ppm(rates, sums.behaviour.parameters.opening[index]);
    sums.opened_ppm[index] += opens;
    const Int128 lost = Int128{due.micro()} * opens / kMillion;
    sums.behaviour.opened[index].lost += TaxSum::from_micro(lost);
    sums.purchases_ppb[index] += purchases_ppb(rates, sums.behaviour.parameters,
                                               sums.behaviour.parameters.response_ppm[index]);
  }
}

void finish(Reaction& sums, TaxSum revenue, std::size_t assets) {
  const BehaviourParameters& parameters = sums.behaviour.parameters;
  for (std::size_t index = 0; index < kAssumptions; ++index) {
    sums.behaviour.redeclared[index].discount = parameters.discount[index];
    Opening& opening = sums.behaviour.opened[index];
    opening.for_each_point = parameters.opening[index];
    opening.revenue = revenue - opening.lost;
    Turnover& turnover = sums.behaviour.turnover[index];
    turnover.response_ppm = parameters.response_ppm[index];
    turnover.baseline_millionths = static_cast<std::int64_t>(
        Int128{parameters.turnover.ppb()} * static_cast<std::int64_t>(assets) / 1'000);
    turnover.reform_millionths =
        static_cast<std::int64_t>(std::min(sums.purchases_ppb[index] / 1'000, kMostMillionths));
    if (assets == 0) continue;
    opening.assets_ppm =
        static_cast<std::int64_t>(sums.opened_ppm[index] / static_cast<std::int64_t>(assets));
  }
}

}  // namespace

Behaviour behaviour_of(const RegisterColumns& assets, const SimulatedTaxes& taxes,
                       const TaxTable& reform, const BehaviourParameters& parameters) {
  ensure(
      std::ranges::all_of(parameters.discount, [](AnnualRate one) { return one > AnnualRate{}; }),
      "holders discount at a rate above 0");
  Reaction sums{.behaviour = {.parameters = parameters}};
  const std::int64_t seconds = std::max<std::int64_t>(1, reform.over().length().seconds());
  TaxSum revenue;
  for (std::size_t row = 0; row < assets.size(); ++row) {
    const Money value = assets.assessment[row];
    const Money due = taxes.reform[row];
    const bool reacts = value > Money{} && assets.expires_at[row] >= reform.over().end;
    const AverageRates rates = reacts
                                   ? AverageRates{yearly_ppb(taxes.baseline[row], value, seconds),
                                                  yearly_ppb(due, value, seconds)}
                                   : AverageRates{};
    revenue += due;
    add_asset(sums, rates, due);
    for (std::size_t index = 0; index < kAssumptions; ++index) {
      const Money declared = reacts && taxes.baseline[row] != due
                                 ? redeclared(value, rates, parameters.discount[index])
                                 : value;
      Redeclaration& redeclaration = sums.behaviour.redeclared[index];
      redeclaration.assessed += declared;
      redeclaration.revenue +=
          declared == value ? due
                            : reform.charge(assets.terms_of[row], declared, assets.carry[row]).due;
    }
  }
  finish(sums, revenue, assets.size());
  return sums.behaviour;
}

}  // namespace quitrent::tax
