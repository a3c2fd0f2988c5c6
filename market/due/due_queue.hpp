// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "market/due/changes.hpp"

namespace quitrent::market {

/// The next change of each asset, ordered: derived state that follows the books. One entry an
/// asset.
class DueQueue {
 public:
  /// Puts the asset's next change in the place of the one it had, or takes it out.
  void reschedule(Ordinal asset, std::optional<DueChange> next);
  /// The first change of all; nothing where none is due ever.
  std::optional<DueChange> first() const;
  /// The first change of all, those of the register as a whole included.
  std::optional<DueChange> first(const Books& books, Instant newest) const;
  /// How many assets have a change before them.
  std::size_t size() const { return heap_.size(); }

 private:
  void ordinal(std::size_t slot, const DueChange& change);
  void sift_up(std::size_t slot, const DueChange& change);
  void sift_down(std::size_t slot, const DueChange& change);

  std::vector<DueChange> heap_;         // four children a node
  std::vector<std::uint32_t> slot_of_;  // by asset; kNone: not queued
};

}  // namespace quitrent::market
