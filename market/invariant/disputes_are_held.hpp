// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <optional>
#include <string>

#include "market/state/books.hpp"

/// The account of bonds holds exactly the bonds of all undecided contests. A contested finding is
/// pending. Every pending finding is owed by somebody, and its clawback stands
/// in the past of its asset. Source: MECHANISM.md, sections 8 and 9.
namespace quitrent::market::disputes_are_held {

/// What is wrong; nothing if the law holds.
std::optional<std::string> violation(const Books& books);

}  // namespace quitrent::market::disputes_are_held
