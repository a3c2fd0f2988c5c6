// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <algorithm>
#include <cstdint>
#include <limits>
#include <vector>

namespace quitrent {

/// A row of numbers that looks like chance and is the same on every machine (splitmix64). For
/// benchmarks and tests.
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
  /// A number in 0…bound - 1; `bound` is 1 or more.
  std::uint64_t below(std::uint64_t bound) { return bits() % bound; }
  /// The same of a signed bound.
  std::int64_t number(std::int64_t bound) {
    return static_cast<std::int64_t>(below(static_cast<std::uint64_t>(bound)));
  }
  /// A number in `least`…`most`, each as likely; both are 0 or more.
  std::int64_t between(std::int64_t least, std::int64_t most) {
    return least + static_cast<std::int64_t>(below(static_cast<std::uint64_t>(most - least) + 1));
  }
  /// A number in 0…`most`, each size of number as likely, the edges often.
  std::int64_t of_any_size(std::int64_t most) {
    const std::int64_t kind = between(0, 15);
    if (kind == 0 || most == 0) return 0;
    if (kind == 1) return most;
    std::int64_t size = 0;
    while (size < 62 && most >> size > 0) ++size;
    return std::min(most,
                    number(std::numeric_limits<std::int64_t>::max()) >> (63 - between(1, size)));
  }
  /// True once in `n` times.
  bool once_in(std::int64_t n) { return number(n) == 0; }
  /// One of them; there is one or more.
  template <class Thing>
  const Thing& one_of(const std::vector<Thing>& things) {
    return things[below(things.size())];
  }

 private:
  std::uint64_t state_;
};

}  // namespace quitrent
