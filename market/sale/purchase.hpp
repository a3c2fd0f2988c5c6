// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "market/rules.hpp"

namespace quitrent::market {

/// Buys one asset or a basket, at once or after its notice. Refuses: not-found; per item
/// not-for-sale, own-asset, held, purchase-pending, price-above-maximum, terms-changed; then for
/// the whole: party-frozen, debt-outstanding, below-cover, insufficient-funds, and not-for-sale (a
/// pending basket would lock an asset whose last notice ended lately). Source: MECHANISM.md,
/// section 6.
Outcome<Receipt> decide_purchase(const Case& filed, const PurchaseAssets& request);

}  // namespace quitrent::market
