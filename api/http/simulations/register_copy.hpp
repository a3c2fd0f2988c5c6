// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "api/engine/engine.hpp"
#include "registry/vocabulary/instant.hpp"
#include "registry/vocabulary/rate.hpp"
#include "tax/schedule_timeline.hpp"
#include "tax/simulation/register_columns.hpp"

namespace quitrent::api {

/// What is to be copied.
struct CopyPlan {
  std::optional<Instant> from = {};       ///< else `effective`, but not before the newest entry
  std::optional<Instant> effective = {};  ///< the reform's first second; else `from`
  /// Called between two slices with the number of assets copied and of all; may throw to end it.
  std::function<void(Ordinal done, Ordinal all)> advanced = {};
  /// Called in the writer's thread before and after each slice. For measurements.
  std::function<void()> slice_bounds = {};
};

/// A register as it is after one entry, for a simulation.
struct RegisterCopy {
  tax::RegisterColumns columns = {};  ///< at `from`
  std::shared_ptr<const tax::ScheduleTimeline> timeline = {};
  std::string baseline_toml = {};  ///< the schedule in force when the reform takes effect
  Instant founded = {};            ///< the register's first second
  AnnualRate cap = {};             ///< the highest rate that the charter allows
  CommittedHead head = {};         ///< the entry
  Instant from = {};
  Instant effective = {};
};

/// Copies the taxed assets of the register, slice by slice: the writer copies some two thousand
/// rows between two groups of filings. What filings change meanwhile is copied again, so the copy
/// is that of one entry. Begins anew where every row changed. Holds no lock of the books, so the
/// calling thread may have any priority.
RegisterCopy copied_register(Engine& engine, const CopyPlan& plan);

}  // namespace quitrent::api
