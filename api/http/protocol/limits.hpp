// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "api/http/protocol/rate_limiter.hpp"

namespace quitrent::api {

/// The bounds of the way in and out. Those of the head of a request stand in request_head.hpp.
struct HttpLimits {
  std::size_t body = 64 * 1024;          ///< largest request body, bytes
  std::size_t threads = 128;             ///< connections served at once, one a thread
  std::size_t waiting_connections = 64;  ///< accepted and not yet served; one more is closed
  std::size_t address_threads = 0;       ///< threads that one address may hold; 0: a quarter
  /// Addresses that may hold any number, since others stand behind them.
  std::vector<std::string> trusted_proxies = {"127.0.0.1", "::1"};
  std::int64_t request_timeout_s = 10;  ///< from the first byte of a request to its last
  std::int64_t answer_timeout_s = 30;   ///< for a client to take a whole answer
  std::int64_t idle_timeout_s = 5;      ///< for a connection without a request
  /// From the order to end: a quarter for requests to arrive, half for answers to be taken.
  std::int64_t end_timeout_s = 8;
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

}  // namespace quitrent::api
