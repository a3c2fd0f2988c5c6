// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <thread>

#include "api/engine/folded_journal.hpp"
#include "registry/journal/journal.hpp"

namespace quitrent::api {

/// Makes snapshots in a thread of its own, one at a time, from the last snapshot and the journal,
/// never from the live books. One that cannot be made is told and left out.
class Snapshotter {
 public:
  /// `newest` is the entry of the newest snapshot; `every`: entries between two. `has_room` is
  /// asked before a snapshot is written; empty: there always is. The journal must outlive this.
  Snapshotter(Journal& journal, Sequence newest, Sequence every, KeyedDigest keyed_digest,
              std::function<bool(std::uint64_t bytes)> has_room);
  Snapshotter(const Snapshotter&) = delete;
  Snapshotter& operator=(const Snapshotter&) = delete;
  /// Gives up what is under way.
  ~Snapshotter() { stop_ = true; }

  /// Begins a snapshot where entry `newest` is far enough from the last one and none is under way.
  /// From one thread.
  void keep_up_with(Sequence newest);

 private:
  void make();

  Journal& journal_;
  Sequence newest_;
  Sequence every_;
  KeyedDigest keyed_digest_;
  std::function<bool(std::uint64_t bytes)> has_room_;
  std::atomic<bool> under_way_{false};
  std::atomic<bool> stop_{false};
  std::jthread thread_;
};

}  // namespace quitrent::api
