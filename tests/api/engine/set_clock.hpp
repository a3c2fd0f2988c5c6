// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <atomic>

#include "api/engine/clock.hpp"

namespace quitrent::testing {

using namespace api;

/// A clock of the kind `real` that stands still until it is set.
class SetClock final : public Clock {
 public:
  explicit SetClock(Instant now) : seconds_{now.seconds()} {}
  Instant now() const override { return Instant::from_seconds(seconds_.load()); }
  ClockKind kind() const override { return ClockKind::real; }
  void advance(Instant) override {}
  void set(Instant to) { seconds_ = to.seconds(); }

 private:
  std::atomic<std::int64_t> seconds_;
};

}  // namespace quitrent::testing
