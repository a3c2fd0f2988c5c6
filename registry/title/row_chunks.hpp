// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstddef>
#include <utility>
#include <vector>

namespace quitrent {

/// Rows in the order in which they were added, in chunks of `kRows`; a row never moves. It needs no
/// memory while it is empty, as in most overlays; a std::deque allocates two pieces at once.
template <class Row, std::size_t kRows>
class RowChunks {
 public:
  /// How many rows there are.
  std::size_t size() const {
    return chunks_.empty() ? 0 : (chunks_.size() - 1) * kRows + chunks_.back().size();
  }
  /// The row at an index below size().
  const Row& at(std::size_t index) const { return chunks_.at(index / kRows).at(index % kRows); }
  /// The row at an index below size(), to be changed.
  Row& at(std::size_t index) { return chunks_.at(index / kRows).at(index % kRows); }
  /// Adds a row after all others.
  void add(Row row) {
    if (chunks_.empty() || chunks_.back().size() == kRows) chunks_.emplace_back().reserve(kRows);
    chunks_.back().push_back(std::move(row));
  }

 private:
  std::vector<std::vector<Row>> chunks_;  // each reserved whole; all but the last are full
};

}  // namespace quitrent
