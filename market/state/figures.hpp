// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <optional>
#include <vector>

#include "market/state/books.hpp"
#include "tax/accrual.hpp"

namespace quitrent::market {

/// The figures of an asset at a second, accrued tax included. Nothing is levied.
struct AssetFigures {
  std::optional<Money> price;  ///< price at this second; nothing where nobody can buy
  AnnualRate rate;             ///< average effective rate on the assessment, rounded down
  Money escrow;                ///< after the accrued tax
  Money arrears;               ///< accrued tax included
  Money surcharge;             ///< the unpaid surcharge on the arrears that arose
  std::optional<Money> cure;   ///< what a deposit must bring now to cure (state delinquent), or a
                               ///< redemption would cost (auction)
  Money tax_per_day;           ///< at today's rate, rounded down
  Money tax_per_year;          ///< at today's rate, rounded down
  std::optional<Instant> funded_until;  ///< first delinquent second; nothing: none before expiry
  /// A forecast while the asset is active. Once it is delinquent: never earlier, and later only by
  /// held time or by a pending purchase. A hold counts to its recorded end; lifting it early gives
  /// back the rest.
  std::optional<Instant> forecloses_at;
  Digest terms_digest;  ///< see terms_digest()
};

/// The figures of a live asset at `now`, which is not before its last levy. For a terminal asset
/// only terms_digest has a meaning.
AssetFigures figures(const Books& books, const Asset& asset, Instant now);

/// Whether tax accrues: from registration to foreclosure or another end.
constexpr bool accrues(const AssetStatus& status) {
  return status.state == AssetState::active || status.state == AssetState::delinquent;
}

/// The price that a buyer would pay at `now`, even if a purchase is not possible: the assessment,
/// or in an auction
///   V - floor(V · e / T), e = seconds since it opened less held seconds.
/// Requires a live asset. Source: MECHANISM.md, sections 6 and 7.
Money price_at(const Books& books, const Asset& asset, Instant now);

/// The price at which the asset can be bought at `now`, as answers show it; nothing where nobody
/// can buy: it has ended, is held or has a pending purchase.
std::optional<Money> buying_price(const Books& books, const Asset& asset, Instant now);

/// The parts of the cost of a redemption.
struct RedemptionCost {
  Money arrears;    ///< unpaid at foreclosure
  Money surcharge;  ///< unpaid at foreclosure
  tax::Levy since;  ///< the tax since then; the rest of the escrow pays first
  Money cover;      ///< under the new assessment
  Money total;      ///< what the former holder pays, besides the rest of the escrow
};
/// The cost of redeeming an asset in auction at `now`, assessed at `assessment` from then on.
RedemptionCost redemption_cost(const Books& books, const Asset& asset, Money assessment,
                               Instant now);

/// The digest over class, title evidence, degree, bracket rates in force at `now`, licence terms,
/// encumbrances, expiry, end of a withdrawal notice, open contests and findings not yet due: what
/// the buyer saw. Source: MECHANISM.md, section 6.
Digest terms_digest(const Books& books, const Asset& asset, Instant now);

/// The first second that the escrow in `status` cannot pay; `status` may differ from the asset's
/// own. kEndOfTime: no such second before the asset expires. Source: MECHANISM.md, section 4.
Instant funded_until(const tax::ScheduleTimeline& timeline, const Asset& asset,
                     const AssetStatus& status);

/// The proprietary degree of an asset at `now`. It is 0 for an asset in the commons; an asset that
/// ended in another way keeps its last degree. Source: MECHANISM.md, section 9.
Share degree_at(const tax::ScheduleTimeline& timeline, const Asset& asset, Instant now);

/// The tax base of the asset from its last levy on, with every later degree that is known now.
tax::Taxed taxed(const tax::ScheduleTimeline& timeline, const Asset& asset);

/// The intervals in which the asset was taxed under its present assessment and terms, up to
/// `until`: one interval for each degree.
std::vector<tax::PastInterval> intervals_of(const tax::ScheduleTimeline& timeline,
                                            const Asset& asset, Instant until);

/// The figures of the status in the form that a levy needs.
tax::AccrualState accrual_state(const AssetStatus& status);

/// The status after `levy`, a levy of it, is applied.
AssetStatus after_levy(AssetStatus status, const tax::Levy& levy);

/// The arrears that arose in a delinquency plus `more`, limited to 8·10^18 µ: a surcharge on more
/// could never be paid, since a register holds no more money.
Money with_arisen(Money arisen, Money more);

/// The unpaid surcharge on the arrears of this delinquency.
Money surcharge_due(const AssetStatus& status);

/// The beneficiaries that may be paid out: first those of the schedule in force at `now`, then
/// those that received revenue under an earlier one; each once.
std::vector<std::string> listed_beneficiaries(const Books& books, Instant now);

}  // namespace quitrent::market
