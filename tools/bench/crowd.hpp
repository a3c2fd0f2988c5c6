// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstddef>

namespace quitrent::bench {

/// What one change that time brings about costs, beside the journal: the median over groups of a
/// thousand, so that what else the machine does in between does not count.
struct ChangeCost {
  double whole_us = 0;  ///< decided, applied, scheduled anew, encoded, merged
  double queue_us = 0;  ///< of it, to take it from the queue and to put the next one in
  double build_s = 0;   ///< to reckon and queue the first change of every asset
};

/// The fewest assets among which a change can be measured: a tenth of the year is, so that what is
/// measured are lapses.
inline constexpr std::size_t kSmallestCrowd = 80'000;

/// Measures lapses in a register of so many assets that run dry in the course of a year. It is made
/// in memory, by facts alone: ten million assets would take an hour through a journal. Throws
/// std::runtime_error for fewer than kSmallestCrowd.
ChangeCost cost_of_a_change(std::size_t assets);

}  // namespace quitrent::bench
