// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <optional>

#include "market/books.hpp"
#include "tax/accrual.hpp"

namespace quitrent {

/// What an asset's figures come to at a second, tax accrued so far included. Nothing is levied.
struct AssetFigures {
  std::optional<Money> price;  ///< what a buyer pays this second; nothing where nobody can buy
  AnnualRate rate;             ///< average effective rate on the assessment, rounded down
  Money escrow;                ///< net of tax accrued
  Money arrears;               ///< tax accrued included
  Money surcharge;             ///< on the arrears that arose, unpaid
  std::optional<Money> cure;   ///< what a deposit must bring now to cure; only while delinquent
  Money tax_per_day;           ///< at today's rate, rounded down
  Money tax_per_year;          ///< likewise
  std::optional<Instant> funded_until;   ///< first delinquent second; nothing: none before expiry
  std::optional<Instant> forecloses_at;  ///< forecast while active, fixed once delinquent
  Digest terms_digest;                   ///< what a buyer may expect, see terms_digest()
};

/// The figures of a live asset at `now`, which is not before its last levy. Of a terminal asset
/// only terms_digest counts.
AssetFigures figures(const Books& books, const Asset& asset, Instant now);

/// The digest over class, title evidence, degree, bracket rates in force at `now`, licence terms
/// and encumbrances: what a buyer saw. Source: MECHANISM.md, section 6.
Digest terms_digest(const Calendar& calendar, const Asset& asset, Instant now);

/// The asset as tax sees it.
Taxed taxed(const Asset& asset);

/// The asset's figures as tax sees them.
Settlement settlement(const Standing& standing);

/// The standing once `levy`, a levy of it, is taken. The arrears that arose in a delinquency are
/// held at 8·10^18 µ: a surcharge on more could never be paid, since a register holds no more.
Standing after_levy(Standing standing, const Levy& levy);

/// The surcharge that stands unpaid on the arrears of this delinquency.
Money surcharge_due(const Standing& standing);

}  // namespace quitrent
