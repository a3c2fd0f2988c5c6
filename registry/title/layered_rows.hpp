// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <map>
#include <utility>

#include "registry/title/asset.hpp"
#include "registry/title/ordinal_index.hpp"
#include "registry/title/row_chunks.hpp"
#include "registry/vocabulary/ensure.hpp"
#include "registry/vocabulary/identifier.hpp"

namespace quitrent {

/// Rows with an `id`, numbered in order of registration. The rows are either whole or an overlay.
/// An overlay holds rows that are added to a base or changed; it does not change the base, which
/// must outlive it. A pointer or reference to a row is valid until that row is changed or merged.
template <class Id, class Row>
class LayeredRows {
 public:
  /// No rows, or an overlay over `base`.
  explicit LayeredRows(const LayeredRows* base = nullptr)
      : base_{base}, first_{base == nullptr ? 0 : base->size()} {}
  /// How many rows there are, those of the base included.
  Ordinal size() const { return first_ + static_cast<Ordinal>(added_.size()); }
  /// The ordinal of the row with this id; nothing where there is none.
  std::optional<Ordinal> ordinal(const Id& id) const {
    const auto found = own_ordinal(id);
    if (found || base_ == nullptr) return found;
    return base_->ordinal(id);
  }
  /// The row at an ordinal below size().
  const Row& at(Ordinal ordinal) const {
    if (ordinal >= first_) return added_.at(ordinal - first_);
    const auto found = changed_.find(ordinal);
    return found == changed_.end() ? base_->at(ordinal) : found->second;
  }
  /// The row with this id; null where there is none.
  const Row* find(const Id& id) const {
    const auto found = ordinal(id);
    return found ? &at(*found) : nullptr;
  }
  /// The row at an ordinal below size(), to be changed. The change stays in this layer.
  Row& change(Ordinal ordinal) {
    if (ordinal >= first_) return added_.at(ordinal - first_);
    const auto found = changed_.find(ordinal);
    if (found != changed_.end()) return found->second;
    return changed_.emplace(ordinal, base_->at(ordinal)).first->second;
  }
  /// Adds a row after all others; its id must be new.
  Ordinal add(Row row) {
    const Ordinal ordinal = size();
    ensure(!own_ordinal(row.id), "a row's id is new");
    index_.add(IdentifierHash{}(row.id), ordinal);
    added_.add(std::move(row));
    return ordinal;
  }
  /// Calls `visit(ordinal, row)` with each row of the base that an overlay changed.
  template <class Visit>
  void each_changed(Visit&& visit) const {
    for (const auto& [ordinal, row] : changed_) visit(ordinal, row);
  }
  /// Reserves memory for this many rows, to save work when many are added.
  void reserve(std::size_t rows) { index_.reserve(rows); }
  /// Takes over the rows of an overlay over these rows.
  void merge(LayeredRows&& overlay) {
    ensure(overlay.base_ == this, "only an overlay over these rows is merged");
    for (auto& [ordinal, row] : overlay.changed_) change(ordinal) = std::move(row);
    for (std::size_t n = 0; n < overlay.added_.size(); ++n) add(std::move(overlay.added_.at(n)));
  }

 private:
  /// The ordinal of a row that this layer added.
  std::optional<Ordinal> own_ordinal(const Id& id) const {
    return index_.find(IdentifierHash{}(id), [this, &id](Ordinal ordinal) {
      return added_.at(ordinal - first_).id == id;
    });
  }

  const LayeredRows* base_;
  Ordinal first_;
  RowChunks<Row, 16> added_;
  OrdinalIndex index_;  // of added rows, by id
  std::map<Ordinal, Row> changed_;
};

}  // namespace quitrent
