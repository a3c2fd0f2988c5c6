// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <array>
#include <cstddef>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "registry/title/terms.hpp"
#include "registry/vocabulary/instant.hpp"
#include "tax/schedule/schedule.hpp"

namespace quitrent::tax {

/// A schedule and the first second in which it is in force.
struct PublishedSchedule {
  Instant in_force_from = {};
  Schedule schedule = {};
};

/// What a class is taxed at from an instant until the next regime: brackets before the multiplier,
/// the multiplier's curve, and how much each dimension counts for the degree. No brackets: rate 0.
struct Regime {
  Instant from = {};
  std::vector<Bracket> brackets = {};   ///< as in Scale
  std::vector<CurvePoint> points = {};  ///< as in DegreeCurve
  Weights weights = {};                 ///< as stated, else those of the founding licence table
};

/// All published schedules as one run of dated values: each schedule rules from its first second
/// until the next one's. Never changes; share it as std::shared_ptr<const ScheduleTimeline>. Safe
/// to read from many threads. Source: MECHANISM.md, section 10.
class ScheduleTimeline {
 public:
  /// From schedules of one currency in the order in which they come into force; at least one.
  explicit ScheduleTimeline(std::vector<PublishedSchedule> published);
  /// Of a founding schedule alone, in force since ever.
  static std::shared_ptr<const ScheduleTimeline> founded_on(Schedule schedule);

  /// Whether the schedule of that second names the class; else it is not taken.
  bool schedules(AssetClass asset_class, Instant at) const;
  /// The procedure in force; before the first the first.
  const Procedure& procedure(Instant at) const;
  /// The shares of revenue in force; before the first the first.
  const RevenueShares& shares(Instant at) const;
  /// From purchase to close; 0 s for a class that is not named.
  Duration notice(AssetClass asset_class, Instant at) const;
  /// Whether sellers keep a licence; off for a class that is not named.
  GrantBack grant_back(AssetClass asset_class, Instant at) const;
  /// The weights that the schedule states for a class; nothing: those of the licence table.
  std::optional<Weights> weights(AssetClass asset_class, Instant at) const;
  /// The one currency, such as `EUR`. Lives as long as the timeline.
  std::string_view currency() const;
  /// Every schedule, in the order in which they come into force.
  std::span<const PublishedSchedule> published() const { return published_; }

  /// The regimes of a class by their first second; the first begins before every instant.
  std::span<const Regime> regimes(AssetClass asset_class) const {
    return regimes_[static_cast<std::size_t>(asset_class)];
  }
  /// The regime of a class in force at an instant.
  const Regime& regime(AssetClass asset_class, Instant at) const;
  /// The first seconds of regimes of a class that weigh otherwise than the regime before,
  /// ascending; nearly always none.
  std::span<const Instant> weight_changes(AssetClass asset_class) const {
    return weight_changes_[static_cast<std::size_t>(asset_class)];
  }
  /// The first second after `after` in which another regime of the class begins; nothing: none
  /// does.
  std::optional<Instant> next_change(AssetClass asset_class, Instant after) const;

 private:
  const Schedule& schedule_at(Instant at) const;
  const ClassSchedule* class_at(AssetClass asset_class, Instant at) const;

  std::vector<PublishedSchedule> published_;
  std::array<std::vector<Regime>, kAssetClasses.size()> regimes_;
  std::array<std::vector<Instant>, kAssetClasses.size()> weight_changes_;
};

/// The multiplier of a degree: straight between the points, rounded down. Source: MECHANISM.md, 2.
Share multiplier(std::span<const CurvePoint> points, Share degree);

/// `base` x `multiplier`, rounded down to ppb: the rate that is charged. Source: MECHANISM.md, 2.
AnnualRate effective_rate(AnnualRate base, Share multiplier);

}  // namespace quitrent::tax
