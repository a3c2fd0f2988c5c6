// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <atomic>

#include "registry/vocabulary/instant.hpp"

namespace quitrent::api {

/// Whether time passes by itself or by request.
enum class ClockKind { real, sandbox };

/// Where the engine takes the time from. Thread-safe.
class Clock {
 public:
  virtual ~Clock() = default;
  /// The present second.
  virtual Instant now() const = 0;
  /// Real time, or a sandbox's.
  virtual ClockKind kind() const = 0;
  /// Of a sandbox: stands at `to` from now on; earlier than now is without effect. A real clock
  /// goes its own way.
  virtual void advance(Instant to) = 0;
};

/// The clock of a sandbox: stands still until it is moved.
class SandboxClock final : public Clock {
 public:
  /// Stands at `start`.
  explicit SandboxClock(Instant start) : seconds_{start.seconds()} {}
  Instant now() const override { return Instant::from_seconds(seconds_.load()); }
  ClockKind kind() const override { return ClockKind::sandbox; }
  void advance(Instant to) override {
    if (to > now()) seconds_.store(to.seconds());
  }

 private:
  std::atomic<std::int64_t> seconds_;
};

}  // namespace quitrent::api
