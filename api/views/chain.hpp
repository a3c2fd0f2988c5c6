// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include "api/views/view_reader.hpp"
#include "market/codec/events.hpp"

namespace quitrent::api {

/// Reads one record of an asset's history by its number; `value` is its newest conveyance.
inline constexpr const char* kAssetRecord =
    "SELECT sequence, previous, anchor, conveyance FROM asset_record WHERE number = ?";
/// Reads one record of a party's account by its number; `value` is its balance.
inline constexpr const char* kPartyRecord =
    "SELECT sequence, previous, anchor, balance FROM party_record WHERE number = ?";

/// Goes from the newest anchor of a history to older ones: from anchor to anchor up to a milestone,
/// and then from milestone to milestone.
class AnchorWalk {
 public:
  /// The anchors of `table` before `head`.
  AnchorWalk(ViewReader& reader, const char* table, const HistoryHead& head);
  /// An anchor, and whether it is a milestone.
  struct Anchor {
    HistoryRecord record;
    bool is_milestone = false;
  };
  /// The next one; nothing after the last. Throws DamagedBytes.
  std::optional<Anchor> next();

 private:
  ViewReader& reader_;
  const char* table_;
  std::uint64_t number_;
  std::uint32_t ordinal_;
};

/// Walks from the newest record back to the first after an entry, by anchors and milestones, and
/// then forward one interval between two anchors after the other.
class RecordChain {
 public:
  /// The records of `table` that end at `head` and belong to entries after `after`.
  RecordChain(ViewReader& reader, const char* table, const HistoryHead& head, Sequence after);
  /// The next interval, oldest record first; empty after the last.
  std::vector<HistoryRecord> next();
  /// Likewise, of an asset, only records that hold a conveyance; what lies between two of them is
  /// passed over.
  std::vector<HistoryRecord> next_conveyances();

 private:
  /// The end of an interval between two anchors or, for the time being, between two milestones.
  struct End {
    std::uint64_t number = 0;
    bool is_milestone = false;
  };
  void divide(std::uint64_t milestone);

  ViewReader& reader_;
  const char* table_;
  Sequence after_;
  std::uint64_t done_ = 0;  // the newest record of the intervals so far
  std::vector<End> ends_;   // the newest record of each interval to come, the newest first
};

/// Calls `visit` with each public event of the entry, numbered.
template <class Visit>
void each_public_event(const Entry& entry, Visit&& visit) {
  std::uint64_t number = entry.first_public;
  for (market::Event& event : market::decoded(entry.public_part)) {
    visit(NumberedEvent{number++, entry.sequence, entry.at, std::move(event)});
  }
}

}  // namespace quitrent::api
