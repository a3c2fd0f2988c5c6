// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <mutex>
#include <optional>
#include <unordered_map>
#include <utility>

#include "registry/vocabulary/digest.hpp"

namespace quitrent::api {

/// How much one API key may request in a minute; 0 means no limit. The defaults are half of what a
/// small machine can do: no key uses up the machine, and they do not slow down an import or a
/// benchmark with one key. (2026-11-26)
struct RateLimits {
  std::uint64_t requests = 600'000;         ///< requests a minute, on routes that read a key
  std::uint64_t bytes = 256 * 1024 * 1024;  ///< bytes of request bodies a minute
  std::size_t keys = 100'000;               ///< keys counted at once; further keys are not counted
};

/// Counts the requests of each API key in its minute. The minute begins with a request of the key
/// and lasts 60 seconds; the next request after that begins another. Thread-safe.
///
/// Each call of a route that reads a key counts once the key is found, also where it is refused or
/// repeated. A call that the limiter itself refuses does not count. Public reads read no key. Where
/// there is no room for a further key, the key is not counted: nobody is refused for what others
/// do. API.md names no problem for the refusal; it is `rate-limited`. (2026-11-26)
class RateLimiter {
 public:
  /// A monotonic clock.
  using Now = std::function<std::chrono::steady_clock::time_point()>;
  /// `now` is called with each request that is counted.
  explicit RateLimiter(const RateLimits& limits, Now now = std::chrono::steady_clock::now)
      : limits_{limits}, now_{std::move(now)} {}

  /// Counts a request with a body of `bytes`, made with the key that has this hash. Nothing where
  /// it is within the limits. Otherwise it does not count, and the answer is the time, 1 to 60
  /// seconds, after which it would be accepted. The first body of a minute is accepted with any
  /// length.
  std::optional<std::chrono::seconds> refused(const Digest& key, std::size_t bytes);

 private:
  using TimePoint = std::chrono::steady_clock::time_point;
  struct Minute {
    TimePoint begin;
    std::uint64_t requests = 0;
    std::uint64_t bytes = 0;
  };
  /// The present minute of a key; null where there is no room for another key.
  Minute* minute_of(const Digest& key, TimePoint now);
  /// Removes keys whose minute is over, once a second at most.
  void sweep(TimePoint now);

  const RateLimits limits_;
  const Now now_;
  std::mutex mutex_;  // guards the members below
  std::unordered_map<Digest, Minute, DigestHash, SameDigest> minutes_;
  TimePoint swept_{};
};

}  // namespace quitrent::api
