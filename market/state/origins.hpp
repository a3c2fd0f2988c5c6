// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>

#include "market/state/books.hpp"

namespace quitrent::market {

/// Whether the asset states that it is a later version of one other, and no more.
bool states_one_version(const Particulars& particulars);

/// What `Asset::origins_at` is for an asset with these particulars, whose origins `books` hold.
std::uint32_t origins_ordinal(const Books& books, const Particulars& particulars);

}  // namespace quitrent::market
