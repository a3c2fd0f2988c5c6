// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "tax/simulation/register_columns.hpp"
#include "tax/simulation/simulated_taxes.hpp"
#include "tax/simulation/solvency.hpp"
#include "tests/tax/schedule_timelines.hpp"
#include "tools/chance.hpp"

namespace quitrent {

/// A year from 1970 on.
inline constexpr Period kTaxYear{Instant::from_seconds(0), Instant::from_seconds(31'536'000)};

/// A schedule in which every class has these brackets.
inline std::shared_ptr<const ScheduleTimeline> same_for_all(const std::vector<Bracket>& brackets) {
  Schedule schedule = schedule_of({});
  schedule.classes.clear();
  for (const AssetClass one : kAssetClasses) {
    schedule.classes.push_back({.asset_class = one, .scales = {scale(0, brackets)}});
  }
  return ScheduleTimeline::founded_on(schedule);
}

/// A register of `count` assets of 300 holders, always the same: three classes, some open, some
/// that expire within the year. Assessments have 100 to 10,000,000 units.
inline RegisterColumns invented_register(std::size_t count) {
  RegisterColumns assets;
  const OpennessLevels open{};
  const OpennessLevels half{12, 12, 12, 12, 12, 12, 12, 12};
  assets.terms = {{AssetClass::patent, "exclusive", {}},
                  {AssetClass::software, "MIT", {{kBeginningOfTime, open}}},
                  {AssetClass::software, "Half", {{kBeginningOfTime, half}}},
                  {AssetClass::trademark, "none", {}}};
  Chance chance{17};
  for (std::size_t row = 0; row < count; ++row) {
    const std::int64_t power = chance.between(0, 4);
    std::int64_t micro = chance.between(100, 999) * 1'000'000;
    for (std::int64_t times = 0; times < power; ++times) micro *= 10;
    assets.add(
        {.asset = static_cast<Ordinal>(row),
         .holder = static_cast<Ordinal>(chance.between(0, 17) * chance.between(0, 17)),
         .terms = static_cast<std::uint32_t>(chance.below(4)),
         .delinquent = chance.once_in(50),
         .assessment = Money::from_micro(micro),
         .escrow = Money::from_micro(micro / 400),
         .carry = chance.of_any_size(kCarryLimit - 1),
         .expires_at = chance.once_in(20) ? second(chance.between(0, 40'000'000)) : kEndOfTime});
  }
  return assets;
}

/// Both tables for the year.
inline SimulationTables tables_of(const RegisterColumns& assets, const ComparedTimelines& both) {
  const auto table = [&](const std::shared_ptr<const ScheduleTimeline>& timeline) {
    return TaxTable{timeline, taxed_terms(*timeline, assets.terms, kTaxYear.begin), kTaxYear};
  };
  return {table(both.baseline), table(both.reform)};
}

}  // namespace quitrent
