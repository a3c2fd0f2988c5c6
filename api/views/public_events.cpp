// SPDX-License-Identifier: EUPL-1.2
#include "api/views/public_events.hpp"

#include "market/codec/events.hpp"

namespace quitrent::api {

std::vector<market::Event> public_events(const Entry& entry) {
  return market::decoded(entry.public_part);
}

}  // namespace quitrent::api
