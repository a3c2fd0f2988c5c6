// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "market/rules.hpp"

namespace quitrent::market {

/// Buys one asset or a basket, at once or after its notice. Refuses: not-found; per item
/// not-for-sale (its state), own-asset, held, purchase-pending, not-for-sale (it may not be in a
/// purchase that waits), price-above-maximum, terms-changed; then for the whole: party-frozen,
/// debt-outstanding, below-cover, insufficient-funds, arrears-outstanding. Source: MECHANISM.md,
/// section 6.
Outcome<Receipt> decide_purchase(const Case& filed, const PurchaseAssets& request);

}  // namespace quitrent::market
