// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "market/event.hpp"
#include "market/state/books.hpp"

namespace quitrent::market {

/// Applies the event to the books. It cannot fail: an event that does not fit the books is a bug
/// and ends the process.
void apply(Books& books, const Event& event);

}  // namespace quitrent::market
