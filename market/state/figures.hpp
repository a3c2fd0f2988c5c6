// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <optional>
#include <vector>

#include "market/state/books.hpp"
#include "tax/accrual.hpp"

namespace quitrent::market {

/// What an asset's figures come to at a second, tax accrued so far included. Nothing is levied.
struct AssetFigures {
  std::optional<Money> price;  ///< what a buyer pays this second; nothing where nobody can buy
  AnnualRate rate;             ///< average effective rate on the assessment, rounded down
  Money escrow;                ///< net of tax accrued
  Money arrears;               ///< tax accrued included
  Money surcharge;             ///< on the arrears that arose, unpaid
  std::optional<Money> cure;   ///< what a deposit must bring now to cure (state delinquent), or a
                               ///< redemption would cost (auction)
  Money tax_per_day;           ///< at today's rate, rounded down
  Money tax_per_year;          ///< likewise
  std::optional<Instant> funded_until;  ///< first delinquent second; nothing: none before expiry
  /// Forecast while active. Once delinquent never earlier and later only by held time or a purchase
  /// under way; a hold counts to its recorded end, so lifting it early gives back what is left of
  /// it.
  std::optional<Instant> forecloses_at;
  Digest terms_digest;  ///< what a buyer may expect, see terms_digest()
};

/// The figures of a live asset at `now`, which is not before its last levy. Of a terminal asset
/// only terms_digest counts.
AssetFigures figures(const Books& books, const Asset& asset, Instant now);

/// Whether tax accrues: from registration to foreclosure or another end.
constexpr bool accrues(const AssetStatus& status) {
  return status.state == AssetState::active || status.state == AssetState::delinquent;
}

/// The price that a buyer would pay at `now`, whether or not anything stands against a purchase:
/// the assessment, or in an auction what the price has fallen to,
///   V - floor(V · e / T), e = seconds since it opened less held seconds.
/// Requires a live asset. Source: MECHANISM.md, sections 6 and 7.
Money price_at(const Books& books, const Asset& asset, Instant now);

/// What a redemption at `now` comes to.
struct RedemptionCost {
  Money arrears;    ///< unpaid at foreclosure
  Money surcharge;  ///< likewise
  tax::Levy since;  ///< the tax that would have accrued since, out of what is left of the escrow
  Money cover;      ///< under the new assessment
  Money in_all;     ///< what the former holder pays, beside what is left of the escrow
};
/// The cost of redeeming an asset in auction at `now`, assessed at `assessment` from then on.
RedemptionCost redemption_cost(const Books& books, const Asset& asset, Money assessment,
                               Instant now);

/// The digest over class, title evidence, degree, bracket rates in force at `now`, licence terms
/// and encumbrances: what a buyer saw. Source: MECHANISM.md, section 6.
Digest terms_digest(const tax::ScheduleTimeline& timeline, const Asset& asset, Instant now);

/// When the escrow in `status` runs dry, which may be another than the asset's own; kEndOfTime:
/// not before the asset expires. Source: MECHANISM.md, section 4.
Instant runs_dry(const tax::ScheduleTimeline& timeline, const Asset& asset,
                 const AssetStatus& status);

/// The proprietary degree of an asset at `now`; what everybody may use has 0, and an asset that has
/// come to another end keeps what it had. Source: MECHANISM.md, section 9.
Share degree_at(const tax::ScheduleTimeline& timeline, const Asset& asset, Instant now);

/// The asset as tax sees it from its last levy on, with every later degree that is known by now.
tax::Taxed taxed(const tax::ScheduleTimeline& timeline, const Asset& asset);

/// On what the asset was taxed since its assessment and terms stand as they are, up to `until`: one
/// interval for each degree.
std::vector<tax::PastInterval> intervals_of(const tax::ScheduleTimeline& timeline,
                                            const Asset& asset, Instant until);

/// The asset's figures as tax sees them.
tax::AccrualState accrual_state(const AssetStatus& status);

/// The status once `levy`, a levy of it, is taken.
AssetStatus after_levy(AssetStatus status, const tax::Levy& levy);

/// The arrears that arose in a delinquency, and more. Held at 8·10^18 µ: a surcharge on more could
/// never be paid, since a register holds no more.
Money with_arisen(Money arisen, Money more);

/// The surcharge that stands unpaid on the arrears of this delinquency.
Money surcharge_due(const AssetStatus& status);

/// Who may be paid out: whom the schedule in force at `now` names, then whoever got anything under
/// an earlier one; each once.
std::vector<std::string> listed_beneficiaries(const Books& books, Instant now);

}  // namespace quitrent::market
