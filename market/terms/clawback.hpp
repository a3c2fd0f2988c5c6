// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <optional>
#include <span>

#include "market/state/books.hpp"

namespace quitrent::market {

// The cost of taking back an openness. Source: MECHANISM.md, section 9.

/// The tax that the asset would have paid in the reach of a clawback before `now`, at the degree of
/// `levels` under the weights of each second, minus the tax charged and minus earlier clawbacks. 0
/// or more.
Money clawback_of(const Books& books, Ordinal ordinal, std::span<const DatedOpennessLevels> levels,
                  Instant now);

/// Whether the holder may take these terms back: true for a commitment other than royalty-free.
bool is_revocable(const Terms& terms);

/// The cost of taking back the commitment of an active asset at `now`; nothing where the asset has
/// none or it cannot be taken back.
std::optional<Money> clawback_now(const Books& books, Ordinal ordinal, Instant now);

}  // namespace quitrent::market
