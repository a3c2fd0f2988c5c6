// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstddef>
#include <cstdint>

#include "api/http/rate_limiter.hpp"

namespace quitrent {

/// The bounds of the way in and out. How long a line of a request and how many header lines there
/// may be is fixed when the program is built, see CMakeLists.txt of this folder.
struct HttpLimits {
  std::size_t body = 64 * 1024;          ///< largest request body, bytes
  std::size_t threads = 128;             ///< connections served at once, one a thread
  std::size_t waiting_connections = 64;  ///< accepted and not yet served; one more is closed
  std::int64_t read_timeout_s = 5;       ///< for a client that falls silent within a request
  std::int64_t write_timeout_s = 5;      ///< for a client that does not read
  std::int64_t idle_timeout_s = 5;       ///< for a connection without a request
  std::int64_t view_timeout_ms = 1'000;  ///< for views to hold what a read must see
  /// What answers under way may hold together, bytes; one more is refused with 503.
  std::size_t answer_memory = std::size_t{256} << 20U;
  RateLimits key = {};  ///< what one API key may ask in a minute; beyond it 429
};

/// The bounds of a list. Source: API.md, Conventions.
inline constexpr std::size_t kDefaultPage = 50;
/// The most things a page of a list may hold.
inline constexpr std::size_t kLargestPage = 200;
/// The most bytes that the body of a page may hold. A thing that is larger stands alone on its
/// page.
inline constexpr std::size_t kLargestPageBytes = std::size_t{1} << 20U;
/// Answers of less than so many bytes are not counted among those under way: one a thread of them
/// is little, and there are many.
inline constexpr std::size_t kSmallAnswer = 16 * 1024;

/// The words of a search: how many, and how long each may be. A word is a run of letters and
/// digits.
inline constexpr std::size_t kMostWords = 8;
/// Unit: bytes of UTF-8.
inline constexpr std::size_t kLongestWord = 64;

/// The most faults of a request that its answer names.
inline constexpr std::size_t kMostFaults = 64;

}  // namespace quitrent
