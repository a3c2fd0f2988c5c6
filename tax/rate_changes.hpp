// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <optional>
#include <vector>

#include "registry/title/terms.hpp"
#include "registry/vocabulary/instant.hpp"
#include "registry/vocabulary/money.hpp"
#include "registry/vocabulary/rate.hpp"
#include "tax/schedule_timeline.hpp"

namespace quitrent::tax {

/// A rate that one law has and another has not: of the part of an assessment above `above`, up to
/// the next such part, before the multiplier.
struct RateChange {
  AssetClass asset_class = AssetClass::patent;
  Instant from;  ///< first second in which the rates differ in this way
  Money above;
  std::optional<AnnualRate> before;  ///< nothing: the class is not taken, or bears no tax yet
  std::optional<AnnualRate> after;   ///< as before
  /// Equal where all fields are.
  friend bool operator==(const RateChange&, const RateChange&) = default;
};

/// Every rate that `after` changes from `effective` on, by class, day and bracket. Rates that
/// change on the same day in both timelines in the same way are none.
std::vector<RateChange> rate_changes(const ScheduleTimeline& before, const ScheduleTimeline& after,
                                     Instant effective);

}  // namespace quitrent::tax
