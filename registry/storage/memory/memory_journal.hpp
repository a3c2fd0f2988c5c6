// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <memory>

#include "registry/journal/journal.hpp"

namespace quitrent {

/// A journal that lives as long as the answer and its readers: the twin of the SQLite journal for
/// tests and the simulator. Keeps every promise of the port but durability.
std::unique_ptr<Journal> open_memory_journal();

}  // namespace quitrent
