// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "api/views/view_reader.hpp"
#include "api/views/views.hpp"

namespace quitrent::api {

/// See Views::derived_from.
LineagePage derived_from(ViewReader& reader, const AssetId& asset, std::optional<Ordinal> after,
                         std::size_t limit);

/// See Views::contests_of.
std::vector<ContestView> contests_of(ViewReader& reader, const AssetId& asset, Sequence after,
                                     std::size_t limit);

}  // namespace quitrent::api
