// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <expected>
#include <string_view>
#include <vector>

#include "registry/title/act.hpp"
#include "registry/vocabulary/instant.hpp"
#include "registry/vocabulary/rate.hpp"
#include "tax/schedule/schedule.hpp"

namespace quitrent::tax {

/// The bounds of every schedule. Defaults: MECHANISM.md, section 10.
struct Charter {
  AnnualRate max_rate = AnnualRate::from_ppb(200'000'000);           ///< the highest base
  Duration minimum_grace = Duration::from_days(30);                  ///< the shortest grace
  Duration notice_of_increase = Duration::from_days(30);             ///< before a rate rises
  Duration notice_of_decrease = Duration::from_days(1);              ///< before a rate falls
  AnnualRate largest_step = AnnualRate::from_ppb(200'000'000);       ///< part of the old rate
  AnnualRate largest_step_points = AnnualRate::from_ppb(5'000'000);  ///< or this many points a year
  Duration between_steps = Duration::from_days(90);                  ///< between two changes
  Duration minimum_auction = Duration::from_days(14);                ///< the shortest auction
  Duration longest_notice = Duration::from_days(30);              ///< the longest notice of a class
  Duration longest_cover = Duration::from_days(90);               ///< the longest cover
  Duration shortest_withdrawal_notice = Duration::from_days(30);  ///< of an asset
  Duration longest_withdrawal_notice = Duration::from_days(180);  ///< of an asset
  AnnualRate largest_surcharge = AnnualRate::from_ppb(250'000'000);  ///< part of the arrears
  ActRules acts = {};  ///< about acts of two persons; section 12
  /// Equal where all values are.
  friend bool operator==(const Charter&, const Charter&) = default;
};

/// Reads a charter from TOML. The first seven values are required; the others have defaults.
/// Percentages go from 0 to 1'000'000%, durations from `0s`; an act may be approved for at least a
/// second. `acts_of_two` may be empty. Returns all faults, in the order of
/// their positions.
std::expected<Charter, std::vector<ScheduleFault>> read_charter(std::string_view toml);

/// What the charter forbids in a founding schedule, in the order of positions: bases above
/// max_rate, and lengths and surcharges outside its bounds. (The reader refuses a tax on degree 0.)
/// Empty: the schedule may take effect. Source: MECHANISM.md, section 10.
std::vector<ScheduleFault> breaches(const Charter& charter, const Schedule& schedule);

/// Warnings for a schedule that takes effect at `effective`, in the order of positions: lawful
/// values that are perhaps not meant. A class whose first scale begins later bears no tax until
/// then.
std::vector<ScheduleFault> cautions(const Schedule& schedule, Instant effective);

}  // namespace quitrent::tax
