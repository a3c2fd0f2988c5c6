// SPDX-License-Identifier: EUPL-1.2
#include "registry/title/ordinal_index.hpp"

#include <cstdint>

#include <doctest/doctest.h>

namespace quitrent {
namespace {

/// A hash that many ordinals share in its low bits.
std::uint64_t hash_of(Ordinal ordinal) { return std::uint64_t{ordinal % 97} << 40U | ordinal % 7; }

std::optional<Ordinal> found(const OrdinalIndex& index, std::uint64_t hash, Ordinal wanted) {
  return index.find(hash, [wanted](Ordinal ordinal) { return ordinal == wanted; });
}

}  // namespace

TEST_CASE("an empty index finds nothing") {
  CHECK_FALSE(OrdinalIndex{}.find(7, [](Ordinal) { return true; }));
}

TEST_CASE("every entry is found, however many share its hash, and no other") {
  OrdinalIndex index;
  for (Ordinal ordinal = 0; ordinal < 5'000; ++ordinal) index.add(hash_of(ordinal), ordinal);
  CHECK(index.size() == 5'000);
  for (Ordinal ordinal = 0; ordinal < 5'000; ++ordinal) {
    REQUIRE(found(index, hash_of(ordinal), ordinal) == ordinal);
  }
  CHECK_FALSE(found(index, hash_of(1), 5'000));
  CHECK_FALSE(index.find(12'345, [](Ordinal) { return true; }));
}

TEST_CASE("an index takes over what another one holds") {
  OrdinalIndex below;
  OrdinalIndex above;
  for (Ordinal ordinal = 0; ordinal < 100; ++ordinal) below.add(hash_of(ordinal), ordinal);
  for (Ordinal ordinal = 100; ordinal < 300; ++ordinal) above.add(hash_of(ordinal), ordinal);
  below.merge(above);
  CHECK(below.size() == 300);
  for (Ordinal ordinal = 0; ordinal < 300; ++ordinal) {
    REQUIRE(found(below, hash_of(ordinal), ordinal) == ordinal);
  }
}

TEST_CASE("room made beforehand changes no answer") {
  OrdinalIndex index;
  index.add(3, 1);
  index.reserve(10'000);
  index.reserve(1);
  CHECK(found(index, 3, 1) == 1);
  index.add(3, 2);
  CHECK(found(index, 3, 2) == 2);
}

}  // namespace quitrent
