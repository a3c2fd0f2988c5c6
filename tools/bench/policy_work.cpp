// SPDX-License-Identifier: EUPL-1.2
#include "tools/bench/policy_work.hpp"

#include <algorithm>

#include "tools/chance.hpp"

namespace quitrent::bench {
namespace {

/// The weight of a class and of a degree, in percent.
constexpr std::array<std::int64_t, 8> kClassPercent{100, 80, 90, 70, 150, 60, 75, 110};
constexpr std::array<std::int64_t, 6> kDegreePercent{20, 36, 52, 68, 84, 100};
constexpr std::array<std::int64_t, 4> kAboveCents{0, 1'000'000, 10'000'000, 100'000'000};
constexpr std::int64_t kMicroPerCent = 10'000;

constexpr std::size_t kBrackets = kAboveCents.size();
constexpr std::size_t kKinds = kClassPercent.size() * kDegreePercent.size();

/// The tax of an assessment in one bracket: `slope` times the assessment, plus `offset`.
struct Part {
  std::int64_t offset = 0;
  std::int64_t slope = 0;
};
/// Rates folded with the weights of class and degree: by class, then degree, then bracket.
using FoldedRates = std::array<Part, kKinds * kBrackets>;

/// `rates` are in thousands of ppm, so that every product fits into 64 bits.
FoldedRates folded(const FourRates& rates) {
  FoldedRates parts;
  for (std::size_t kind = 0; kind < kKinds; ++kind) {
    const std::int64_t weight =
        kClassPercent[kind / kDegreePercent.size()] * kDegreePercent[kind % kDegreePercent.size()];
    Part part;
    for (std::size_t index = 0; index < kBrackets; ++index) {
      const std::int64_t slope = weight * (rates[index] / 1'000);
      part = {.offset = part.offset + kAboveCents[index] * (part.slope - slope), .slope = slope};
      parts[kind * kBrackets + index] = part;
    }
  }
  return parts;
}

/// 1 where `cents` is `above` or more, else 0; both are 0 or more. Without a branch, since a
/// processor cannot foresee it.
std::size_t reaches(std::int64_t cents, std::int64_t above) {
  return 1U - (static_cast<std::uint64_t>(cents - above) >> 63U);
}

/// The tax of every asset, half up: thousands of ppm and hundredths of a percent over `kDivisor`.
template <std::uint64_t kDivisor>
std::int64_t taxed(const WholeUnitAssets& assets, const FoldedRates& parts,
                   std::vector<std::int64_t>& taxes) {
  std::int64_t sum = 0;
  const std::size_t count = assets.size();
  for (std::size_t row = 0; row < count; ++row) {
    const std::int64_t cents = assets.cents.data()[row];
    const std::size_t bracket = reaches(cents, kAboveCents[1]) + reaches(cents, kAboveCents[2]) +
                                reaches(cents, kAboveCents[3]);
    const std::size_t kind =
        assets.asset_class.data()[row] * kDegreePercent.size() + assets.degree.data()[row];
    const Part& part = parts.data()[kind * kBrackets + bracket];
    const std::int64_t exact = part.offset + cents * part.slope;
    const auto tax =
        static_cast<std::int64_t>((static_cast<std::uint64_t>(exact) + kDivisor / 2) / kDivisor);
    taxes.data()[row] = tax;
    sum += tax;
  }
  return sum;
}

tax::SimulatedAsset simulated(const WholeUnitAssets& assets, std::size_t row) {
  return {.asset = static_cast<Ordinal>(row),
          .holder = static_cast<Ordinal>(row / 4),
          .terms = {},
          .delinquent = false,
          .assessment = Money::from_micro(assets.cents[row] * kMicroPerCent),
          .escrow = {},
          .carry = 0,
          .expires_at = kEndOfTime};
}

/// A row for every degree of every one of `classes` classes.
void add_terms(tax::RegisterColumns& columns, std::size_t classes) {
  for (std::size_t one = 0; one < classes; ++one) {
    for (std::size_t degree = 0; degree < kDegreePercent.size(); ++degree) {
      columns.terms.push_back({.asset_class = kAssetClasses[one],
                               .licence = std::to_string(kDegreePercent[degree]),
                               .levels = {}});
    }
  }
}

std::uint32_t terms_row(std::size_t asset_class, std::size_t degree) {
  return static_cast<std::uint32_t>(asset_class * kDegreePercent.size() + degree);
}

}  // namespace

WholeUnitAssets whole_unit_assets(std::size_t count) {
  constexpr std::array<std::int64_t, 5> kPowers{1, 10, 100, 1'000, 10'000};
  WholeUnitAssets assets;
  Chance chance{0};
  for (std::size_t row = 0; row < count; ++row) {
    const std::uint64_t bits = chance.bits();
    const auto units = static_cast<std::int64_t>(100 + (bits >> 24U) % 900) *
                       kPowers[(bits >> 16U) % kPowers.size()];
    assets.cents.push_back(units * 100);
    assets.asset_class.push_back(static_cast<std::uint8_t>(bits % kClassPercent.size()));
    assets.degree.push_back(static_cast<std::uint8_t>((bits >> 8U) % kDegreePercent.size()));
  }
  return assets;
}

std::int64_t bracketed_year(const WholeUnitAssets& assets, std::vector<std::int64_t>& taxes) {
  return taxed<10'000'000>(assets, folded(kFirstRates), taxes);
}

std::int64_t two_periods(const WholeUnitAssets& assets, std::vector<std::int64_t>& taxes) {
  constexpr std::int64_t kFirstDays = 181;
  constexpr std::int64_t kLaterDays = 184;
  FourRates days{};
  for (std::size_t index = 0; index < kBrackets; ++index) {
    days[index] = kFirstRates[index] * kFirstDays + kLaterRates[index] * kLaterDays;
  }
  return taxed<10'000'000ULL * (kFirstDays + kLaterDays)>(assets, folded(days), taxes);
}

EngineAssets engine_assets(const WholeUnitAssets& assets) {
  EngineAssets engine;
  add_terms(engine.seven, kAssetClasses.size());
  add_terms(engine.eighth, 1);
  for (std::size_t row = 0; row < assets.size(); ++row) {
    tax::SimulatedAsset one = simulated(assets, row);
    const bool eighth = assets.asset_class[row] == kAssetClasses.size();
    one.terms = terms_row(eighth ? 0 : assets.asset_class[row], assets.degree[row]);
    (eighth ? engine.eighth : engine.seven).add(one);
  }
  return engine;
}

tax::RegisterColumns one_register(const WholeUnitAssets& assets) {
  tax::RegisterColumns columns;
  columns.reserve(assets.size());
  add_terms(columns, kAssetClasses.size());
  for (std::size_t row = 0; row < assets.size(); ++row) {
    tax::SimulatedAsset one = simulated(assets, row);
    one.terms = terms_row(assets.asset_class[row] % kAssetClasses.size(), assets.degree[row]);
    columns.add(one);
  }
  return columns;
}

std::shared_ptr<const tax::ScheduleTimeline> engine_timeline(const std::vector<RatesFrom>& rates,
                                                             std::size_t first_class) {
  tax::Schedule schedule{.title = "Yardstick", .currency = "EUR"};
  for (std::size_t one = 0; one < kAssetClasses.size(); ++one) {
    const std::int64_t percent = kClassPercent[one == 0 ? first_class : one];
    tax::ClassSchedule scheduled{.asset_class = kAssetClasses[one]};
    for (const RatesFrom& dated : rates) {
      tax::Scale scale{.from = dated.from};
      for (std::size_t index = 0; index < dated.rates.size(); ++index) {
        // ppm x percent / 100 in ppb.
        scale.brackets.push_back({.above = Money::from_micro(kAboveCents[index] * kMicroPerCent),
                                  .base = AnnualRate::from_ppb(dated.rates[index] * percent * 10)});
      }
      scheduled.scales.push_back(std::move(scale));
    }
    schedule.classes.push_back(std::move(scheduled));
  }
  schedule.curves = {{Instant{}, {{Share{}, Share{}}, {kWhole, kWhole}}}};
  schedule.procedures = {{.from = {}, .escrow_cover = Duration::from_days(30)}};
  schedule.revenue = {{Instant{}, {{"treasury", kWhole}}}};
  return tax::ScheduleTimeline::founded_on(std::move(schedule));
}

}  // namespace quitrent::bench
