// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <chrono>
#include <cstddef>
#include <filesystem>

#include "api/engine/clock.hpp"
#include "registry/vocabulary/money.hpp"

namespace quitrent::bench {

/// The assessment of every asset, and the amount that a buyer pays into escrow. The escrow is
/// enough for more than a year.
inline constexpr Money kSampleValue = Money::from_micro(100'000'000);
inline constexpr Money kSampleEscrow = Money::from_micro(10'000'000);

/// How large a register is.
struct RegisterSize {
  std::size_t assets = 1'000'000;
  std::size_t parties = 100'000;
  Money escrow = kSampleEscrow;  ///< of each asset
};

/// A clock that runs as fast as real time, from the newest second of a register on.
class RunningClock final : public api::Clock {
 public:
  /// The clock shows `start` now.
  explicit RunningClock(Instant start) : start_{start} {}
  Instant now() const override {
    const auto passed = std::chrono::steady_clock::now() - began_;
    return start_ +
           Duration::from_seconds(std::chrono::duration_cast<std::chrono::seconds>(passed).count());
  }
  api::ClockKind kind() const override { return api::ClockKind::real; }
  void advance(Instant) override {}

 private:
  Instant start_;
  std::chrono::steady_clock::time_point began_ = std::chrono::steady_clock::now();
};

/// Makes a register of that size in a fresh folder below `folder` and answers with the path of its
/// database. The register is a copy. The first call makes the original, which takes a minute for a
/// million assets and stays in `folder`. Throws std::runtime_error,
/// std::filesystem::filesystem_error.
std::filesystem::path sample_register(const std::filesystem::path& folder, RegisterSize size);

}  // namespace quitrent::bench
