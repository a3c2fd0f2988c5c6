// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <optional>

#include "market/codec/values.hpp"
#include "market/event.hpp"

namespace quitrent::market {

/// Reads an event of a layout that is not written any more, behind its first byte; nothing where
/// the byte names no such layout. Throws DamagedBytes.
std::optional<Event> older_event_of(ByteReader& reader, std::uint8_t number);

}  // namespace quitrent::market
