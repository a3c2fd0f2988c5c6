// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <vector>

#include "market/event.hpp"
#include "registry/journal/journal.hpp"

namespace quitrent::api {

/// The public events of a journal entry, in order. Throws DamagedBytes where they cannot be read.
std::vector<market::Event> public_events(const Entry& entry);

}  // namespace quitrent::api
