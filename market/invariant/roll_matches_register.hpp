// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <optional>
#include <string>

#include "market/due/changes.hpp"
#include "market/due/due_queue.hpp"
#include "market/state/books.hpp"

namespace quitrent::market::roll_matches_register {

/// The law: whatever is found by another way than by walking the register is what the walk would
/// find. Each asset and party has the ordinal that its id leads to; each identifier of an asset
/// leads to it and to no other; the queue holds the next change of each asset and nothing else; and
/// nothing is due at or before `now`. Answers what is wrong, or nothing. Source: DESIGN.md (derived
/// state); MECHANISM.md, section 7.
std::optional<std::string> violation(const Books& books, const DueQueue& queue, Instant now);

}  // namespace quitrent::market::roll_matches_register
