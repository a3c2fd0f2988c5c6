// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstddef>
#include <cstdint>

#include "registry/title/asset.hpp"

namespace quitrent {

class Books;

/// The most assets that must be looked at to know what binds an asset: its origins, direct and
/// through earlier versions, and those of these versions that state more than the one before. A
/// chain of plain versions costs nothing, whatever its length.
inline constexpr std::size_t kMostAncestors = 1'024;

/// What `Asset::origins_at` is for an asset with these particulars, whose origins `books` hold.
std::uint32_t origins_place(const Books& books, const Particulars& particulars);

}  // namespace quitrent
