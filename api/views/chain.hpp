// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include "api/views/view_reader.hpp"
#include "market/codec/events.hpp"

namespace quitrent::api {

/// Reads one record of an asset's history by its number. HistoryRecord::value is then the number of
/// the newest record that holds a conveyance.
inline constexpr const char* kAssetRecord =
    "SELECT sequence, previous, anchor, conveyance FROM asset_record WHERE number = ?";
/// Reads one record of a party's account by its number. HistoryRecord::value is then the balance.
inline constexpr const char* kPartyRecord =
    "SELECT sequence, previous, anchor, balance FROM party_record WHERE number = ?";

/// Reads one record of a chain of purchases by its number. HistoryRecord::sequence is then the
/// number of the purchase; chains are asked for the records after a purchase in the same way.
inline constexpr const char* kPurchaseLink =
    "SELECT sequence, previous, anchor, value FROM purchase_link WHERE number = ?";

/// Reads the anchors of a history from the newest to older ones: from anchor to anchor down to a
/// milestone, and then from milestone to milestone.
class AnchorReader {
 public:
  /// The anchors of `table` before `head`.
  AnchorReader(ViewReader& reader, const char* table, const HistoryHead& head);
  /// An anchor, and whether it is a milestone.
  struct Anchor {
    HistoryRecord record;
    bool is_milestone = false;
  };
  /// The next anchor; nothing after the last. Throws DamagedBytes.
  std::optional<Anchor> next();

 private:
  ViewReader& reader_;
  const char* table_;
  std::uint64_t number_;
  std::uint32_t ordinal_;
};

/// The records of a history after an entry, oldest first, one interval between two anchors at a
/// time. It first searches backwards over milestones and anchors for where to begin.
class RecordChain {
 public:
  /// The records of `table` up to `head` that belong to entries after `after`.
  RecordChain(ViewReader& reader, const char* table, const HistoryHead& head, Sequence after);
  /// The next interval, oldest record first; empty after the last.
  std::vector<HistoryRecord> next();
  /// The next interval of an asset's history, with only the records that hold a conveyance. Skips
  /// the records between them.
  std::vector<HistoryRecord> next_conveyances();

 private:
  /// The end of an interval between two anchors, or between two milestones that is not divided yet.
  struct End {
    std::uint64_t number = 0;
    bool is_milestone = false;
  };
  void divide(std::uint64_t milestone);

  ViewReader& reader_;
  const char* table_;
  Sequence after_;
  std::uint64_t done_ = 0;  // the newest record of the intervals that were answered
  std::vector<End> ends_;   // the newest record of each interval that follows, newest first
};

/// Calls `visit` with each public event of the entry and its number.
template <class Visit>
void each_public_event(const Entry& entry, Visit&& visit) {
  std::uint64_t number = entry.first_public;
  for (market::Event& event : market::decoded(entry.public_part)) {
    visit(NumberedEvent{number++, entry.sequence, entry.at, std::move(event)});
  }
}

}  // namespace quitrent::api
