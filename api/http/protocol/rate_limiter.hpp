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

/// How much one API key may ask in a minute; 0: as much as it likes. The defaults are wide, half of
/// what a small machine does: no key takes it all, and an import or a benchmark with one key is not
/// disturbed. (2026-11-26)
struct RateLimits {
  std::uint64_t requests = 600'000;         ///< a minute, on routes that look at a key
  std::uint64_t bytes = 256 * 1024 * 1024;  ///< of request bodies, a minute
  std::size_t keys = 100'000;               ///< that are counted at once; more go uncounted
};

/// Counts what each API key asks in its minute, which begins with its first request and lasts 60
/// seconds; the next request after that begins another. For any thread.
///
/// Counted is each call of a route that looks at a key, once the key is found: refused ones,
/// replays and all, but not those that the limiter itself refuses. Public reads look at no key.
/// Where more keys ask in a minute than there is room for the rest go uncounted: nobody is refused
/// for what others do. API.md names no problem for it; it is `rate-limited`. (2026-11-26)
class RateLimiter {
 public:
  /// Time that only runs forward.
  using Now = std::function<std::chrono::steady_clock::time_point()>;
  /// `now` is called with each request that is counted.
  explicit RateLimiter(const RateLimits& limits, Now now = std::chrono::steady_clock::now)
      : limits_{limits}, now_{std::move(now)} {}

  /// Counts a request with a body of `bytes` of the key with this hash. Nothing where it is within
  /// the limits; else it is not counted, and the answer is after how many seconds, from 1 to 60, it
  /// would be taken. The first body of a minute is taken whatever its length.
  std::optional<std::chrono::seconds> refused(const Digest& key, std::size_t bytes);

 private:
  using TimePoint = std::chrono::steady_clock::time_point;
  struct Minute {
    TimePoint begin;
    std::uint64_t requests = 0;
    std::uint64_t bytes = 0;
  };
  /// The running minute of a key; null where there is no room for another key.
  Minute* minute_of(const Digest& key, TimePoint now);
  /// Lets go of keys whose minute is over, once a second at most.
  void sweep(TimePoint now);

  const RateLimits limits_;
  const Now now_;
  std::mutex mutex_;  // of what follows
  std::unordered_map<Digest, Minute, DigestHash, SameDigest> minutes_;
  TimePoint swept_{};
};

}  // namespace quitrent::api
