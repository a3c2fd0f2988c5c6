// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <vector>

#include "market/event.hpp"
#include "market/filing.hpp"
#include "market/receipt.hpp"
#include "market/state/books.hpp"
#include "registry/vocabulary/outcome.hpp"
#include "tax/degree/licences.hpp"

namespace quitrent::market {

/// What a lawful filing makes true, in order, and what its answer is made from.
struct Decision {
  std::vector<Event> events;
  Receipt receipt;
};

/// Decides a filing at second `now`, before which every due change is applied. Touches nothing: the
/// caller applies the events in order. Refuses with the first rule that says no, in the order of
/// RefusalCode (a purchase: per item, then for the whole; MECHANISM.md, section 6). `licences` are
/// the facts under which terms are read; what follows from them stands in the events, so that a
/// replay needs no table.
Outcome<Decision> decide(const Books& books, const Filing& filing, Instant now,
                         const tax::LicenceTable& licences = tax::founding_licences());

}  // namespace quitrent::market
