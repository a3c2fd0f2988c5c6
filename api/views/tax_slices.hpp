// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "api/views/revenue_sums.hpp"
#include "market/event.hpp"
#include "tax/accrual.hpp"
#include "tax/schedule_timeline.hpp"

namespace quitrent::api {

/// Escrow and arrears of an overdue asset at a second. Arrears stop growing at the assessment.
struct Overdue {
  Money escrow;
  Money arrears;
};

/// An interval of time in which assessment, terms and holder of a taxed asset did not change.
struct TaxedInterval {
  Period over;
  NamedParty holder;
  AssetState state = AssetState::active;  ///< auction: charged when its former holder redeemed it
  Money assessment;
  std::vector<DatedOpennessLevels> levels = {};  ///< openness levels of its terms, by date
  std::optional<Overdue> overdue = {};  ///< at the beginning; nothing where the escrow pays all
};

/// The tax that fell due for an asset from its registration up to a second, and the remainder.
struct TaxSum {
  WideMoney charged = {};
  std::int64_t carry = 0;
};

/// The intervals in which tax accrued for an asset.
struct TaxHistory {
  AssetClass asset_class = AssetClass::patent;
  Instant registered_at = {};
  TaxSum before = {};                    ///< tax before the first interval
  std::vector<TaxedInterval> intervals;  ///< by time; in a gap between two, no tax accrued
  Instant until = kEndOfTime;            ///< the intervals hold nothing after this second
  std::shared_ptr<const tax::ScheduleTimeline> timeline;
};

/// One interval of tax at one rate.
struct TaxSlice {
  TaxedInterval interval;  ///< `over` is the slice's own
  Share degree;            ///< throughout the slice
  AnnualRate rate;         ///< average effective rate on the assessment
  Money amount;            ///< tax due, without what would exceed the ceiling of arrears
  std::int64_t carry = 0;  ///< the remainder after the slice, in [0, kCarryLimit)
};

/// The tax of an asset over `period`: one slice for each interval in which the rates do not change.
/// Each slice begins with the carry of the one before, the first one with the carry since the
/// asset's registration. The amounts therefore sum to the tax that fell due, independent of the
/// slices and of when the asset was levied. Source: MECHANISM.md, section 3.
std::vector<TaxSlice> tax_slices(const TaxHistory& history, Period period);

/// The tax that fell due up to `at`. `at` must not be before the first interval or after `until`.
TaxSum tax_up_to(const TaxHistory& history, Instant at);

/// Makes the history of an asset's tax from the state of the asset after each event.
class TaxHistoryBuilder {
 public:
  /// Continues with the interval `open`, which has not ended; nothing where there is none.
  explicit TaxHistoryBuilder(std::optional<TaxedInterval> open = {}) : open_{std::move(open)} {}
  /// Records that the asset has this state from `at` on. Calls come in the order of time.
  void record_state(Instant at, const Asset& asset, const NamedParty& holder);
  /// Records that the asset was redeemed at `at`: the time since its foreclosure is charged. Call
  /// it before record_state() for the same event.
  void redeemed(Instant at);
  /// The number of intervals that have ended.
  std::size_t ended() const { return intervals_.size(); }
  /// The interval that has not ended.
  const std::optional<TaxedInterval>& open() const { return open_; }
  /// Replaces the open interval, after entries were skipped in which no interval ended.
  void replace_open(std::optional<TaxedInterval> open) { open_ = std::move(open); }
  /// Moves out the intervals that have ended.
  std::vector<TaxedInterval> take_ended() { return std::exchange(intervals_, {}); }
  /// Moves out all intervals, the open one cut at `until`.
  std::vector<TaxedInterval> take(Instant until);

 private:
  void close(Instant at);

  std::vector<TaxedInterval> intervals_;
  std::optional<TaxedInterval> open_;  // accruing, or in auction
};

}  // namespace quitrent::api
