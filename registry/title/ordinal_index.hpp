// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "registry/title/asset.hpp"

namespace quitrent {

/// Finds the ordinals of rows by a hash of their key. An entry has 32 bits of the hash and the
/// ordinal: 8 bytes. At most three quarters of the table are filled. The keys themselves are in the
/// rows, where the caller compares them. Entries are never removed.
class OrdinalIndex {
 public:
  /// The first entry with this hash whose row `matches(ordinal)`; nothing where there is none.
  /// `matches` is called for few other rows.
  template <class Matches>
  std::optional<Ordinal> find(std::uint64_t hash, Matches&& matches) const {
    if (slots_.empty()) return std::nullopt;
    const std::uint32_t tag = tag_of(hash);
    for (std::size_t at = tag & mask();; at = (at + 1) & mask()) {
      const Slot& slot = slots_[at];
      if (slot.ordinal_from_1 == 0) return std::nullopt;
      if (slot.tag == tag && matches(slot.ordinal_from_1 - 1)) return slot.ordinal_from_1 - 1;
    }
  }
  /// Adds an entry, beside others with the same hash.
  void add(std::uint64_t hash, Ordinal ordinal) { add_slot({tag_of(hash), ordinal + 1}); }
  /// Takes over all entries of another index.
  void merge(const OrdinalIndex& other) {
    for (const Slot& slot : other.slots_) {
      if (slot.ordinal_from_1 != 0) add_slot(slot);
    }
  }
  /// Reserves memory for this many entries.
  void reserve(std::size_t entries) {
    std::size_t size = kLeastSlots;
    while (size * 3 < entries * 4) size *= 2;
    if (size > slots_.size()) spread(size);
  }
  /// How many entries there are.
  std::size_t size() const { return size_; }

 private:
  /// An entry, or none where `ordinal_from_1` is 0.
  struct Slot {
    std::uint32_t tag = 0;
    std::uint32_t ordinal_from_1 = 0;
  };
  static constexpr std::size_t kLeastSlots = 16;

  /// Mixes both halves, since either may have bits that are equal in all hashes.
  static std::uint32_t tag_of(std::uint64_t hash) {
    return static_cast<std::uint32_t>(hash ^ hash >> 32U);
  }
  std::size_t mask() const { return slots_.size() - 1; }

  void add_slot(Slot slot) {
    if ((size_ + 1) * 4 > slots_.size() * 3) {
      spread(slots_.empty() ? kLeastSlots : slots_.size() * 2);
    }
    insert(slot);
    ++size_;
  }
  void insert(Slot slot) {
    std::size_t at = slot.tag & mask();
    while (slots_[at].ordinal_from_1 != 0) at = (at + 1) & mask();
    slots_[at] = slot;
  }
  /// The tag of a slot alone says where it belongs, so no row is read.
  void spread(std::size_t slots) {
    std::vector<Slot> before(slots);
    before.swap(slots_);
    for (const Slot& slot : before) {
      if (slot.ordinal_from_1 != 0) insert(slot);
    }
  }

  std::vector<Slot> slots_;  // their count is a power of two, or 0
  std::size_t size_ = 0;
};

}  // namespace quitrent
