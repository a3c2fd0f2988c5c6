// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "market/codec/values.hpp"
#include "market/state/books.hpp"

namespace quitrent::market {

/// Writes every published schedule of a snapshot, in the order of publication.
void encode_schedules(ByteWriter& writer, const Books& books);
/// Reads them into empty books. Throws DamagedBytes.
void read_schedules(ByteReader& reader, Books& books);

}  // namespace quitrent::market
