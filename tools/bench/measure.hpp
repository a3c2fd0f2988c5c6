// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <vector>

namespace quitrent::bench {

/// A measured duration, in seconds with fractions.
using Seconds = std::chrono::duration<double>;

/// How long a measurement of fsyncs lasts beside another one.
inline constexpr Seconds kFsyncLasting{1};

/// How many times a second the disk under `folder` makes an append of 4 KiB durable (write, then
/// fdatasync), measured for `lasting`. Throws std::system_error.
double fsyncs_per_s(const std::filesystem::path& folder, Seconds lasting);

/// The resident memory of this process. Unit: bytes.
std::int64_t resident_bytes();

/// Calls `one` with 0 to `threads` - 1, each from a thread of its own, and waits for all calls.
/// Throws what the first failed call threw.
void from_threads(std::size_t threads, const std::function<void(std::size_t)>& one);

/// How long single calls took.
struct Latencies {
  double p50_us = 0, p99_us = 0;
};

/// The result of a load.
struct Load {
  std::size_t done = 0;     ///< calls that succeeded
  std::size_t refused = 0;  ///< calls that were refused
  double per_s = 0;         ///< calls done in a second
  double cpu_us = 0;        ///< processor time of the whole process for each call done
  Latencies latencies;
};

/// The result of one call.
enum class Call { done, refused };

/// Calls `once(client)` in a loop for `lasting`, from one thread for each of `clients` clients.
/// `client` counts from 0. Throws what a call threw.
Load loaded(std::size_t clients, Seconds lasting, const std::function<Call(std::size_t)>& once);

/// The middle of `values` in ascending order, or the upper of the two middle ones. `values` is not
/// empty.
double median(std::vector<double> values);

}  // namespace quitrent::bench
