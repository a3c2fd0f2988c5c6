// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <chrono>
#include <mutex>

#include "api/engine/clock.hpp"

namespace quitrent::api {

/// Called when wall clock and monotonic clock differ too much. `by` is how much more the wall clock
/// advanced than the monotonic clock since the last reading; negative where it advanced less.
using ClockJumped = void (*)(std::chrono::seconds by);

/// How much the two clocks may differ between two readings. Source: DESIGN.md, Clock.
inline constexpr std::chrono::seconds kLargestClockJump{3'600};

/// Writes one line on standard error and ends the process with exit code 70, since a clock that is
/// not reliable must not determine tax.
[[noreturn]] void end_for_clock_jump(std::chrono::seconds by);

/// The clock of a real register: the system's wall clock. Thread-safe.
class SystemClock final : public Clock {
 public:
  /// Calls `jumped` where the wall clock departs from the monotonic one by more than
  /// kLargestClockJump.
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
