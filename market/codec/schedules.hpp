// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "market/codec/values.hpp"
#include "market/state/books.hpp"

namespace quitrent::market {

/// Writes one event without its tag.
void encode_schedule_proposed(ByteWriter& writer, const ScheduleProposed& event);
void encode_schedule_decided(ByteWriter& writer, const ScheduleDecided& event);
/// Reads one event behind its tag. Throws DamagedBytes.
ScheduleProposed schedule_proposed(ByteReader& reader);
ScheduleDecided schedule_decided(ByteReader& reader);

/// Writes the proposals of schedules.
void encode_proposals(ByteWriter& writer, const ScheduleBooks& proposals);
/// Reads them into empty books. Throws DamagedBytes.
void read_proposals(ByteReader& reader, ScheduleBooks& proposals);

/// Writes every published schedule of a snapshot, in the order of publication.
void encode_schedules(ByteWriter& writer, const Books& books);
/// Reads them into empty books. Throws DamagedBytes.
void read_schedules(ByteReader& reader, Books& books);

}  // namespace quitrent::market
