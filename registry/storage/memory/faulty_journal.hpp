// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <memory>

#include "registry/journal/journal.hpp"

namespace quitrent {

/// Where an append breaks.
enum class FaultPoint : std::uint8_t {
  before_write,  ///< nothing of the batch is written
  after_write,   ///< the whole batch is written, but the caller is not told that it is durable
};

/// Which append breaks, and how.
struct PlannedFault {
  std::uint64_t nth_append = 1;  ///< counted from 1
  FaultPoint point = FaultPoint::before_write;
};

/// A journal that calls `inner` for everything but throws JournalFault at the planned append and at
/// each later one: it shows what a caller does when the disk breaks. `inner` must outlive the
/// answer, so that a test can look at what was written.
std::unique_ptr<Journal> faulty_journal(Journal& inner, PlannedFault fault);

}  // namespace quitrent
