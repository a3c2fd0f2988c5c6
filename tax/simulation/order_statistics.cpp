// SPDX-License-Identifier: EUPL-1.2
#include "tax/simulation/order_statistics.hpp"

#include <numeric>

#include "registry/vocabulary/ensure.hpp"

namespace quitrent::tax {

SizeBuckets::SizeBuckets() : counts_(kBuckets, 0), slots_(kBuckets, 0) {}

std::uint64_t SizeBuckets::counted() const {
  return std::accumulate(counts_.begin(), counts_.end(), std::uint64_t{0});
}

void SizeBuckets::want(std::uint64_t rank) {
  std::size_t bucket = 0;
  for (; bucket < kBuckets && rank >= counts_[bucket]; ++bucket) rank -= counts_[bucket];
  ensure(bucket < kBuckets, "a wanted rank is below the number of values");
  if (slots_[bucket] == 0) {
    kept_.emplace_back().reserve(counts_[bucket]);
    slots_[bucket] = static_cast<std::uint8_t>(kept_.size());
  }
  wanted_.push_back({.slot = slots_[bucket] - std::size_t{1}, .rank = rank});
}

std::vector<std::int64_t> SizeBuckets::found() {
  std::vector<std::int64_t> values;
  for (const Wanted& wanted : wanted_) {
    std::vector<std::int64_t>& kept = kept_[wanted.slot];
    const auto at = kept.begin() + static_cast<std::ptrdiff_t>(wanted.rank);
    std::nth_element(kept.begin(), at, kept.end());
    values.push_back(*at);
  }
  return values;
}

}  // namespace quitrent::tax
