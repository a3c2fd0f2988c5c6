// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "registry/title/asset.hpp"
#include "registry/title/party.hpp"
#include "registry/vocabulary/digest.hpp"
#include "registry/vocabulary/identifier.hpp"
#include "registry/vocabulary/money.hpp"

namespace quitrent {

// What can be asked of the register. Shape (lengths, ranges, unknown words) was checked by the
// counter; `decide` checks all that takes the books.

/// The first filing of every register: its schedule, and its first operator.
struct FoundRegister {
  std::string schedule_toml;  ///< read without fault before
  std::string operator_name;  ///< 1 to 200 bytes
  Digest operator_key;        ///< keyed hash
};

/// By an operator: somebody new.
struct RegisterParty {
  std::string name;  ///< 1 to 200 bytes
  Roles roles;       ///< not empty
  Digest key;        ///< keyed hash of the API key that the party will use
};

/// By an operator: money in from the bank. A reference counts once in the whole register.
struct CreditCash {
  PartyId party;
  Money amount;           ///< 1 µ or more
  std::string reference;  ///< 1 to 200 bytes
};

/// By the party itself: money out to the bank.
struct WithdrawCash {
  Money amount;           ///< 1 µ or more
  std::string reference;  ///< at most 200 bytes, may be empty
};

/// By the member who becomes holder.
struct RegisterAsset {
  AssetClass asset_class = AssetClass::patent;
  std::shared_ptr<const Particulars> particulars;  ///< terms in normal form
  Share degree;                                    ///< that follows from the terms, see tax/degree
  Money assessment;                                ///< 1 µ … 10^18 µ
  Money escrow;                                    ///< 0 or more
  Instant expires_at = kEndOfTime;                 ///< kEndOfTime: never
};

/// What a filing about one asset names: which, and the version that the caller expects.
struct AssetRef {
  AssetId id;
  std::optional<std::uint32_t> expected_version = {};
};

/// By the holder: a new assessment, 1 µ … 10^18 µ.
struct AssessAsset {
  AssetRef asset;
  Money assessment;
};

/// By any member: into an asset's escrow, from the member's own cash; 1 µ or more.
struct DepositEscrow {
  AssetRef asset;
  Money amount;
};

/// By the holder: out of escrow, down to the cover; 1 µ or more.
struct WithdrawEscrow {
  AssetRef asset;
  Money amount;
};

/// One asset of a purchase and what the buyer says about it.
struct PurchaseItem {
  AssetId asset;
  Money max_price;   ///< 0 or more
  Money assessment;  ///< the buyer's own, 1 µ … 10^18 µ
  Money escrow;      ///< 0 or more
  std::optional<Digest> expected_terms;
};

/// By a member: a compulsory purchase of one asset or a basket, all or nothing.
struct PurchaseAssets {
  std::vector<PurchaseItem> items;  ///< 1 to 100, no asset twice
};

/// Of the sandbox: the clock stands at `to` from now on, once all that is due by then has happened.
struct MoveClock {
  Instant to;  ///< not before now
};

/// One request to the register, by whom, with what is not pure: the seed.
struct Filing {
  /// Which request.
  using Request =
      std::variant<FoundRegister, RegisterParty, CreditCash, WithdrawCash, RegisterAsset,
                   AssessAsset, DepositEscrow, WithdrawEscrow, PurchaseAssets, MoveClock>;
  PartyId by;  ///< who asks; counts for all but FoundRegister and MoveClock
  Seed seed;   ///< drawn by the office
  Request request;
};

}  // namespace quitrent
