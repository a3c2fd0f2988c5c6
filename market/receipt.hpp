// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>
#include <variant>
#include <vector>

#include "registry/vocabulary/identifier.hpp"
#include "registry/vocabulary/money.hpp"

namespace quitrent {

/// A party was registered.
struct PartyReceipt {
  PartyId party;
};

/// Cash came in or went out.
struct CashReceipt {
  PartyId party;
  Money amount;           ///< what moved, always positive
  std::string reference;  ///< may be empty
};

/// An asset was registered or changed.
struct AssetReceipt {
  AssetId asset;
};

/// One asset of a completed purchase.
struct PurchasedItem {
  AssetId asset;
  Money price;     ///< what was paid for title
  PartyId seller;  ///< in title before
};

/// A purchase was completed at once.
struct PurchaseReceipt {
  PurchaseId purchase;
  std::vector<PurchasedItem> items;  ///< in the order of the filing
};

/// The register was founded, or the sandbox's clock moved.
struct PlainReceipt {};

/// What the answer to an accepted filing is made from, with the books as the filing left them.
using Receipt =
    std::variant<PlainReceipt, PartyReceipt, CashReceipt, AssetReceipt, PurchaseReceipt>;

}  // namespace quitrent
