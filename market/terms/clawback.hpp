// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "market/state/books.hpp"
#include "registry/title/finding.hpp"

namespace quitrent::market {

// The cost of taking back an openness, and of terms that were false. No second is clawed back
// twice: where an earlier clawback claimed the tax at some levels, a later one claims the
// difference only. Source: MECHANISM.md, section 9.

/// The tax that the asset would have paid in the reach of a clawback before `now`, at the degree of
/// `levels` under the weights of each second, minus the tax charged and minus earlier clawbacks. 0
/// or more.
Money clawback_of(const Books& books, Ordinal ordinal, std::span<const DatedOpennessLevels> levels,
                  Instant now);

/// The same, owed by whoever held in each second: one part for each party that owes anything, its
/// exact difference rounded down once, with the surcharge on findings that is in force at `now`.
std::vector<FindingPart> parts_of_finding(const Books& books, Ordinal ordinal,
                                          std::span<const DatedOpennessLevels> levels, Instant now);

/// What a later clawback claims in addition once an earlier finding is void.
struct PassedOn {
  PastClawback later;
  std::vector<FindingPart> parts;  ///< not empty; a withdrawn commitment: one, by its payer
};
/// What a finding about the asset at `ordinal` claimed and later clawbacks claim as well: only the
/// finding kept it from them. Rounded down once for each later clawback and party. For the
/// surcharge of a part of a pending finding see with_surcharge(). Requires a pending finding.
std::vector<PassedOn> passed_on(const Books& books, Ordinal ordinal, const FindingId& voided,
                                Instant now);

/// The part with the surcharge on findings that was in force at `found_at`.
FindingPart with_surcharge(const Books& books, FindingPart part, Instant found_at);

/// Whether the holder may take these terms back: true for a commitment that is no promise to
/// the world.
bool is_revocable(const Terms& terms);

/// The cost of taking back the commitment of an active asset at `now`; nothing where the asset has
/// none or it cannot be taken back.
std::optional<Money> clawback_now(const Books& books, Ordinal ordinal, Instant now);

}  // namespace quitrent::market
