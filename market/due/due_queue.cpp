// SPDX-License-Identifier: EUPL-1.2
#include "market/due/due_queue.hpp"

#include <algorithm>
#include <limits>

#include "market/due/register_changes.hpp"

namespace quitrent::market {
namespace {

constexpr std::uint32_t kNone = std::numeric_limits<std::uint32_t>::max();
constexpr std::size_t kChildren = 4;
constexpr std::size_t kGrandchildren = kChildren * kChildren;
constexpr std::size_t kChangesALine = 64 / sizeof(DueChange);

}  // namespace

void DueQueue::set_slot(std::size_t slot, const DueChange& change) {
  heap_[slot] = change;
  slot_of_[change.asset] = static_cast<std::uint32_t>(slot);
}

void DueQueue::sift_up(std::size_t slot, const DueChange& change) {
  while (slot > 0) {
    const std::size_t parent = (slot - 1) / kChildren;
    if (heap_[parent] <= change) break;
    set_slot(slot, heap_[parent]);
    slot = parent;
  }
  set_slot(slot, change);
}

void DueQueue::sift_down(std::size_t slot, const DueChange& change) {
  while (true) {
    const std::size_t first = slot * kChildren + 1;
    if (first >= heap_.size()) break;
    // Prefetches the level below while this one is compared: among millions of entries none is in
    // the cache.
    const std::size_t below = first * kChildren + 1;
    for (std::size_t at = below; at < below + kGrandchildren && at < heap_.size();
         at += kChangesALine) {
      __builtin_prefetch(&heap_[at]);
    }
    const auto begin = heap_.begin() + static_cast<std::ptrdiff_t>(first);
    const auto end =
        heap_.begin() + static_cast<std::ptrdiff_t>(std::min(first + kChildren, heap_.size()));
    const auto least = std::min_element(begin, end);
    if (change <= *least) break;
    const auto child = static_cast<std::size_t>(least - heap_.begin());
    set_slot(slot, heap_[child]);
    slot = child;
  }
  set_slot(slot, change);
}

void DueQueue::reschedule(Ordinal asset, std::optional<DueChange> next) {
  if (asset >= slot_of_.size()) {
    if (!next) return;
    slot_of_.resize(std::max<std::size_t>(asset + std::size_t{1}, slot_of_.size() * 2), kNone);
  }
  const std::uint32_t slot = slot_of_[asset];
  if (next && slot == kNone) {
    heap_.push_back(*next);
    sift_up(heap_.size() - 1, *next);
  } else if (next) {
    if (*next < heap_[slot]) {
      sift_up(slot, *next);
    } else {
      sift_down(slot, *next);
    }
  } else if (slot != kNone) {
    const DueChange last = heap_.back();
    heap_.pop_back();
    slot_of_[asset] = kNone;
    if (last.asset == asset) return;
    if (slot > 0 && last < heap_[(slot - 1) / kChildren]) {
      sift_up(slot, last);
    } else {
      sift_down(slot, last);
    }
  }
}

std::optional<DueChange> DueQueue::first() const {
  if (heap_.empty()) return std::nullopt;
  return heap_.front();
}

std::optional<DueChange> DueQueue::first(const Books& books, Instant newest) const {
  if (const auto& unfinished = books.unfinished_profile()) {
    return DueChange{unfinished->recorded_at, ChangeKind::profile, 0};
  }
  auto first_of_all = next_register_change(books, newest);
  const auto of_asset = first();
  if (of_asset && (!first_of_all || *of_asset < *first_of_all)) first_of_all = of_asset;
  return first_of_all;
}

}  // namespace quitrent::market
