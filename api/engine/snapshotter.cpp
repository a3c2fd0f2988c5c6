// SPDX-License-Identifier: EUPL-1.2
#include "api/engine/snapshotter.hpp"

#include <cstdio>
#include <stdexcept>
#include <utility>

namespace quitrent::api {

Snapshotter::Snapshotter(Journal& journal, Sequence newest, Sequence every,
                         KeyedDigest keyed_digest,
                         std::function<bool(std::uint64_t bytes)> has_room)
    : journal_{journal},
      newest_{newest},
      every_{every},
      keyed_digest_{std::move(keyed_digest)},
      has_room_{std::move(has_room)} {}

void Snapshotter::keep_up_with(Sequence newest) {
  if (newest - newest_ < every_ || in_progress_) return;
  newest_ = newest;
  in_progress_ = true;
  thread_ = std::jthread{[this] { make(); }};
}

void Snapshotter::make() {
  try {
    const auto source = journal_.reader();
    const auto upto =
        folded(*source, [this](Sequence) { return !stop_; },
               {.keyed_digest = keyed_digest_, .complain = {}});  // the start has reported already
    const Snapshot made = upto->snapshot(keyed_digest_);
    if (has_room_ && !has_room_(made.bytes.size())) {
      throw std::runtime_error("the disk has no room for it");
    }
    if (!stop_) journal_.keep_snapshot(made);
  } catch (const std::exception& fault) {
    std::fprintf(stderr, "quitrent: no snapshot was made: %s\n", fault.what());
  }
  in_progress_ = false;
}

}  // namespace quitrent::api
