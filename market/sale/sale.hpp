// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "market/receipt.hpp"
#include "market/state/draft.hpp"

namespace quitrent::market {

/// One asset on its way to its buyer: all is lawful and paid for.
struct Sale {
  Ordinal asset = 0;
  Ordinal buyer = 0;
  Account payer;  ///< the buyer's cash, or what is held of a purchase that waited
  PurchaseId purchase;
  Money price;
  Money assessment;                              ///< of the buyer
  Money escrow;                                  ///< likewise
  LicenceId grant_back;                          ///< for the seller, if it keeps a licence
  std::optional<Instant> no_notice_before = {};  ///< after a notice; nothing: as it was
};

/// The step of a compulsory purchase: levy, price along the waterfall, refund of the escrow, title,
/// new assessment and escrow, what the purchase ends and carries over of what stands against the
/// asset, grant-back, and the seller's shortfall. Source: MECHANISM.md, section 6.
PurchasedItem sell(Draft& draft, const Sale& sale);

}  // namespace quitrent::market
