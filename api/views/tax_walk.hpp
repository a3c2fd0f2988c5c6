// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "api/views/asset_state.hpp"
#include "api/views/view_reader.hpp"

namespace quitrent::api {

/// Goes through the history of an asset's tax: from a milestone on, over intervals that did not end
/// without looking at them, and by replay elsewhere.
class TaxWalk {
 public:
  /// Before the registration of the asset, which is at `row` of the catalogue.
  TaxWalk(ViewReader& reader, const ListedAsset& row) : reader_{reader}, row_{row} {}

  /// Begins at a milestone; false where no state of it is kept.
  bool begin_at(const HistoryRecord& milestone);
  /// Goes on to a later milestone if no interval has ended meanwhile.
  bool skip_to(const HistoryRecord& milestone);
  /// Begins at the newest milestone in an entry before `end` of which a state is kept, if any.
  void begin_before(Sequence end);
  /// Replays all entries before `end`. Throws DamagedBytes.
  void replay_to(Sequence end);
  /// Goes on to the entry `end` by the milestones that lie ahead, the newest first. False where it
  /// gave up before: enough was replayed, and intervals ended after `begin`.
  bool go_to(Sequence end, Instant begin, std::vector<HistoryRecord>& ahead);
  /// In an auction: goes on, up to the entry `end`, until it is over.
  void leave_auction(Sequence end, std::vector<HistoryRecord>& ahead);

  /// How many events were replayed.
  std::size_t replayed() const { return replayed_; }
  /// Where the intervals that have ended end.
  Instant ended_at() const { return making_.open() ? making_.open()->over.begin : at_; }
  /// What was there at the beginning.
  const TaxSum& before() const { return before_; }
  /// What has been since, and how many intervals ended before.
  TaxHistoryMaking& making() { return making_; }
  std::uint64_t ended() const { return ended_ + making_.ended(); }
  /// The newest second looked at.
  Instant at() const { return at_; }
  /// The newest entry looked at.
  Sequence through() const { return through_; }
  /// The replay as far as it has come.
  const AssetReplay& replay();
  /// Hands it over.
  AssetReplay take_replay() { return *std::move(replay_); }

 private:
  ViewReader& reader_;
  const ListedAsset& row_;
  Sequence through_ = 0;                   // all entries up to this one are in `making_`
  std::optional<HistoryRecord> books_at_;  // and in the books kept there, if there is no replay
  std::optional<AssetReplay> replay_;
  TaxHistoryMaking making_;
  TaxSum before_;
  std::uint64_t ended_ = 0;
  Instant at_;
  std::size_t replayed_ = 0;
};

}  // namespace quitrent::api
