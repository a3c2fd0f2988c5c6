// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstddef>
#include <cstdint>

#include "market/event.hpp"
#include "registry/vocabulary/bytes.hpp"
#include "registry/vocabulary/symbol.hpp"

namespace quitrent::market {

// The values inside events and snapshots, as bytes. Readers throw DamagedBytes.

/// Writes one value.
void encode_money(ByteWriter& writer, Money amount);
void encode_instant(ByteWriter& writer, Instant instant);
void encode_uuid(ByteWriter& writer, const Uuid& uuid);
void encode_named_party(ByteWriter& writer, const NamedParty& party);
void encode_status(ByteWriter& writer, const AssetStatus& status);
void encode_levy(ByteWriter& writer, const LevyFact& levy);
void encode_debt(ByteWriter& writer, const Debt& debt);
void encode_owed(ByteWriter& writer, const PartyDebts::Item& item);
void encode_document(ByteWriter& writer, const std::optional<Digest>& document);
template <class Kind>
void encode_identifier(ByteWriter& writer, const Identifier<Kind>& identifier) {
  encode_uuid(writer, identifier.uuid);
}

/// Throws DamagedBytes with `otherwise` where the condition is false.
void require(bool holds, const char* otherwise);

/// Reads one value.
Money money_of(ByteReader& reader);
Instant instant_of(ByteReader& reader);
Share share_of(ByteReader& reader);
Roles roles_of(ByteReader& reader);
Uuid uuid_of(ByteReader& reader);
Digest digest_of(ByteReader& reader);
NamedParty named_party_of(ByteReader& reader);
AssetStatus status_of(ByteReader& reader);
LevyFact levy_of(ByteReader& reader);
Debt debt_of(ByteReader& reader);
PartyDebts::Item owed_of(ByteReader& reader);
std::optional<Digest> document_of(ByteReader& reader);
/// 0 or 1.
bool flag_of(ByteReader& reader);
/// A number below 2^32.
std::uint32_t small_number_of(ByteReader& reader);
template <class Kind>
Identifier<Kind> identifier_of(ByteReader& reader) {
  return {uuid_of(reader)};
}
/// An enumerator of `Enum`. It has `count` enumerators, numbered from 0.
template <class Enum>
Enum symbol_of(ByteReader& reader, std::size_t count = symbol_count<Enum>()) {
  const std::uint8_t number = reader.byte();
  if (number >= count) throw DamagedBytes("a word that this program does not know");
  return static_cast<Enum>(number);
}

}  // namespace quitrent::market
