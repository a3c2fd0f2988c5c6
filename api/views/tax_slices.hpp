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

/// What an overdue asset had and owed at a second: its arrears stop growing at its assessment.
struct Overdue {
  Money escrow;
  Money arrears;
};

/// An interval of time in which an asset was taxed on the same values under the same holder.
struct TaxedInterval {
  Period over;
  NamedParty holder;
  AssetState state = AssetState::active;  ///< auction: charged when its former holder redeemed it
  Money assessment;
  std::vector<DatedOpennessLevels> levels = {};  ///< what its terms left closed
  std::optional<Overdue> overdue = {};           ///< at the beginning; nothing: the escrow pays all
};

/// The tax that ever fell due for an asset up to a second, and what was left over.
struct TaxSum {
  WideMoney charged = {};
  std::int64_t carry = 0;
};

/// When and on what tax accrued for an asset.
struct TaxHistory {
  AssetClass asset_class = AssetClass::patent;
  Instant registered_at = {};
  TaxSum before = {};                    ///< the first interval
  std::vector<TaxedInterval> intervals;  ///< by time; between two no tax accrued
  Instant until = kEndOfTime;            ///< what comes after it is not in the intervals
  std::shared_ptr<const tax::ScheduleTimeline> timeline;
};

/// One interval of tax at one rate.
struct TaxSlice {
  TaxedInterval interval;  ///< `over` is the slice's own
  Share degree;            ///< throughout
  AnnualRate rate;         ///< average effective rate on the assessment
  Money amount;            ///< due, but for what would pass the ceiling of arrears: that is no tax
  std::int64_t carry = 0;  ///< the remainder after it, in [0, kCarryLimit)
};

/// The tax of an asset over `period`: a slice for each interval under one regime of rates. The
/// carry runs from slice to slice and into the first one from the asset's registration, so that the
/// amounts sum to what fell due, whatever the slices and however the asset was levied. Source:
/// MECHANISM.md, section 3.
std::vector<TaxSlice> tax_slices(const TaxHistory& history, Period period);

/// What fell due up to `at`, which is not before the intervals begin and not after `until`.
TaxSum tax_up_to(const TaxHistory& history, Instant at);

/// Gathers the history of an asset's tax from the asset as it stood after each event.
class TaxHistoryMaking {
 public:
  /// Goes on with a interval that had not ended; nothing: there was none.
  explicit TaxHistoryMaking(std::optional<TaxedInterval> open = {}) : open_{std::move(open)} {}
  /// The asset came to stand like this at `at`. Calls come in the order of time.
  void stands(Instant at, const Asset& asset, const NamedParty& holder);
  /// The asset was redeemed at `at`: the time since its foreclosure is charged. Comes before the
  /// call of stands() for the same event.
  void redeemed(Instant at);
  /// How many intervals have ended.
  std::size_t ended() const { return intervals_.size(); }
  /// The interval that goes on.
  const std::optional<TaxedInterval>& open() const { return open_; }
  /// Goes on with another interval instead: what lies between ended none.
  void go_on(std::optional<TaxedInterval> open) { open_ = std::move(open); }
  /// The intervals that have ended, and forgets them.
  std::vector<TaxedInterval> take_ended() { return std::exchange(intervals_, {}); }
  /// The intervals up to `until`.
  std::vector<TaxedInterval> take(Instant until);

 private:
  void close(Instant at);

  std::vector<TaxedInterval> intervals_;
  std::optional<TaxedInterval> open_;  // accruing, or in auction
};

}  // namespace quitrent::api
