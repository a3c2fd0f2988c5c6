// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <memory>

#include "registry/journal/journal.hpp"

namespace quitrent {

/// Where an append breaks.
enum class FaultPoint : std::uint8_t {
  before_write,  ///< nothing of the batch arrives
  after_write,   ///< the whole batch arrives, but nobody can know that it is durable
};

/// Which append breaks, and how.
struct PlannedFault {
  std::uint64_t nth_append = 1;  ///< counted from 1
  FaultPoint point = FaultPoint::before_write;
};

/// A journal that passes everything on to `inner` but throws JournalFault at the planned append and
/// at each later one: the twin that shows what a caller does when the disk breaks. `inner` outlives
/// the answer, so that a test can look at what arrived.
std::unique_ptr<Journal> faulty_journal(Journal& inner, PlannedFault fault);

}  // namespace quitrent
