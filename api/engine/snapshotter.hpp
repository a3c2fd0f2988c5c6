// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <thread>

#include "api/engine/folded_journal.hpp"
#include "registry/journal/journal.hpp"

namespace quitrent::api {

/// Makes snapshots in its own thread, one at a time, from the last snapshot and the journal, never
/// from the live books. Where a snapshot cannot be made, a line on stderr says why.
class Snapshotter {
 public:
  /// `newest` is the entry of the newest snapshot; `every` is the number of entries between two
  /// snapshots. `has_room` is asked before a snapshot is written; where it is empty, there is
  /// always room. The journal must outlive this object.
  Snapshotter(Journal& journal, Sequence newest, Sequence every, KeyedDigest keyed_digest,
              std::function<bool(std::uint64_t bytes)> has_room);
  Snapshotter(const Snapshotter&) = delete;
  Snapshotter& operator=(const Snapshotter&) = delete;
  /// Abandons the snapshot in progress.
  ~Snapshotter() { stop_ = true; }

  /// Begins a snapshot where entry `newest` is far enough from the last snapshot and none is in
  /// progress. Always called from the same thread.
  void keep_up_with(Sequence newest);

 private:
  void make();

  Journal& journal_;
  Sequence newest_;
  Sequence every_;
  KeyedDigest keyed_digest_;
  std::function<bool(std::uint64_t bytes)> has_room_;
  std::atomic<bool> in_progress_{false};
  std::atomic<bool> stop_{false};
  std::jthread thread_;
};

}  // namespace quitrent::api
