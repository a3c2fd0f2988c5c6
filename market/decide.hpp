// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <vector>

#include "market/books.hpp"
#include "market/event.hpp"
#include "market/filing.hpp"
#include "market/receipt.hpp"
#include "registry/vocabulary/outcome.hpp"

namespace quitrent {

/// What a lawful filing makes true, in order, and what its answer is made from.
struct Decision {
  std::vector<Event> events;
  Receipt receipt;
};

/// Decides a filing at second `now`, before which every due change is applied. Touches nothing: the
/// caller applies the events in order. Refuses with the first rule that says no, in the order of
/// RefusalCode (a purchase: per item, then for the whole; MECHANISM.md, section 6).
Outcome<Decision> decide(const Books& books, const Filing& filing, Instant now);

}  // namespace quitrent
