// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstddef>

#include "market/rules.hpp"

namespace quitrent::market {

/// The most assets that may have to be read to find the duties of an asset: its origins, direct and
/// through earlier versions, and the origins of those versions that state more than the previous
/// one. A chain of plain versions costs nothing, whatever its length.
inline constexpr std::size_t kMostAncestors = 1'024;

/// Checks the origins that an asset states. Refuses: not-found, forbidden, out-of-range (more than
/// kMostAncestors assets must be read for them).
Outcome<void> lawful_origins(const Case& filed, const Particulars& particulars);

/// Checks that an asset with these particulars is as open as its origins require. Refuses:
/// lineage-requires-open where a share-alike parent is more open. Source: MECHANISM.md, section 9.
Outcome<void> open_as_its_origins(const Case& filed, AssetClass asset_class,
                                  const Particulars& particulars);

}  // namespace quitrent::market
