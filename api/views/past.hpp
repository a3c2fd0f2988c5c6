// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <optional>

#include "api/views/asset_state.hpp"
#include "api/views/view_reader.hpp"
#include "api/views/views.hpp"

namespace quitrent::api {

/// Which entries count for a question about the past.
struct ReadBound {
  Sequence newest = 0;  ///< the newest entry that counts
  Instant at;           ///< entries after this second do not count
};

/// See Views::asset_at.
std::optional<AssetReplay> asset_at(ViewReader& reader, const AssetId& asset,
                                    const ReadBound& bound);

/// See Views::tax_history; entries after `newest` do not count.
std::optional<TaxHistory> tax_history(ViewReader& reader, const AssetId& asset, Period over,
                                      Sequence newest);

/// The state of an asset after the entry of `milestone`, a record of its history. Throws
/// DamagedBytes.
KeptState state_at(ViewReader& reader, const AssetId& asset, std::uint64_t milestone);

}  // namespace quitrent::api
