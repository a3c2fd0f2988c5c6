// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "api/views/view_reader.hpp"
#include "api/views/views.hpp"

namespace quitrent::api {

/// See Views::chain_of_title.
std::vector<TitleLink> chain_of_title(ViewReader& reader, const AssetId& asset, std::uint64_t after,
                                      std::size_t limit);

/// See Views::events_of.
void events_of(ViewReader& reader, const AssetId& asset, std::uint64_t after,
               const TakeEvent& take);

/// See Views::events_after.
std::vector<NumberedEvent> events_after(ViewReader& reader, std::uint64_t after, std::size_t limit);

}  // namespace quitrent::api
