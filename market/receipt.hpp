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

/// Cash was credited or withdrawn.
struct CashReceipt {
  PartyId party;
  Money amount;           ///< always positive
  std::string reference;  ///< may be empty
};

/// An asset was registered or changed.
struct AssetReceipt {
  AssetId asset;
};

/// One asset of a purchase.
struct PurchasedItem {
  AssetId asset;
  Money price;                                        ///< the price for title, paid or to be paid
  PartyId seller;                                     ///< previous, present or last holder
  std::optional<LicenceId> grant_back = {};           ///< the seller's licence, after completion
  ConveyanceCause cause = ConveyanceCause::purchase;  ///< purchase or auction
};

/// A purchase was completed at once, or is pending until the end of its notice.
struct PurchaseReceipt {
  PurchaseId purchase;
  PurchaseStatus status = PurchaseStatus::completed;
  PartyId buyer = {};
  Instant filed_at = {};
  Instant completed_at = {};              ///< where completed
  Instant closes_at = {};                 ///< where pending
  std::vector<PurchasedItem> items = {};  ///< in the order of the filing
};

/// A licence, lien or hold was recorded or ended.
struct EncumbranceReceipt {
  AssetId asset;
  EncumbranceCause cause = EncumbranceCause::licence_recorded;
  Uuid subject;  ///< id of the licence, lien or hold
};

/// A contest was filed or decided.
struct ContestReceipt {
  Contest contest;
  std::optional<ContestOutcome> outcome = {};  ///< where it is decided
};

/// The openness levels of a licence were recorded.
struct ProfileReceipt {
  LicenceDocument recorded;  ///< the reference and the digest of its text
  std::uint32_t assets = 0;  ///< number of assets whose levels it changed
};

/// A beneficiary was paid out.
struct PayoutReceipt {
  std::string beneficiary;
  Money amount;
  std::string reference;  ///< may be empty
};

/// An act of two was proposed or withdrawn.
struct ActReceipt {
  ActId act;
};

/// A schedule was proposed, approved or withdrawn.
struct ScheduleReceipt {
  ScheduleId schedule;
};

/// The register was founded, or the sandbox's clock moved.
struct PlainReceipt {};

/// The facts for the answer to an accepted filing; the rest of the answer comes from the books
/// after it.
using Receipt = std::variant<PlainReceipt, PartyReceipt, CashReceipt, AssetReceipt, PurchaseReceipt,
                             EncumbranceReceipt, PayoutReceipt, ContestReceipt, ProfileReceipt,
                             ActReceipt, ScheduleReceipt>;

}  // namespace quitrent::market
