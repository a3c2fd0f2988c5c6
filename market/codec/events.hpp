// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "market/event.hpp"
#include "registry/vocabulary/bytes.hpp"

namespace quitrent::market {

/// The events of one journal entry as bytes: the public part and the private part.
struct EncodedFacts {
  std::string public_events;
  std::string private_events;
  std::uint32_t public_count = 0;
};

/// The events as bytes, public and private ones apart, each part in its order. The parts commute: a
/// replay may apply all private events of an entry before its public ones.
EncodedFacts encoded(std::span<const Event> events);

/// Reads the events of one part of an entry; throws DamagedBytes where it cannot.
std::vector<Event> decoded(std::string_view bytes);

}  // namespace quitrent::market
