// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <optional>
#include <string>

#include "market/state/books.hpp"

namespace quitrent::market::escrow_is_funded {

/// The law: prepaid tax is really there. The escrow in each asset's status is the balance of its
/// escrow account; an asset that has ended has none; and tax is overdue in no other state than
/// delinquent, never above the assessment. Answers what is wrong, or nothing. Source: MECHANISM.md,
/// sections 1, 4 and 8.
std::optional<std::string> violation(const Books& books);

}  // namespace quitrent::market::escrow_is_funded
