// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <vector>

#include "market/event.hpp"
#include "registry/journal/journal.hpp"

namespace quitrent {

/// The public events of a journal entry, in their order. Throws DamagedBytes where they cannot be
/// read.
std::vector<Event> public_events(const Entry& entry);

}  // namespace quitrent
