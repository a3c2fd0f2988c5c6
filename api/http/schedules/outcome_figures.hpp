// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "api/views/views.hpp"
#include "market/state/schedule_views.hpp"

namespace quitrent::api {

/// A schedule that took effect, as far as its outcome is about it.
struct ComparedSchedule {
  ScheduleId id;
  market::ScheduleState state = market::ScheduleState::in_force;
  Instant in_force_from;                              ///< first second of its effect
  std::optional<Instant> superseded_at = {};          ///< first second in which it had none
  std::optional<market::Prediction> prediction = {};  ///< what its proposer saw
  std::string currency = {};                          ///< of the register
};

/// The seconds over which prediction and outcome are compared. They begin when both the schedule's
/// effect and the simulated period have begun. They end with the simulated period, with the effect,
/// or with `now`, whichever is first. Empty where the simulated period has not begun.
Period compared_period(const ComparedSchedule& schedule, Instant now);

/// The whole months of a compared period, over which revenue is compared. The register is levied as
/// a whole at the first second of every month (MECHANISM.md, section 3), so what is posted after
/// the first of these seconds and up to the last is the tax of the seconds between them, but for
/// arrears, which are posted when they are paid.
/// Empty, at its first such second or at its end, where no month is whole.
Period levied_period(const Period& compared);

/// The part of a sum for a whole period that falls on its elapsed seconds:
/// floor(`whole` x `elapsed` / `length`), exact in 128 bits and rounded down once. `elapsed` is at
/// most `length`; 0 where `length` is 0.
Debt pro_rata(const Debt& whole, Duration elapsed, Duration length);

/// Of purchases a year, those that fall on the elapsed seconds: floor(`yearly` x `elapsed` / year).
/// Unit: millionths of a purchase.
std::uint64_t purchases_so_far(std::uint64_t yearly, Duration elapsed);

/// How many assets a share is of: exact in millionths of an asset. `ppm` is at most 1,000,000.
std::uint64_t opened_millionths(std::uint64_t assets, std::uint32_t ppm);

/// What a simulation predicted of one class, or of all.
struct PredictedFigures {
  std::uint64_t assets = 0;
  WideMoney assessed = {};
  WideMoney baseline = {};         ///< over the whole simulated period
  WideMoney reform = {};           ///< the same, under the schedule
  WideMoney baseline_so_far = {};  ///< pro rata of the levied period
  WideMoney reform_so_far = {};    ///< the same; a sum of classes is the sum of what they show
};

/// What was predicted of the class; nothing where it is not in the prediction. `levied` is the
/// length of the levied period.
std::optional<PredictedFigures> predicted_of(const market::Prediction& prediction,
                                             AssetClass asset_class, Duration levied);
/// The sum over all classes.
PredictedFigures predicted_in_all(const market::Prediction& prediction, Duration levied);

/// What happened over the compared period.
struct ActualFigures {
  ClassSums held = {};  ///< now, and not at the end of the period
  /// Over the period, and in the present second where neither simulation nor effect has ended.
  ActivitySums activity = {};
  RevenueSums received = {};                ///< the tax of the levied period
  std::uint64_t delinquent_in_30_days = 0;  ///< in the first 30 days of the period
  std::uint64_t delinquent_in_90_days = 0;  ///< in the first 90 days of the period
};
/// Reads it from the views. Throws what they throw.
ActualFigures actual_figures(Views& views, const ComparedSchedule& schedule, Instant now);

/// How often something happened in all classes, and the sum of the amounts.
ActivityTally in_all(const ActivitySums& sums, ActivityKind kind);

}  // namespace quitrent::api
