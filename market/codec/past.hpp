// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "market/codec/values.hpp"
#include "market/state/taxed_past.hpp"

namespace quitrent::market {

/// The numbers of rows that ordinals may name.
struct RowCounts {
  Ordinal assets = 0;
  Ordinal parties = 0;
};

/// Writes the past of all assets: taxed intervals, clawbacks, predecessors. Requires whole books.
void encode_past(ByteWriter& writer, const TaxedPast& past);

/// Reads the past into an empty one. Throws DamagedBytes.
void read_past(ByteReader& reader, const RowCounts& rows, TaxedPast& past);

}  // namespace quitrent::market
