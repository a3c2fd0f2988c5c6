// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstddef>

#include "market/rules.hpp"

namespace quitrent::market {

/// The most assets that must be looked at to know what binds an asset: its origins, direct and
/// through earlier versions, and those of these versions that state more than the one before. A
/// chain of plain versions costs nothing, whatever its length.
inline constexpr std::size_t kMostAncestors = 1'024;

/// Lets what an asset states about its origins pass. Refuses: not-found, forbidden, out-of-range
/// (more than kMostAncestors must be looked at for them).
Outcome<void> lawful_origins(const Case& filed, const Particulars& particulars);

/// Lets an asset with these particulars stand beside what it came out of. Refuses:
/// lineage-requires-open where a share-alike parent is more open. Source: MECHANISM.md, section 9.
Outcome<void> open_as_its_origins(const Case& filed, AssetClass asset_class,
                                  const Particulars& particulars);

}  // namespace quitrent::market
