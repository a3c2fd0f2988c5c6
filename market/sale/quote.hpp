// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <optional>

#include "market/state/books.hpp"
#include "registry/vocabulary/outcome.hpp"

namespace quitrent::market {

// What a purchase filed now would meet and cost. The purchase itself asks the same questions.

/// Why the asset cannot be bought at `now`: its state, the buyer's own asset, a hold, another
/// purchase, in this order; nothing: it may be bought. `buyer` is the row of the party that asks;
/// nothing: whoever asks. The pointer of the refusal is empty.
std::optional<Refusal> objection_to_sale(const Books& books, const Asset& asset,
                                         std::optional<Ordinal> buyer, Instant now);

/// How long a purchase of this asset filed at `now` is pending by itself; 0: it closes at once, as
/// in an auction or shortly after an earlier notice. Source: MECHANISM.md, section 6.
Duration notice_before_sale(const Books& books, const Asset& asset, Instant now);

/// What a buyer would pay and be taxed.
struct Quote {
  Money price;                          ///< of title
  Money cover;                          ///< least escrow that is lawful
  Money total;                          ///< price and escrow, saturating
  Money tax_per_day;                    ///< of the buyer, rounded down
  std::optional<Instant> funded_until;  ///< by the escrow; nothing: for ever
  Instant closes_at;                    ///< `now` without a notice
};

/// What a buyer would state of its own.
struct Offer {
  std::optional<Money> assessment;  ///< nothing: the one that stands
  std::optional<Money> escrow;      ///< nothing: the cover
};

/// What buying the asset at `now` under this offer would cost. Refuses what objection_to_sale
/// refuses, with the pointer `/asset`, and out-of-range where price and escrow together pass the
/// capacity of the register.
Outcome<Quote> quoted(const Books& books, const Asset& asset, const Offer& offer, Instant now);

}  // namespace quitrent::market
