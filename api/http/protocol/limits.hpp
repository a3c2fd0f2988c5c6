// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "api/http/protocol/rate_limiter.hpp"

namespace quitrent::api {

/// The limits for requests, connections and answers. Limits for the head of a request are in
/// request_head.hpp.
struct HttpLimits {
  std::size_t body = 64 * 1024;          ///< largest request body, bytes
  std::size_t threads = 128;             ///< connections served at once, one by each thread
  std::size_t waiting_connections = 64;  ///< accepted and not yet served; one more is closed
  std::size_t address_threads = 0;       ///< threads that one address may hold; 0: a quarter of all
  /// Addresses that may hold any number of threads, since they are proxies for others.
  std::vector<std::string> trusted_proxies = {"127.0.0.1", "::1"};
  std::int64_t request_timeout_s = 10;  ///< from the first byte of a request to its last
  std::int64_t answer_timeout_s = 30;   ///< for a client to read a whole answer
  std::int64_t idle_timeout_s = 5;      ///< for a connection without a request
  /// From stop() to the end. Requests may arrive for a quarter of it, answers be read for half.
  std::int64_t end_timeout_s = 8;
  std::int64_t view_timeout_ms = 1'000;  ///< for views to hold what a read must see
  /// For the answer to hold a simulation's result; else the caller is told where to ask for it.
  std::int64_t simulation_timeout_ms = 900;
  std::size_t waiting_simulations = 8;  ///< begun after others; one more is refused with 503
  /// Most memory of all answers in progress, in bytes; a request beyond it is refused with 503.
  std::size_t answer_memory = std::size_t{256} << 20U;
  RateLimits key = {};  ///< what one API key may request in a minute; beyond it 429
};

/// Items on a page of a list where the query names no limit. Source: API.md, Conventions.
inline constexpr std::size_t kDefaultPage = 50;
/// Most items on a page of a list. Source: API.md, Conventions.
inline constexpr std::size_t kLargestPage = 200;
/// Most bytes in the body of a page. An item that is larger is alone on its page.
inline constexpr std::size_t kLargestPageBytes = std::size_t{1} << 20U;
/// Answers with fewer bytes do not count in AnswerMemory: each thread has at most one, which is
/// little memory, and there are many of them.
inline constexpr std::size_t kSmallAnswer = 16 * 1024;

/// Most words of a search. A word is a run of letters and digits.
inline constexpr std::size_t kMostWords = 8;
/// Length of the longest word of a search. Unit: bytes of UTF-8.
inline constexpr std::size_t kLongestWord = 64;

/// Most faults of a request that its answer names.
inline constexpr std::size_t kMostFaults = 64;

}  // namespace quitrent::api
