// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <optional>
#include <string>

#include "market/state/books.hpp"

namespace quitrent::market::pending_is_reserved {

/// The law: for every pending purchase exactly the price and escrow of each item are reserved. This
/// purchase alone locks its assets, and it closes when their clocks say so. An asset is locked only
/// by a pending purchase. Returns what is wrong, or nothing. Source: MECHANISM.md, section 6.
std::optional<std::string> violation(const Books& books);

}  // namespace quitrent::market::pending_is_reserved
