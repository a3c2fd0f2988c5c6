// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "market/codec/values.hpp"
#include "market/state/act_books.hpp"
#include "market/state/held_time.hpp"

namespace quitrent::market {

// Acts of two persons, the charter's rules for them and held time, as bytes. Readers throw
// DamagedBytes.

/// Writes one event without its tag.
void encode_act(ByteWriter& writer, const ProposedAct& act);
void encode_act_event(ByteWriter& writer, const ActProposed& event);
void encode_act_event(ByteWriter& writer, const ActEnded& event);
void encode_act_event(ByteWriter& writer, const CharterRecorded& event);
void encode_act_event(ByteWriter& writer, const HeldTimeEnded& event);
void encode_act_event(ByteWriter& writer, const CreditProposed& event);
void encode_act_event(ByteWriter& writer, const CreditCounted& event);

/// Reads one event behind its tag.
ActProposed act_proposed(ByteReader& reader);
ActEnded act_ended(ByteReader& reader);
CharterRecorded charter_recorded(ByteReader& reader, CharterExtent extent);
HeldTimeEnded held_time_ended(ByteReader& reader);
CreditProposed credit_proposed(ByteReader& reader);
CreditCounted credit_counted(ByteReader& reader);

/// Writes all acts of two, with the charter's rules and the credits by single operators.
void encode_acts(ByteWriter& writer, const ActBooks& acts);
/// Reads them into empty books. `parties` is the number of parties.
void read_acts(ByteReader& reader, ActBooks& acts, Ordinal parties);
/// Writes all held time.
void encode_held_time(ByteWriter& writer, const HeldTime& held);
/// Reads it into empty books. `assets` is the number of assets.
void read_held_time(ByteReader& reader, HeldTime& held, Ordinal assets);

}  // namespace quitrent::market
