// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "market/receipt.hpp"
#include "market/state/draft.hpp"

namespace quitrent::market {

/// The sale of one asset that is lawful and paid for.
struct Sale {
  Ordinal asset = 0;
  Ordinal buyer = 0;
  Account payer;  ///< the buyer's cash, or the reserved money of a pending purchase
  PurchaseId purchase;
  Money price;
  Money assessment;                              ///< of the buyer
  Money escrow;                                  ///< of the buyer
  LicenceId grant_back;                          ///< id of the seller's licence, if it keeps one
  std::optional<Instant> no_notice_before = {};  ///< after a notice; nothing: unchanged
};

/// The atomic step of a compulsory purchase: levy, waterfall of the price, refund of the escrow,
/// conveyance, new assessment and escrow, encumbrances that end or stay, grant-back, and the
/// seller's shortfall. Source: MECHANISM.md, section 6.
PurchasedItem sell(Draft& draft, const Sale& sale);

}  // namespace quitrent::market
