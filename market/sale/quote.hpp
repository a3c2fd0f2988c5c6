// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <optional>

#include "market/state/books.hpp"
#include "registry/vocabulary/outcome.hpp"

namespace quitrent::market {

// The conditions and costs of a purchase filed now. The purchase itself uses the same functions.

/// Why the asset cannot be bought at `now`: its state, the buyer's own asset, a hold, another
/// purchase, in this order; nothing where it can be bought. `buyer` is the ordinal of the buyer;
/// nothing means any buyer. The pointer of the refusal is empty.
std::optional<Refusal> objection_to_sale(const Books& books, const Asset& asset,
                                         std::optional<Ordinal> buyer, Instant now);

/// How long a purchase of this asset alone, filed at `now`, is pending; 0: it closes at once, as in
/// an auction or shortly after an earlier notice. Source: MECHANISM.md, section 6.
Duration notice_before_sale(const Books& books, const Asset& asset, Instant now);

/// Why the asset cannot be in a purchase filed at `now` that is pending until `closes_at`: it is in
/// auction, its purchases close at once just now, or it expires at or before the close. Nothing
/// where it can, or where the purchase closes at once. The pointer of the refusal is empty. Source:
/// MECHANISM.md, section 6.
std::optional<Refusal> objection_to_pending(const Books& books, const Asset& asset, Instant now,
                                            Instant closes_at);

/// What a buyer would pay, and its tax.
struct Quote {
  Money price;                          ///< of title
  Money cover;                          ///< the least lawful escrow
  Money total;                          ///< price and escrow, at most the highest Money
  Money tax_per_day;                    ///< of the buyer, rounded down
  std::optional<Instant> funded_until;  ///< by the escrow; nothing: always
  Instant closes_at;                    ///< `now` if there is no notice
};

/// The values that a buyer would state.
struct Offer {
  std::optional<Money> assessment;  ///< nothing: the present one
  std::optional<Money> escrow;      ///< nothing: the cover
};

/// The costs of buying the asset at `now` under this offer. Refuses what objection_to_sale and
/// objection_to_pending refuse, with the pointer `/asset`, and out-of-range where the sum of price
/// and escrow is above the capacity of the register.
Outcome<Quote> quoted(const Books& books, const Asset& asset, const Offer& offer, Instant now);

}  // namespace quitrent::market
