// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <optional>
#include <string>

#include "market/due/changes.hpp"
#include "market/due/due_queue.hpp"
#include "market/state/books.hpp"

namespace quitrent::market::indexes_match_books {

/// The law: each index gives the same results as a search of the whole register. The id of each
/// asset and party gives its ordinal; each identifier of an asset gives this asset and no other;
/// the queue holds exactly the next change of each asset; and nothing is due at or before `now`.
/// Returns what is wrong, or nothing. Source: DESIGN.md (derived state); MECHANISM.md, section 7.
std::optional<std::string> violation(const Books& books, const DueQueue& queue, Instant now);

}  // namespace quitrent::market::indexes_match_books
