// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <vector>

namespace quitrent::properties {

/// A row of numbers that looks like chance and is the same on every machine (splitmix64).
class Chance {
 public:
  explicit Chance(std::uint64_t seed) : state_{seed} {}
  /// 64 bits.
  std::uint64_t bits() {
    state_ += 0x9e3779b97f4a7c15U;
    std::uint64_t word = state_;
    word = (word ^ word >> 30U) * 0xbf58476d1ce4e5b9U;
    word = (word ^ word >> 27U) * 0x94d049bb133111ebU;
    return word ^ word >> 31U;
  }
  /// A number in 0…below - 1; `below` is 1 or more.
  std::int64_t number(std::int64_t below) {
    return static_cast<std::int64_t>(bits() % static_cast<std::uint64_t>(below));
  }
  /// True once in `n` times.
  bool once_in(std::int64_t n) { return number(n) == 0; }
  /// One of them; there is one or more.
  template <class Thing>
  const Thing& one_of(const std::vector<Thing>& things) {
    return things[static_cast<std::size_t>(number(static_cast<std::int64_t>(things.size())))];
  }

 private:
  std::uint64_t state_;
};

}  // namespace quitrent::properties
