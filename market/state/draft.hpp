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

/// A decision that is not complete: the events so far, and an overlay in which they are applied, so
/// that each step of a decision sees the earlier steps. The base books do not change.
class Draft {
 public:
  /// Begins at second `now` over `books`, which must outlive the draft and must not change
  /// meanwhile.
  Draft(const Books& books, Instant now) : books_{books}, now_{now} {}
  /// The books after the events so far.
  const Books& books() const { return books_; }
  /// The second of the decision.
  Instant now() const { return now_; }
  /// Adds an event and applies it to the draft.
  void record(Event event);
  /// Returns the events, in order, and keeps none.
  std::vector<Event> take() { return std::move(events_); }

 private:
  Books books_;
  Instant now_;
  std::vector<Event> events_;
};

/// An asset with its status levied to the draft's second but not recorded yet: a change edits
/// `status`, then records both in one event.
struct AccruedAsset {
  Ordinal ordinal = 0;
  AssetStatus status;  ///< after the levy
  LevyFact levy;       ///< the levy itself
  /// Whether it is delinquent, pending or not.
  bool delinquent() const { return status.state == AssetState::delinquent; }
};

/// Levies the asset to the draft's second if tax accrues. The forecast stays as it was. Records
/// nothing.
AccruedAsset levied_to_now(const Draft& draft, Ordinal ordinal);

/// The same, and computes its forecast anew, since a schedule may have been published meanwhile.
AccruedAsset accrued_to_now(const Draft& draft, Ordinal ordinal);

/// Records the posting of a levy: `paid` from escrow to revenue. Nothing for 0.
void post_levy(Draft& draft, const AccruedAsset& asset);

/// Records the asset's new status with its levy and its cause.
void record_status(Draft& draft, const AccruedAsset& asset, AssetStatusCause cause, Money amount);

/// Adds a line to a posting; nothing for 0.
void add_line(Posting& posting, Account account, Money amount);

/// Records a posting, unless it has no lines.
void post(Draft& draft, Posting posting);

/// Pays money that came into a party's cash, at most `received`, towards its debts: those of tax,
/// then those to buyers of struck assets, each the oldest first. Records, for each asset with a
/// payment, the posting and the remaining debt. Source: MECHANISM.md, section 6.
void pay_off_debt(Draft& draft, Ordinal party, Money received);

/// Arrears and unpaid surcharge, at the draft's second, of the assets for whose tax the party owes;
/// at most the highest Money.
Money overdue_of(const Draft& draft, Ordinal party);

/// Collects the shortfall of tax and surcharge of an asset from a party; see collect(). Source:
/// MECHANISM.md, section 6.
Money collect_shortfall(Draft& draft, Ordinal asset, Ordinal party, Money shortfall);

/// A claim on a party.
struct Claim {
  Ordinal debtor = 0;               ///< party
  Ordinal of = 0;                   ///< the asset from which it arises; its escrow is not taken
  std::optional<Ordinal> asset;     ///< under which the debt is recorded
  std::optional<Ordinal> creditor;  ///< party; nothing: the treasury
};

/// Takes `amount` from the debtor's cash, then from what the escrows of its other active assets
/// hold above their cover, in order of registration. The missing rest becomes its debt and is
/// returned. Source: MECHANISM.md, sections 6 and 7.
Money collect(Draft& draft, const Claim& claim, Money amount);

/// Sets the forecast of the first delinquent second from the figures in `status`, if the asset is
/// active. Every event about an active asset holds a forecast under all schedules published so far.
void forecast(const Draft& draft, const Asset& asset, AssetStatus& status);

/// Sets the forecast of an asset whose hold `hold` ends now. Where it is the hold of a
/// rectification, the cover is due. Returns whether it is missing: then the asset must become
/// delinquent before anything else happens to it. Source: MECHANISM.md, section 7.
[[nodiscard]] bool forecast_after_hold(const Draft& draft, Ordinal ordinal, const HoldId& hold,
                                       AssetStatus& status);

/// A copy of the asset's encumbrances, to be changed.
Encumbrances encumbrances_of(const Asset& asset);

/// Encumbrances in the form of rows and events: null where there are none.
std::shared_ptr<const Encumbrances> shared(Encumbrances encumbrances);

/// The cover that the asset needs at the draft's second, assessed at `assessment`.
Money required_cover(const Draft& draft, const Asset& asset, Money assessment);

}  // namespace quitrent::market
