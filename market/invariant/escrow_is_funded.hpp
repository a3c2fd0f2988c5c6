// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <optional>
#include <string>

#include "market/state/books.hpp"

namespace quitrent::market::escrow_is_funded {

/// The law: all prepaid tax exists as money. The escrow in each asset's status equals the balance
/// of its escrow account. An ended asset has no escrow. Only a delinquent asset has arrears, at
/// most its assessment. Returns what is wrong, or nothing. Source: MECHANISM.md, sections 1, 4 and
/// 8.
std::optional<std::string> violation(const Books& books);

}  // namespace quitrent::market::escrow_is_funded
