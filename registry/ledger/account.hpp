// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <compare>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "registry/vocabulary/money.hpp"

namespace quitrent {

/// The chart of accounts. Source: MECHANISM.md, section 8.
enum class AccountKind : std::uint8_t {
  bank = 0,        ///< contra of all money in and out; the only one that may be negative
  revenue = 1,     ///< paid tax that awaits apportionment
  cash = 2,        ///< one per party, by its ordinal
  escrow = 3,      ///< one per asset, by its ordinal
  reserved = 4,    ///< one per pending purchase
  beneficiary = 5  ///< one per beneficiary of revenue
};
/// The kind in words; `reserved` is "held", as in JSON.
constexpr std::string_view to_text(AccountKind symbol) {
  switch (symbol) {
    case AccountKind::bank:
      return "bank";
    case AccountKind::revenue:
      return "revenue";
    case AccountKind::cash:
      return "cash";
    case AccountKind::escrow:
      return "escrow";
    case AccountKind::reserved:
      return "held";
    case AccountKind::beneficiary:
      return "beneficiary";
  }
  return {};
}

/// One account: its kind and its owner. `owner` is 0 where a kind has one account only.
struct Account {
  AccountKind kind = AccountKind::bank;
  std::uint32_t owner = 0;  ///< the ordinal of its party, asset, purchase or beneficiary
  /// Orders by kind, then owner.
  friend constexpr auto operator<=>(const Account&, const Account&) = default;
};

/// Why money moved, as a statement shows it.
enum class PostingKind : std::uint8_t {
  credit = 0,               ///< in from the bank
  withdrawal = 1,           ///< out to the bank
  registration = 2,         ///< first escrow of an asset
  escrow_deposit = 3,       ///< into escrow, arrears and surcharge
  escrow_withdrawal = 4,    ///< out of escrow
  levy = 5,                 ///< tax, from escrow to revenue
  purchase = 6,             ///< price and escrow of a purchase, and their receivers
  expiry = 7,               ///< refund and tax debts of an asset that expires
  debt = 8,                 ///< the part of an incoming amount that pays a debt
  purchase_pending = 9,     ///< price and escrow of a pending purchase, reserved until it closes
  purchase_cancelled = 10,  ///< the reserved sum, back to the buyer
  redemption = 11,          ///< what a former holder paid to redeem its asset
  escheat = 12,             ///< refund and tax debts of an asset that escheats
  dedication = 13,          ///< the escrow of an asset that its holder dedicated to the commons
  asset_withdrawal = 14,    ///< the escrow of an asset that its holder withdrew
  strike = 15,              ///< the escrow of an asset that a registrar struck
  apportionment = 16,       ///< revenue to its beneficiaries
  beneficiary_payout = 17,  ///< a beneficiary's money out to the bank
  clawback = 18,            ///< the tax that an asset saved by terms that its holder takes back
  registration_fee = 19,    ///< the fee of a registration, to revenue
  escrow_collected = 20,    ///< escrow above the cover, taken for a debt of its holder
  rectification = 21        ///< the escrow of an asset whose title a court gave to another
};
/// The kind as it stands in JSON.
constexpr std::string_view to_text(PostingKind symbol) {
  switch (symbol) {
    case PostingKind::credit:
      return "credit";
    case PostingKind::withdrawal:
      return "withdrawal";
    case PostingKind::registration:
      return "registration";
    case PostingKind::escrow_deposit:
      return "escrow-deposit";
    case PostingKind::escrow_withdrawal:
      return "escrow-withdrawal";
    case PostingKind::levy:
      return "levy";
    case PostingKind::purchase:
      return "purchase";
    case PostingKind::expiry:
      return "expiry";
    case PostingKind::debt:
      return "debt";
    case PostingKind::purchase_pending:
      return "purchase-pending";
    case PostingKind::purchase_cancelled:
      return "purchase-cancelled";
    case PostingKind::redemption:
      return "redemption";
    case PostingKind::escheat:
      return "escheat";
    case PostingKind::dedication:
      return "dedication";
    case PostingKind::asset_withdrawal:
      return "withdrawal-of-asset";
    case PostingKind::strike:
      return "strike";
    case PostingKind::apportionment:
      return "apportionment";
    case PostingKind::beneficiary_payout:
      return "beneficiary-payout";
    case PostingKind::clawback:
      return "clawback";
    case PostingKind::registration_fee:
      return "registration-fee";
    case PostingKind::escrow_collected:
      return "escrow-collected";
    case PostingKind::rectification:
      return "rectification";
  }
  return {};
}

/// One line of a posting: an amount to an account or, if negative, from it.
struct PostingLine {
  Account account;
  Money amount;
};

/// One movement of money; its lines sum to zero. Source: MECHANISM.md, section 8.
struct Posting {
  PostingKind kind = PostingKind::levy;
  bool has_asset = false;      ///< whether `asset` has a meaning
  std::uint32_t asset = 0;     ///< ordinal of the asset that the money is moved for
  std::string reference = {};  ///< the bank's reference, or empty
  std::vector<PostingLine> lines = {};
};

}  // namespace quitrent
