// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "api/views/asset_state.hpp"
#include "api/views/view_reader.hpp"

namespace quitrent::api {

/// Reads the history of an asset's tax in the order of time. It begins at a milestone, skips from
/// milestone to milestone where no interval has ended between them, and replays entries elsewhere.
class TaxHistoryReader {
 public:
  /// Begins before the registration of the asset. `row` is its row of the catalogue.
  TaxHistoryReader(ViewReader& reader, const ListedAsset& row) : reader_{reader}, row_{row} {}

  /// Begins at a milestone; false where no state is kept at it.
  bool begin_at(const HistoryRecord& milestone);
  /// Skips to a later milestone. False, and does nothing, where no state is kept at it or where an
  /// interval has ended in between.
  bool skip_to(const HistoryRecord& milestone);
  /// Begins at the newest milestone before the entry `end` at which a state is kept, if any.
  void begin_before(Sequence end);
  /// Replays all entries before `end`. Throws DamagedBytes.
  void replay_to(Sequence end);
  /// Continues to the entry `end`; `ahead` holds the milestones up to it, newest first. False where
  /// it ended earlier, since enough events were replayed and intervals ended after `begin`.
  bool go_to(Sequence end, Instant begin, std::vector<HistoryRecord>& ahead);
  /// Where the asset is in auction: continues until the auction is over, at most to the entry
  /// `end`.
  void leave_auction(Sequence end, std::vector<HistoryRecord>& ahead);

  /// The number of events replayed.
  std::size_t replayed() const { return replayed_; }
  /// The second at which the newest ended interval ends.
  Instant ended_at() const { return builder_.open() ? builder_.open()->over.begin : at_; }
  /// The tax before the beginning.
  const TaxSum& before() const { return before_; }
  /// The intervals since the beginning.
  TaxHistoryBuilder& builder() { return builder_; }
  /// The number of intervals that have ended since the registration.
  std::uint64_t ended() const { return ended_ + builder_.ended(); }
  /// The newest second considered.
  Instant at() const { return at_; }
  /// The newest entry considered.
  Sequence through() const { return through_; }
  /// The replay up to that entry.
  const AssetReplay& replay();
  /// Moves the replay out.
  AssetReplay take_replay() { return *std::move(replay_); }

 private:
  ViewReader& reader_;
  const ListedAsset& row_;
  Sequence through_ = 0;                   // `builder_` considers all entries up to this one
  std::optional<HistoryRecord> books_at_;  // milestone at which the books are kept, without replay
  std::optional<AssetReplay> replay_;
  TaxHistoryBuilder builder_;
  TaxSum before_;
  std::uint64_t ended_ = 0;
  Instant at_;
  std::size_t replayed_ = 0;
};

}  // namespace quitrent::api
