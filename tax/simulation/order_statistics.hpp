// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace quitrent::tax {

/// Counts values by size, so that a value at a rank is found without sorting all of them. Numbers
/// below 2^10 have a bucket each; above, 2^10 buckets share each power of two.
class SizeBuckets {
 public:
  /// Without values.
  SizeBuckets();
  /// The bucket of a value of 0 or more; it never falls where the value rises.
  static std::size_t bucket_of(std::int64_t value) {
    const auto bits = static_cast<std::uint64_t>(value);
    if (bits < kSteps) return bits;
    const int exponent = 63 - std::countl_zero(bits);
    const std::uint64_t step = (bits >> static_cast<unsigned>(exponent - kStepBits)) & (kSteps - 1);
    return (static_cast<std::size_t>(exponent - kStepBits + 1) << kStepBits) | step;
  }
  /// Counts a value of 0 or more.
  void count(std::int64_t value) { ++counts_.data()[bucket_of(value)]; }
  /// How many values were counted.
  std::uint64_t counted() const;
  /// Notes that the value at this rank is wanted, from 0 and below counted().
  void want(std::uint64_t rank);
  /// Keeps the value if it shares a bucket with a wanted one. To be called with every value again.
  void keep(std::int64_t value) {
    const std::uint8_t slot = slots_.data()[bucket_of(value)];
    if (slot != 0) kept_[slot - 1U].push_back(value);
  }
  /// The wanted values, in the order in which they were wanted.
  std::vector<std::int64_t> found();

 private:
  static constexpr int kStepBits = 10;
  static constexpr std::uint64_t kSteps = 1U << kStepBits;
  static constexpr std::size_t kBuckets = std::size_t{64} << kStepBits;

  /// A wanted rank within the values that are kept in a slot.
  struct Wanted {
    std::size_t slot;
    std::uint64_t rank;
  };
  std::vector<std::uint32_t> counts_;
  std::vector<std::uint8_t> slots_;  ///< by bucket: 1 + the slot that keeps its values; 0: none
  std::vector<std::vector<std::int64_t>> kept_;
  std::vector<Wanted> wanted_;
};

/// The values at `percents` of the values `value(0)` … `value(count - 1)` that are 0 or more;
/// negative ones are passed over. The value at p percent of n is the one at rank floor(n x p / 100)
/// from 0, at most the last. Empty where there is no value.
template <class Value>
std::vector<std::int64_t> values_at(std::size_t count, const std::vector<unsigned>& percents,
                                    Value&& value) {
  SizeBuckets buckets;
  for (std::size_t row = 0; row < count; ++row) {
    const std::int64_t one = value(row);
    if (one >= 0) buckets.count(one);
  }
  const std::uint64_t all = buckets.counted();
  if (all == 0) return {};
  for (const unsigned percent : percents) {
    buckets.want(std::min(all - 1, all * percent / 100));
  }
  for (std::size_t row = 0; row < count; ++row) {
    const std::int64_t one = value(row);
    if (one >= 0) buckets.keep(one);
  }
  return buckets.found();
}

}  // namespace quitrent::tax
