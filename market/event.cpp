// SPDX-License-Identifier: EUPL-1.2
#include "market/event.hpp"

namespace quitrent::market {

std::vector<AssetId> PurchaseChanged::subjects() const {
  std::vector<AssetId> assets;
  assets.reserve(purchase.items.size());
  for (const PendingItem& item : purchase.items) assets.push_back(item.asset);
  return assets;
}

}  // namespace quitrent::market
