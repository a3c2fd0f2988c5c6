// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <atomic>

#include "registry/vocabulary/instant.hpp"

namespace quitrent::api {

/// Whether time passes by itself or by request.
enum class ClockKind { real, sandbox };

/// The source of the engine's time. Thread-safe.
class Clock {
 public:
  virtual ~Clock() = default;
  /// The present second.
  virtual Instant now() const = 0;
  /// Whether this is a real clock or a sandbox's.
  virtual ClockKind kind() const = 0;
  /// Moves a sandbox's clock forward to `to`; an earlier instant has no effect. A real clock
  /// ignores the call.
  virtual void advance(Instant to) = 0;
};

/// The clock of a sandbox. It stands still until it is moved.
class SandboxClock final : public Clock {
 public:
  /// A clock that stands at `start`.
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
