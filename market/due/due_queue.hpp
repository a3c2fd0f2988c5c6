// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "market/due/changes.hpp"

namespace quitrent::market {

/// The next change of each asset, in order: state derived from the books. One entry per asset.
class DueQueue {
 public:
  /// Replaces the asset's next change; removes the entry where `next` is nothing.
  void reschedule(Ordinal asset, std::optional<DueChange> next);
  /// The first change of any asset; nothing where no change is due.
  std::optional<DueChange> first() const;
  /// The first change of any asset or of the register as a whole; the next slice of a recorded
  /// profile before any other. `newest` is the second of the
  /// newest fact.
  std::optional<DueChange> first(const Books& books, Instant newest) const;
  /// The number of assets that have a next change.
  std::size_t size() const { return heap_.size(); }

 private:
  void set_slot(std::size_t slot, const DueChange& change);
  void sift_up(std::size_t slot, const DueChange& change);
  void sift_down(std::size_t slot, const DueChange& change);

  std::vector<DueChange> heap_;         // each node has four children
  std::vector<std::uint32_t> slot_of_;  // by asset; kNone: not queued
};

}  // namespace quitrent::market
