// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "market/event.hpp"
#include "market/state/books.hpp"
#include "registry/vocabulary/outcome.hpp"
#include "tax/accrual.hpp"

namespace quitrent::market {

/// A decision in the making: events so far, and an overlay in which they are already true, so that
/// each step of a decision sees the steps before it. Nothing of it reaches the books below.
class Draft {
 public:
  /// Begins at second `now` over `books`, which must outlive the draft and stand still meanwhile.
  Draft(const Books& books, Instant now) : books_{books}, now_{now} {}
  /// The books as they would be after the events so far.
  const Books& books() const { return books_; }
  /// The second of the decision.
  Instant now() const { return now_; }
  /// Adds a fact and makes it true in the draft.
  void record(Event event);
  /// Hands over the facts, in order.
  std::vector<Event> take() { return std::move(events_); }

 private:
  Books books_;
  Instant now_;
  std::vector<Event> events_;
};

/// The asset with its ordinal, its status levied to the draft's second and not yet recorded: a
/// change adds to `status` and records both in one event.
struct AccruedAsset {
  Ordinal ordinal = 0;
  AssetStatus status;  ///< after the levy
  LevyFact levy;       ///< what the levy was
  /// Whether it is delinquent, pending or not.
  bool delinquent() const { return status.state == AssetState::delinquent; }
};

/// Levies the asset to the draft's second, where tax accrues, and forecasts anew, since a schedule
/// may have been published meanwhile. Records nothing.
AccruedAsset accrued_to_now(const Draft& draft, Ordinal ordinal);

/// Records the movement of money that a levy is: `paid` from escrow to revenue. Nothing for 0.
void post_levy(Draft& draft, const AccruedAsset& asset);

/// Records the asset's new status with its levy and what caused it.
void record_status(Draft& draft, const AccruedAsset& asset, AssetStatusCause cause, Money amount);

/// One more line of a posting; nothing for 0.
void add_line(Posting& posting, Account account, Money amount);

/// Records a posting, unless it has no lines.
void post(Draft& draft, Posting posting);

/// Pays what came into a party's cash, up to `received`, to its debts, the oldest first. Records
/// for each asset that it reaches the posting and what is left. Source: MECHANISM.md, section 6.
void pay_off_debt(Draft& draft, Ordinal party, Money received);

/// Takes the shortfall of tax and surcharge of an asset from the party's cash; what is missing
/// becomes its debt, and is the answer. Source: MECHANISM.md, section 6.
Money collect_shortfall(Draft& draft, Ordinal asset, Ordinal party, Money shortfall);

/// Sets the forecast of the first delinquent second from the figures in `status`, if it is
/// active. Every fact about an active asset carries a forecast under all schedules published so
/// far.
void forecast(const Draft& draft, const Asset& asset, AssetStatus& status);

/// What stands against the asset, to be changed.
Encumbrances encumbrances_of(const Asset& asset);

/// Encumbrances as rows and events hold them: none is null.
std::shared_ptr<const Encumbrances> shared(Encumbrances encumbrances);

/// The cover that the asset needs at the draft's second, assessed at `assessment`.
Money required_cover(const Draft& draft, const Asset& asset, Money assessment);

}  // namespace quitrent::market
