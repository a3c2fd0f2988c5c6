// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <span>

#include "market/receipt.hpp"
#include "market/state/draft.hpp"

namespace quitrent::market {

// Purchases that are pending until the end of their notice. Source: MECHANISM.md, section 6.

/// One asset of a purchase that is lawful and payable, with its price and the length of its own
/// notice.
struct PlannedItem {
  Ordinal asset = 0;
  PendingItem item;
  Duration notice;  ///< 0: it closes at once
};

/// Reserves the buyer's money and locks the assets until the latest of their notices ends.
PurchaseReceipt begin_pending(Draft& draft, Ordinal buyer, PurchaseId purchase,
                              std::span<const PlannedItem> items);

/// Closes the purchase at the end of its notice: every asset is conveyed at its locked price. For
/// as long again as the purchase was pending, purchases of these assets close at once.
void close(Draft& draft, std::uint32_t number);

/// Cancels the purchase: the buyer's money goes back, every asset is as before, and changes that
/// fell due meanwhile are due now. For as long again as the purchase was pending, purchases of
/// these assets close at once.
void cancel(Draft& draft, std::uint32_t number);

/// Cancels every pending purchase of this buyer, in the order of filing.
void cancel_all_of(Draft& draft, const PartyId& buyer);

/// Moves the close of the pending purchase of this asset, if any, as the holds on its assets
/// require.
void reschedule_close(Draft& draft, Ordinal asset);

}  // namespace quitrent::market
