// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "market/event.hpp"
#include "registry/vocabulary/identifier.hpp"
#include "registry/vocabulary/money.hpp"

namespace quitrent::market {

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

/// One asset of a purchase.
struct PurchasedItem {
  AssetId asset;
  Money price;     ///< what was or will be paid for title
  PartyId seller;  ///< in title before, now or last
  std::optional<LicenceId> grant_back =
      {};  ///< what the seller kept, once the purchase is completed
  ConveyanceCause cause = ConveyanceCause::purchase;  ///< purchase or auction
};

/// A purchase was completed at once, or waits for the end of its notice.
struct PurchaseReceipt {
  PurchaseId purchase;
  PurchaseStatus status = PurchaseStatus::completed;
  PartyId buyer = {};
  Instant filed_at = {};
  Instant completed_at = {};              ///< once completed
  Instant closes_at = {};                 ///< while pending
  std::vector<PurchasedItem> items = {};  ///< in the order of the filing
};

/// A licence, lien or hold was recorded or ended.
struct EncumbranceReceipt {
  AssetId asset;
  EncumbranceCause cause = EncumbranceCause::licence_recorded;
  Uuid subject;  ///< which
};

/// A contest was filed or decided.
struct ContestReceipt {
  Contest contest;
  std::optional<ContestOutcome> outcome = {};  ///< once it is decided
};

/// What a licence leaves closed was recorded.
struct ProfileReceipt {
  std::string reference;
  std::uint32_t assets = 0;  ///< whose degree rests on it
};

/// A beneficiary was paid out.
struct PayoutReceipt {
  std::string beneficiary;
  Money amount;
  std::string reference;  ///< may be empty
};

/// The register was founded, or the sandbox's clock moved.
struct PlainReceipt {};

/// What the answer to an accepted filing is made from, with the books as the filing left them.
using Receipt = std::variant<PlainReceipt, PartyReceipt, CashReceipt, AssetReceipt, PurchaseReceipt,
                             EncumbranceReceipt, PayoutReceipt, ContestReceipt, ProfileReceipt>;

}  // namespace quitrent::market
