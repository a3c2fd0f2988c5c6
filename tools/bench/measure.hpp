// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <vector>

namespace quitrent::bench {

/// Seconds as a measured number.
using Seconds = std::chrono::duration<double>;

/// How often a second the disk under `folder` takes 4 KiB at the end of a file for good (write,
/// then fdatasync), measured for `lasting`. Throws std::system_error.
double fsyncs_per_s(const std::filesystem::path& folder, Seconds lasting);

/// What this process keeps in memory, bytes.
std::int64_t resident_bytes();

/// Calls `one` with 0 to `threads` - 1, each from a thread of its own, and waits for all. Throws
/// what the first of them threw.
void from_threads(std::size_t threads, const std::function<void(std::size_t)>& one);

/// How long single calls took.
struct Latencies {
  double p50_us = 0, p99_us = 0;
};

/// What a load came to.
struct Load {
  std::size_t done = 0;     ///< calls that did what they were for
  std::size_t refused = 0;  ///< calls that were turned down
  double per_s = 0;         ///< of those done
  double cpu_us = 0;        ///< processor time of the whole process for each of those done
  Latencies latencies;
};

/// What one call came to.
enum class Call { done, refused };

/// Calls `once(client)` in a loop from so many threads for `lasting`. `client` counts from 0.
/// Throws what a call threw.
Load loaded(std::size_t clients, Seconds lasting, const std::function<Call(std::size_t)>& once);

/// The middle one of some values, of two the upper; `values` is not empty.
double median(std::vector<double> values);

}  // namespace quitrent::bench
