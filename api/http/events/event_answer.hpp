// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>

#include "api/http/json/json_writer.hpp"
#include "api/views/views.hpp"
#include "market/event.hpp"

namespace quitrent::api {

/// Number, entry and second of a public event.
struct EventPosition {
  std::uint64_t number = 0;  ///< in the gapless numbering of public events, from 1
  Sequence entry = 0;        ///< sequence of its journal entry
  Instant at;                ///< its second
};

/// Writes a public event: `{id, number, entry, at, kind, …}`. A private event is a bug and ends
/// the process.
void write_event(JsonWriter& json, const EventPosition& position, const market::Event& event);

}  // namespace quitrent::api
