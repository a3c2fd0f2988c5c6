// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstddef>
#include <span>

#include "market/rules.hpp"

namespace quitrent::market {

/// The most ancestors of all generations that an asset may have, plain versions aside: all of them
/// may have to be read to find its duties.
inline constexpr std::size_t kMostAncestors = 1'024;
/// The most ancestors that state one earlier version and nothing else.
inline constexpr std::size_t kMostVersions = 16'384;

/// Checks the origins that an asset states. Refuses: not-found, forbidden, out-of-range (more than
/// kMostAncestors or kMostVersions).
Outcome<void> lawful_origins(const Case& filed, const Particulars& particulars);

/// Adds origins that a registrar found to the particulars of `asset`. Refuses: not-found, forbidden
/// (a version: only its holder states it), invalid-field (an origin that is stated already, or that
/// derives from the asset), out-of-range (more than kMostOrigins, or too many ancestors). Source:
/// MECHANISM.md, section 9.
Outcome<void> add_found_origins(const Case& filed, const AssetId& asset,
                                std::span<const Origin> found, Particulars& particulars);

/// Checks that a work which is registered with an identifier of a withdrawn one states each origin
/// that the withdrawn one stated: what was made of a work stays made of it. Refuses: invalid-field.
/// Source: MECHANISM.md, section 9.
Outcome<void> keeps_origins(const Case& filed, const Particulars& particulars);

/// Checks that an asset with these particulars is as open as its ancestors require: a duty passes
/// through every relation and generation. Refuses: lineage-requires-open where a share-alike
/// ancestor is more open. Source: MECHANISM.md, section 9.
Outcome<void> open_as_its_origins(const Case& filed, AssetClass asset_class,
                                  const Particulars& particulars);

}  // namespace quitrent::market
