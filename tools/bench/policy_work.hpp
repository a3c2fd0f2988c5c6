// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

#include "registry/vocabulary/instant.hpp"
#include "tax/schedule_timeline.hpp"
#include "tax/simulation/register_columns.hpp"

namespace quitrent::bench {

/// The assets of the yardsticks of policy, which numpy taxes too: eight classes, six degrees,
/// assessments of 100 to 9,990,000 whole units.
struct WholeUnitAssets {
  std::vector<std::int64_t> cents;
  std::vector<std::uint8_t> asset_class;  ///< 0…7
  std::vector<std::uint8_t> degree;       ///< 0…5
  /// The number of assets.
  std::size_t size() const { return cents.size(); }
};

/// The first `count` of these assets (splitmix64 over their numbers).
WholeUnitAssets whole_unit_assets(std::size_t count);

/// Four rates in ppm, of the parts above 0, 10,000, 100,000 and 1,000,000 units.
using FourRates = std::array<std::int64_t, 4>;
/// In the first half of 2026.
inline constexpr FourRates kFirstRates{10'000, 30'000, 60'000, 100'000};
/// From 1 July 2026 on, in the work with two rate periods.
inline constexpr FourRates kLaterRates{12'000, 30'000, 55'000, 120'000};
/// The reform.
inline constexpr FourRates kReformRates{0, 30'000, 60'000, 150'000};

/// The year 2026.
inline constexpr Period kYear2026{Instant::from_seconds(1'767'225'600),
                                  Instant::from_seconds(1'767'225'600 + 31'536'000)};
/// 1 July 2026: after 181 days.
inline constexpr Instant kJuly2026 = kYear2026.begin + Duration::from_days(181);

/// The tax of a bracketed year in cents, half up, into `taxes`; answers with the sum.
std::int64_t bracketed_year(const WholeUnitAssets& assets, std::vector<std::int64_t>& taxes);

/// The tax of two rate periods in cents, half up, into `taxes`; answers with the sum.
std::int64_t two_periods(const WholeUnitAssets& assets, std::vector<std::int64_t>& taxes);

/// The same assets in the columns and micro-units of the engine. The engine has seven classes, so
/// the eighth has a register of its own, as patents.
struct EngineAssets {
  tax::RegisterColumns seven;
  tax::RegisterColumns eighth;
};

/// The assets in micro-units, without carry.
EngineAssets engine_assets(const WholeUnitAssets& assets);

/// The same assets in one register; the eighth class counts as patents.
tax::RegisterColumns one_register(const WholeUnitAssets& assets);

/// Rates from an instant on.
struct RatesFrom {
  Instant from;
  FourRates rates;
};

/// The timeline of a schedule with these rates, each multiplied by the weight of its class.
/// `first_class`: the yardstick's class that patents have, 0 or 7.
std::shared_ptr<const tax::ScheduleTimeline> engine_timeline(const std::vector<RatesFrom>& rates,
                                                             std::size_t first_class);

}  // namespace quitrent::bench
