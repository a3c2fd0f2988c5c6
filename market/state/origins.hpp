// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>

#include "market/state/books.hpp"

namespace quitrent::market {

/// Whether the particulars state exactly one origin, of which the asset is a later version, and no
/// other.
bool states_one_version(const Particulars& particulars);

/// The value of `Asset::origins_at` for an asset with these particulars, whose origins are in
/// `books`.
std::uint32_t origins_ordinal(const Books& books, const Particulars& particulars);

}  // namespace quitrent::market
