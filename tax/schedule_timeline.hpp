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
#include "tax/degree/degree_basis.hpp"
#include "tax/schedule/schedule.hpp"

namespace quitrent::tax {

/// A schedule and its first second in force.
struct PublishedSchedule {
  Instant in_force_from = {};
  Schedule schedule = {};
};

/// The tax rules of a class from an instant until the next regime: the brackets before the
/// multiplier, the curve of the multiplier, and the weight of each dimension in the degree. No
/// brackets: rate 0.
struct Regime {
  Instant from = {};
  std::vector<Bracket> brackets = {};   ///< as in Scale
  std::vector<CurvePoint> points = {};  ///< as in DegreeCurve
  Weights weights = {};                 ///< as stated, else the default weights of the register
};

/// All published schedules as one timeline: each schedule is in force from its first second until
/// the first second of the next one. It never changes; share it as std::shared_ptr<const
/// ScheduleTimeline>. Thread-safe. Source: MECHANISM.md, section 10.
class ScheduleTimeline {
 public:
  /// Makes the timeline of schedules in one currency, at least one, in the order in which they come
  /// into force. `basis` is what the journal of the register records; nothing: it records none, and
  /// unrecorded_weights() are its default weights.
  explicit ScheduleTimeline(std::vector<PublishedSchedule> published,
                            const std::optional<DegreeBasis>& basis = {});
  /// The timeline of a founding schedule alone, in force at every instant.
  static std::shared_ptr<const ScheduleTimeline> founded_on(
      Schedule schedule, const std::optional<DegreeBasis>& basis = {});

  /// Whether the schedule in force names the class; otherwise the register does not accept the
  /// class.
  bool schedules(AssetClass asset_class, Instant at) const;
  /// The procedure in force; the first one before its own day.
  const Procedure& procedure(Instant at) const;
  /// The shares of revenue in force; the first ones before their own day.
  const RevenueShares& shares(Instant at) const;
  /// The time from purchase to close; 0 s for a class that is not named.
  Duration notice(AssetClass asset_class, Instant at) const;
  /// Whether a seller keeps a licence; off for a class that is not named.
  GrantBack grant_back(AssetClass asset_class, Instant at) const;
  /// The weights that the schedule states for a class; nothing: the default weights apply.
  std::optional<Weights> weights(AssetClass asset_class, Instant at) const;
  /// The one currency, such as `EUR`. Valid as long as the timeline.
  std::string_view currency() const;
  /// What degrees follow from besides schedules, as the journal records it.
  const std::optional<DegreeBasis>& basis() const { return basis_; }
  /// The default weights in every second.
  const DefaultWeights& default_weights() const {
    return basis_ ? basis_->weights : unrecorded_weights();
  }
  /// Every schedule, in the order in which they come into force.
  std::span<const PublishedSchedule> published() const { return published_; }

  /// The regimes of a class, ordered by their first second; the first one begins before every
  /// instant.
  std::span<const Regime> regimes(AssetClass asset_class) const {
    return regimes_[static_cast<std::size_t>(asset_class)];
  }
  /// The regime of a class at an instant.
  const Regime& regime(AssetClass asset_class, Instant at) const;
  /// The first seconds of the regimes of a class whose weights differ from those of the regime
  /// before, ascending; nearly always none.
  std::span<const Instant> weight_changes(AssetClass asset_class) const {
    return weight_changes_[static_cast<std::size_t>(asset_class)];
  }
  /// The first second after `after` in which another regime of the class begins; nothing if none
  /// does.
  std::optional<Instant> next_change(AssetClass asset_class, Instant after) const;

 private:
  const Schedule& schedule_at(Instant at) const;
  const ClassSchedule* class_at(AssetClass asset_class, Instant at) const;

  std::vector<PublishedSchedule> published_;
  std::optional<DegreeBasis> basis_;
  std::array<std::vector<Regime>, kAssetClasses.size()> regimes_;
  std::array<std::vector<Instant>, kAssetClasses.size()> weight_changes_;
};

/// The multiplier of a degree: linear between the points, rounded down. Source: MECHANISM.md,
/// section 2.
Share multiplier(std::span<const CurvePoint> points, Share degree);

/// `base` x `multiplier`, rounded down to ppb: the rate that is charged. Source: MECHANISM.md,
/// section 2.
AnnualRate effective_rate(AnnualRate base, Share multiplier);

}  // namespace quitrent::tax
