// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstddef>

namespace quitrent::bench {

/// The cost of one time-driven change without the journal. `whole_us` is the median over groups of
/// a thousand changes, so that other work of the machine in between does not count.
struct ChangeCost {
  double whole_us = 0;  ///< to decide, apply, reschedule, encode and merge it
  double queue_us = 0;  ///< part of `whole_us`: to take it from the queue and to add the next one
  double build_s = 0;   ///< to compute and queue the first change of every asset
};

/// The fewest assets among which a change can be measured. A measurement changes at most a tenth of
/// them, so that it measures mostly lapses.
inline constexpr std::size_t kSmallestCrowd = 80'000;

/// Measures lapses in a register of `assets` assets whose escrows run out in the course of a year.
/// The register is made in memory from events alone, because ten million assets would take an hour
/// through a journal. Throws std::runtime_error for fewer assets than kSmallestCrowd.
ChangeCost cost_of_a_change(std::size_t assets);

}  // namespace quitrent::bench
