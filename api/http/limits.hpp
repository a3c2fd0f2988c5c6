// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstddef>
#include <cstdint>

namespace quitrent {

/// The bounds of the way in. How long a line of a request and how many header lines there may be is
/// fixed when the program is built, see CMakeLists.txt of this folder.
struct HttpLimits {
  std::size_t body = 64 * 1024;          ///< largest request body, bytes
  std::size_t threads = 128;             ///< connections served at once, one a thread
  std::size_t waiting_connections = 64;  ///< accepted and not yet served; one more is closed
  std::int64_t read_timeout_s = 5;       ///< for a client that falls silent within a request
  std::int64_t write_timeout_s = 5;      ///< for a client that does not read
  std::int64_t idle_timeout_s = 5;       ///< for a connection without a request
  std::int64_t view_timeout_ms = 1'000;  ///< for views to hold what a read must see
};

/// The bounds of a list. Source: API.md, Conventions.
inline constexpr std::size_t kDefaultPage = 50;
/// The most things a page of a list may hold.
inline constexpr std::size_t kLargestPage = 200;

}  // namespace quitrent
