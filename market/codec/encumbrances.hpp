// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "market/codec/values.hpp"

namespace quitrent::market {

// An asset's encumbrances as bytes. Readers throw DamagedBytes.

/// Writes the reference and the document of a registrar.
void encode_authority(ByteWriter& writer, const Authority& authority);

/// Writes one value. Null encumbrances and empty ones are written alike.
void encode_encumbrances(ByteWriter& writer,
                         const std::shared_ptr<const Encumbrances>& encumbrances);
void encode_encumbrance_change(ByteWriter& writer, const EncumbranceChange& change);
void encode_encumbrances_changed(ByteWriter& writer, const EncumbrancesChanged& event);

/// Reads one value.
Authority authority_of(ByteReader& reader);
std::shared_ptr<const Encumbrances> encumbrances_of(ByteReader& reader);
EncumbranceChange encumbrance_change_of(ByteReader& reader);
/// Reads a change as earlier programs wrote it: all encumbrances after the change.
EncumbranceChange whole_encumbrance_change_of(ByteReader& reader);
/// `change_of` reads the change; it is one of the two functions above.
EncumbrancesChanged encumbrances_changed(ByteReader& reader,
                                         EncumbranceChange (*change_of)(ByteReader&));

/// Writes and reads a conveyance; `change_of` reads its change of encumbrances.
void encode_asset_conveyed(ByteWriter& writer, const AssetConveyed& event);
AssetConveyed asset_conveyed(ByteReader& reader, EncumbranceChange (*change_of)(ByteReader&));

}  // namespace quitrent::market
