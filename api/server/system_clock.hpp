// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <chrono>
#include <mutex>

#include "api/engine/clock.hpp"

namespace quitrent::api {

/// What happens when wall clock and monotonic clock part: `by` is how far the wall clock ran ahead
/// since it was last read, negative where it fell back.
using ClockJumped = void (*)(std::chrono::seconds by);

/// How far the two clocks may part between two readings. Source: DESIGN.md, Clock.
inline constexpr std::chrono::seconds kLargestClockJump{3'600};

/// Writes one line on standard error and ends the process with exit code 70: under a clock that
/// cannot be believed nobody may be taxed.
[[noreturn]] void end_for_clock_jump(std::chrono::seconds by);

/// Real time. Thread-safe.
class SystemClock final : public Clock {
 public:
  /// Tells `jumped` where the wall clock leaves the monotonic one by more than kLargestClockJump.
  explicit SystemClock(ClockJumped jumped = end_for_clock_jump);
  Instant now() const override;
  ClockKind kind() const override { return ClockKind::real; }
  void advance(Instant /*to*/) override {}

 private:
  ClockJumped jumped_;
  mutable std::mutex reading_;
  mutable std::chrono::system_clock::time_point wall_;
  mutable std::chrono::steady_clock::time_point steady_;
};

/// The present second of the wall clock.
Instant wall_clock_now();

}  // namespace quitrent::api
