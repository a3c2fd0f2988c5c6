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

/// The result of a lawful filing: its events, in order, and the facts for its answer.
struct Decision {
  std::vector<Event> events;
  Receipt receipt;
};

/// Decides a filing at second `now`, after every change due at or before it is applied. Changes
/// nothing: the caller applies the events in order. Refuses by the first rule that applies, in the
/// order of RefusalCode (a purchase: per item, then for the whole; MECHANISM.md, section 6).
/// `licences` are the facts by which terms are read. The events hold what follows from them, so a
/// replay needs no licence table.
Outcome<Decision> decide(const Books& books, const Filing& filing, Instant now,
                         const tax::LicenceTable& licences = tax::founding_licences());

}  // namespace quitrent::market
