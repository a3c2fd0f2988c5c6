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

/// The facts of one journal entry as bytes: what everybody may read, and what not.
struct EncodedFacts {
  std::string public_events;
  std::string private_events;
  std::uint32_t public_count = 0;
};

/// The events as bytes, public and private apart, each kind in its order. The two commute: whoever
/// replays may apply all private events of an entry before its public ones.
EncodedFacts encoded(std::span<const Event> events);

/// The events that `bytes`, one part of an entry, stand for; throws DamagedBytes where they cannot
/// be read.
std::vector<Event> decoded(std::string_view bytes);

}  // namespace quitrent::market
