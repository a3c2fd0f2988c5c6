// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <optional>
#include <string>

#include "market/state/books.hpp"

namespace quitrent::market::pending_is_paid {

/// The law: of every purchase that waits, price and escrow of each item are held, no more and no
/// less; its assets are locked by it and by nothing else, it closes when their clocks say so; and
/// an asset is locked only by a purchase that waits. Answers with what breaks it. Source:
/// MECHANISM.md, section 6.
std::optional<std::string> violation(const Books& books);

}  // namespace quitrent::market::pending_is_paid
