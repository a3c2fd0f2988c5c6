// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "market/codec/values.hpp"

namespace quitrent::market {

// What stands against an asset, as bytes. Readers throw DamagedBytes.

/// Writes one value.
/// Null and none are one and the same.
void encode_encumbrances(ByteWriter& writer,
                         const std::shared_ptr<const Encumbrances>& encumbrances);
void encode_encumbrance_change(ByteWriter& writer, const EncumbranceChange& change);
void encode_encumbrances_changed(ByteWriter& writer, const EncumbrancesChanged& event);

/// Reads one value.
std::shared_ptr<const Encumbrances> encumbrances_of(ByteReader& reader);
EncumbranceChange encumbrance_change_of(ByteReader& reader);
/// The same as events told it before: all that stands from then on.
EncumbranceChange whole_encumbrance_change_of(ByteReader& reader);
/// The change is read by `change_of`, one of the two above.
EncumbrancesChanged encumbrances_changed(ByteReader& reader,
                                         EncumbranceChange (*change_of)(ByteReader&));

}  // namespace quitrent::market
