// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <utility>
#include <vector>

#include "tax/schedule_timeline.hpp"

namespace quitrent {

using namespace tax;

/// A bracket from plain numbers: µ and parts per billion.
inline Bracket bracket(std::int64_t above_micro, std::int64_t base_ppb) {
  return {Money::from_micro(above_micro), AnnualRate::from_ppb(base_ppb), {}};
}

/// A scale from plain numbers.
inline Scale scale(std::int64_t from_s, std::vector<Bracket> brackets) {
  return {Instant::from_seconds(from_s), std::move(brackets), std::nullopt};
}

/// The multiplier that equals the degree, at all times.
inline DegreeCurve straight_curve() { return {Instant{}, {{Share{}, Share{}}, {kWhole, kWhole}}}; }

/// A schedule of patents with these scales and the usual procedure.
inline Schedule schedule_of(std::vector<Scale> scales) {
  const Procedure procedure{.from = {},
                            .escrow_cover = Duration::from_days(30),
                            .grace = Duration::from_days(30),
                            .auction = Duration::from_days(28),
                            .withdrawal_notice = Duration::from_days(90),
                            .late_surcharge = {},
                            .positions = {}};
  return {.title = "Test schedule",
          .currency = "EUR",
          .effective = std::nullopt,
          .classes = {{.asset_class = AssetClass::patent,
                       .notice = {},
                       .grant_back = GrantBack::on,
                       .scales = std::move(scales)}},
          .curves = {straight_curve()},
          .weights = {},
          .procedures = {procedure},
          .revenue = {{Instant{}, {{"treasury", kWhole}}}}};
}

/// The timeline of the schedule schedule_of(scales) alone.
inline std::shared_ptr<const ScheduleTimeline> timeline_of(std::vector<Scale> scales) {
  return ScheduleTimeline::founded_on(schedule_of(std::move(scales)));
}

/// Weights in thousandths from a second on.
struct DatedWeights {
  std::int64_t from = 0;
  std::array<std::int64_t, 8> thousandths{};
};

/// The timeline of a schedule with these weights for software.
inline std::shared_ptr<const ScheduleTimeline> timeline_with(const std::vector<DatedWeights>& all) {
  Schedule schedule = schedule_of({scale(0, {bracket(0, 1'000)})});
  for (const DatedWeights& dated : all) {
    Weights weights;
    for (std::size_t position = 0; position < 8; ++position) {
      weights.shares[position] =
          Share::from_ppm(static_cast<std::int32_t>(dated.thousandths[position] * 1'000));
    }
    schedule.weights.push_back({Instant::from_seconds(dated.from), AssetClass::software, weights});
  }
  return ScheduleTimeline::founded_on(schedule);
}

/// The instant `count` seconds after the beginning of 1970, UTC.
inline Instant second(std::int64_t count) { return Instant::from_seconds(count); }

}  // namespace quitrent
