// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <optional>
#include <string>

#include "market/state/books.hpp"

namespace quitrent::market::money_is_conserved {

/// The law: money enters and leaves only through the bank. All accounts sum to zero; only the bank
/// may be negative; the register holds at most 9·10^18 µ. Requires whole books. Returns what is
/// wrong, or nothing. Source: MECHANISM.md, sections 1 and 8.
std::optional<std::string> violation(const Books& books);

}  // namespace quitrent::market::money_is_conserved
