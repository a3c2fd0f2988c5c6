// SPDX-License-Identifier: EUPL-1.2
#include "api/views/tax_slices.hpp"

#include <algorithm>
#include <limits>
#include <tuple>

#include "market/state/figures.hpp"
#include "tax/degree_timeline.hpp"

namespace quitrent::api {
namespace {

/// An escrow that pays any tax; it is used as the escrow of an asset that is not overdue.
constexpr Money kEndless = Money::from_micro(std::numeric_limits<std::int64_t>::max());

/// Makes the slices of a history one after the other.
class Slicing {
 public:
  Slicing(const TaxHistory& history, Period period)
      : history_{history}, period_{period}, sum_{history.before} {}

  /// Slices an interval up to the end of the period.
  void slice(const TaxedInterval& interval) {
    const Instant end = std::min(interval.over.end, period_.end);
    escrow_ = interval.overdue ? interval.overdue->escrow : kEndless;
    arrears_ = interval.overdue ? interval.overdue->arrears : Money{};
    for (Instant begin = interval.over.begin; begin < end;) {
      Instant next = end;
      if (begin < period_.begin) next = std::min(next, period_.begin);
      const auto change = history_.timeline->next_change(history_.asset_class, begin);
      if (change) next = std::min(next, *change);
      for (const DatedOpennessLevels& choice : interval.levels) {
        if (choice.from > begin) next = std::min(next, choice.from);
      }
      take(interval, {begin, next});
      begin = next;
    }
  }

  std::vector<TaxSlice> answer() { return std::move(slices_); }
  const TaxSum& sum() const { return sum_; }

 private:
  void take(const TaxedInterval& interval, Period over) {
    const tax::Taxed base{
        .asset_class = history_.asset_class,
        .assessment = interval.assessment,
        .degree = degree_at(*history_.timeline, history_.asset_class, interval.levels, over.begin)};
    const tax::Levy levy = levied(
        *history_.timeline, base,
        {.escrow = escrow_, .arrears = arrears_, .carry = sum_.carry, .levied_to = over.begin},
        over.end);
    sum_.carry = levy.carry;
    sum_.charged.grow(levy.paid + levy.arrears);
    escrow_ -= levy.paid;
    arrears_ += levy.arrears;
    if (over.begin < period_.begin) return;
    slices_.push_back({.interval = interval,
                       .degree = base.degree,
                       .rate = average_rate(*history_.timeline, base, over.begin),
                       .amount = levy.paid + levy.arrears,
                       .carry = sum_.carry});
    slices_.back().interval.over = over;
  }

  const TaxHistory& history_;
  Period period_;
  TaxSum sum_;
  Money escrow_;   // in the present interval
  Money arrears_;  // in the present interval
  std::vector<TaxSlice> slices_;
};

}  // namespace

std::vector<TaxSlice> tax_slices(const TaxHistory& history, Period period) {
  Slicing slicing{history, period};
  for (const TaxedInterval& interval : history.intervals) slicing.slice(interval);
  return slicing.answer();
}

TaxSum tax_up_to(const TaxHistory& history, Instant at) {
  Slicing slicing{history, {at, at}};
  for (const TaxedInterval& interval : history.intervals) slicing.slice(interval);
  return slicing.sum();
}

void TaxHistoryBuilder::record_state(Instant at, const Asset& asset, const NamedParty& holder) {
  const AssetStatus& status = asset.status;
  const auto values = [](const TaxedInterval& interval) {
    return std::tie(interval.holder, interval.state, interval.assessment, interval.levels);
  };
  const bool overdue =
      status.state == AssetState::delinquent || status.state == AssetState::auction;
  TaxedInterval now{.over = {at, at},
                    .holder = holder,
                    .state = status.state,
                    .assessment = status.assessment,
                    .levels = asset.particulars->levels};
  // Escrow and arrears are exact only at a second to which the asset was levied.
  const bool accrued = overdue && status.levied_to == at;
  if (open_ && values(*open_) == values(now) && !accrued) return;
  if (overdue) now.overdue = Overdue{.escrow = status.escrow, .arrears = status.arrears};
  const bool auctioned = now.state == AssetState::auction;
  if (auctioned && open_ && open_->state == AssetState::auction) {
    // A redemption pays from the foreclosure on. The levels name the instant from which they apply;
    // it may be before the foreclosure.
    now.over.begin = open_->over.begin;
    open_ = now;
    return;
  }
  close(at);
  if (!is_terminal(status.state)) open_ = now;
}

void TaxHistoryBuilder::redeemed(Instant at) {
  if (!open_) return;
  open_->over.end = at;
  if (open_->over.begin < at) intervals_.push_back(*open_);
  open_.reset();
}

void TaxHistoryBuilder::close(Instant at) {
  // An auction that ends without redemption costs no tax.
  if (open_ && open_->state == AssetState::auction) open_.reset();
  redeemed(at);
}

std::vector<TaxedInterval> TaxHistoryBuilder::take(Instant until) {
  close(until);
  return std::move(intervals_);
}

}  // namespace quitrent::api
