// SPDX-License-Identifier: EUPL-1.2
#include "api/server/system_clock.hpp"

#include <string>
#include <unistd.h>

namespace quitrent::api {
namespace {

Instant instant_of(std::chrono::system_clock::time_point point) {
  return Instant::from_seconds(
      std::chrono::floor<std::chrono::seconds>(point).time_since_epoch().count());
}

}  // namespace

Instant wall_clock_now() { return instant_of(std::chrono::system_clock::now()); }

void end_for_clock_jump(std::chrono::seconds by) {
  const std::string line = "quitrent: the wall clock jumped by " + std::to_string(by.count()) +
                           " s against the monotonic clock; ended, set the clock and start again\n";
  [[maybe_unused]] const ssize_t written = ::write(STDERR_FILENO, line.data(), line.size());
  ::_exit(70);
}

SystemClock::SystemClock(ClockJumped jumped)
    : jumped_{jumped},
      wall_{std::chrono::system_clock::now()},
      steady_{std::chrono::steady_clock::now()} {}

Instant SystemClock::now() const {
  const std::scoped_lock lock{reading_};
  const auto wall = std::chrono::system_clock::now();
  const auto steady = std::chrono::steady_clock::now();
  const auto ahead =
      std::chrono::duration_cast<std::chrono::seconds>((wall - wall_) - (steady - steady_));
  wall_ = wall;
  steady_ = steady;
  if (ahead > kLargestClockJump || ahead < -kLargestClockJump) jumped_(ahead);
  return instant_of(wall);
}

}  // namespace quitrent::api
