// SPDX-License-Identifier: EUPL-1.2
#include "api/views/public_events.hpp"

#include "market/codec/events.hpp"

namespace quitrent {

std::vector<Event> public_events(const Entry& entry) { return decoded(entry.public_part); }

}  // namespace quitrent
