// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <map>
#include <vector>

#include "market/codec/values.hpp"
#include "market/state/recent_sales.hpp"

namespace quitrent::market {

// The parts of a snapshot that tell of recent acts: sales that a strike would undo, and the holds
// that rectifications placed. Reading throws DamagedBytes.

/// Writes the sales of all assets.
void encode_recent_sales(ByteWriter& writer, const RecentSales& sales);
/// Reads them into `sales`; every asset is below `assets` and every party below `parties`.
void read_recent_sales(ByteReader& reader, RecentSales& sales, Ordinal assets, Ordinal parties);

/// Writes the holds that rectifications placed and that stand.
void encode_rectified(ByteWriter& writer, const std::map<AssetId, const HoldId*>& rectified);
/// Reads them.
std::vector<std::pair<AssetId, HoldId>> rectified_of(ByteReader& reader);

}  // namespace quitrent::market
