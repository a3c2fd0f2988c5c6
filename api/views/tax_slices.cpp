// SPDX-License-Identifier: EUPL-1.2
#include "api/views/tax_slices.hpp"

#include <algorithm>
#include <limits>
#include <tuple>

#include "market/state/figures.hpp"
#include "tax/course.hpp"

namespace quitrent {
namespace {

/// So much escrow that every tax can be paid, as long as an asset is not overdue.
constexpr Money kEndless = Money::from_micro(std::numeric_limits<std::int64_t>::max());

/// One after the other slice of a history.
class Slicing {
 public:
  Slicing(const TaxHistory& history, Period period)
      : history_{history}, period_{period}, sum_{history.before} {}

  /// Takes in a stretch up to the end of the period.
  void slice(const TaxedStretch& stretch) {
    const Instant end = std::min(stretch.over.end, period_.end);
    escrow_ = stretch.overdue ? stretch.overdue->escrow : kEndless;
    arrears_ = stretch.overdue ? stretch.overdue->arrears : Money{};
    for (Instant begin = stretch.over.begin; begin < end;) {
      Instant next = end;
      if (begin < period_.begin) next = std::min(next, period_.begin);
      const auto change = history_.calendar->next_change(history_.asset_class, begin);
      if (change) next = std::min(next, *change);
      for (const DatedLevels& choice : stretch.levels) {
        if (choice.from > begin) next = std::min(next, choice.from);
      }
      take(stretch, {begin, next});
      begin = next;
    }
  }

  std::vector<TaxSlice> answer() { return std::move(slices_); }
  const TaxSum& sum() const { return sum_; }

 private:
  void take(const TaxedStretch& stretch, Period over) {
    const Taxed base{
        .asset_class = history_.asset_class,
        .assessment = stretch.assessment,
        .degree = degree_at(*history_.calendar, history_.asset_class, stretch.levels, over.begin)};
    const Levy levy = levied(
        *history_.calendar, base,
        {.escrow = escrow_, .arrears = arrears_, .carry = sum_.carry, .levied_to = over.begin},
        over.end);
    sum_.carry = levy.carry;
    sum_.charged.grow(levy.paid + levy.arrears);
    escrow_ -= levy.paid;
    arrears_ += levy.arrears;
    if (over.begin < period_.begin) return;
    slices_.push_back({.stretch = stretch,
                       .degree = base.degree,
                       .rate = average_rate(*history_.calendar, base, over.begin),
                       .amount = levy.paid + levy.arrears,
                       .carry = sum_.carry});
    slices_.back().stretch.over = over;
  }

  const TaxHistory& history_;
  Period period_;
  TaxSum sum_;
  Money escrow_;   // what there is in the stretch at hand
  Money arrears_;  // likewise
  std::vector<TaxSlice> slices_;
};

}  // namespace

std::vector<TaxSlice> tax_slices(const TaxHistory& history, Period period) {
  Slicing slicing{history, period};
  for (const TaxedStretch& stretch : history.stretches) slicing.slice(stretch);
  return slicing.answer();
}

TaxSum tax_up_to(const TaxHistory& history, Instant at) {
  Slicing slicing{history, {at, at}};
  for (const TaxedStretch& stretch : history.stretches) slicing.slice(stretch);
  return slicing.sum();
}

void TaxHistoryMaking::stands(Instant at, const Asset& asset, const NamedParty& holder) {
  const Standing& standing = asset.standing;
  const auto values = [](const TaxedStretch& stretch) {
    return std::tie(stretch.holder, stretch.state, stretch.assessment, stretch.levels);
  };
  const bool overdue =
      standing.state == AssetState::delinquent || standing.state == AssetState::auction;
  TaxedStretch now{.over = {at, at},
                   .holder = holder,
                   .state = standing.state,
                   .assessment = standing.assessment,
                   .levels = asset.particulars->levels};
  // What is had and owed is known at the seconds at which it was settled.
  const bool settled = overdue && standing.levied_to == at;
  if (open_ && values(*open_) == values(now) && !settled) return;
  if (overdue) now.overdue = Overdue{.escrow = standing.escrow, .arrears = standing.arrears};
  const bool auctioned = now.state == AssetState::auction;
  if (auctioned && open_ && open_->state == AssetState::auction) {
    // The levels say since when they hold, be it since before the foreclosure, from which on a
    // redemption pays.
    now.over.begin = open_->over.begin;
    open_ = now;
    return;
  }
  close(at);
  if (!is_terminal(standing.state)) open_ = now;
}

void TaxHistoryMaking::redeemed(Instant at) {
  if (!open_) return;
  open_->over.end = at;
  if (open_->over.begin < at) stretches_.push_back(*open_);
  open_.reset();
}

void TaxHistoryMaking::close(Instant at) {
  // An auction that nobody redeems from costs no tax.
  if (open_ && open_->state == AssetState::auction) open_.reset();
  redeemed(at);
}

std::vector<TaxedStretch> TaxHistoryMaking::take(Instant until) {
  close(until);
  return std::move(stretches_);
}

}  // namespace quitrent
