// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <optional>
#include <span>

#include "market/state/books.hpp"

namespace quitrent::market {

// What it costs to take an openness back. Source: MECHANISM.md, section 9.

/// The tax that the asset would have paid, in the reach of a clawback before `now`, at the degree
/// of these levels as they are now under the weights of each second; minus the tax charged and
/// minus what was clawed back before. 0 or more.
Money clawback_of(const Books& books, Ordinal ordinal, std::span<const DatedOpennessLevels> levels,
                  Instant now);

/// Whether the holder may ever close these terms: a commitment other than royalty-free.
bool is_revocable(const Terms& terms);

/// What it would cost to take the commitment of an active asset back at `now`; nothing where it has
/// none or it cannot be taken back.
std::optional<Money> clawback_now(const Books& books, Ordinal ordinal, Instant now);

}  // namespace quitrent::market
