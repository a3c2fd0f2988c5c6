// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <span>

#include "market/receipt.hpp"
#include "market/state/draft.hpp"

namespace quitrent::market {

// Purchases that wait for the end of their notice. Source: MECHANISM.md, section 6.

/// One asset of a purchase, lawful and payable, with its price, and how long its own notice is.
struct PlannedItem {
  Ordinal asset = 0;
  PendingItem item;
  Duration notice;  ///< 0: it closes at once
};

/// Holds the buyer's money and locks the assets until the latest of their notices has run out.
PurchaseReceipt begin_pending(Draft& draft, Ordinal buyer, PurchaseId purchase,
                              std::span<const PlannedItem> items);

/// The notice is over: every asset is conveyed at its locked price. For as long again as the whole
/// lasted, purchases of these assets wait no more.
void close(Draft& draft, std::uint32_t number);

/// The purchase comes to nothing: the buyer's money goes back, every asset is as it was, and what
/// fell due meanwhile is due now.
void cancel(Draft& draft, std::uint32_t number);

/// Moves the close of the purchase that the asset is part of, if any, to where the holds on its
/// assets put it.
void reschedule_close(Draft& draft, Ordinal asset);

}  // namespace quitrent::market
