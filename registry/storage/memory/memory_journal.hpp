// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <memory>

#include "registry/journal/journal.hpp"

namespace quitrent {

/// A journal in memory, for tests and the simulator. It exists as long as the answer and its
/// readers. It fulfils the contract of the port except durability.
std::unique_ptr<Journal> open_memory_journal();

}  // namespace quitrent
