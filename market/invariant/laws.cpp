// SPDX-License-Identifier: EUPL-1.2
#include "market/invariant/laws.hpp"

#include "market/due/due_queue.hpp"
#include "market/invariant/chain_is_unbroken.hpp"
#include "market/invariant/escrow_is_funded.hpp"
#include "market/invariant/indexes_match_books.hpp"
#include "market/invariant/money_is_conserved.hpp"
#include "market/invariant/one_holder_per_asset.hpp"
#include "market/invariant/pending_is_reserved.hpp"

namespace quitrent::market {

std::optional<std::string> broken_law(const Books& books, const TitleRecord& record,
                                      const DueQueue& queue, Instant now) {
  if (auto wrong = money_is_conserved::violation(books)) {
    return "money is not conserved: " + *wrong;
  }
  if (auto wrong = escrow_is_funded::violation(books)) return "escrow is not funded: " + *wrong;
  if (auto wrong = one_holder_per_asset::violation(books, record)) {
    return "not one holder per asset: " + *wrong;
  }
  if (auto wrong = chain_is_unbroken::violation(books, record)) {
    return "the chain is broken: " + *wrong;
  }
  if (auto wrong = pending_is_reserved::violation(books)) {
    return "the money of a pending purchase is not reserved: " + *wrong;
  }
  if (auto wrong = indexes_match_books::violation(books, queue, now)) {
    return "an index does not match the books: " + *wrong;
  }
  return std::nullopt;
}

}  // namespace quitrent::market
