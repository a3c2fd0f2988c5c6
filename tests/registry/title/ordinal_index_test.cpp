// SPDX-License-Identifier: EUPL-1.2
#include "registry/title/ordinal_index.hpp"

#include <cstdint>

#include <doctest/doctest.h>

namespace quitrent {
namespace {

/// A hash that meets others in its low bits.
std::uint64_t hash_of(Ordinal place) { return std::uint64_t{place % 97} << 40U | place % 7; }

std::optional<Ordinal> found(const OrdinalIndex& index, std::uint64_t hash, Ordinal wanted) {
  return index.find(hash, [wanted](Ordinal place) { return place == wanted; });
}

}  // namespace

TEST_CASE("an empty index finds nothing") {
  CHECK_FALSE(OrdinalIndex{}.find(7, [](Ordinal) { return true; }));
}

TEST_CASE("every entry is found, however many share its hash, and no other") {
  OrdinalIndex index;
  for (Ordinal place = 0; place < 5'000; ++place) index.add(hash_of(place), place);
  CHECK(index.size() == 5'000);
  for (Ordinal place = 0; place < 5'000; ++place) {
    REQUIRE(found(index, hash_of(place), place) == place);
  }
  CHECK_FALSE(found(index, hash_of(1), 5'000));
  CHECK_FALSE(index.find(12'345, [](Ordinal) { return true; }));
}

TEST_CASE("an index takes over what another one holds") {
  OrdinalIndex below;
  OrdinalIndex above;
  for (Ordinal place = 0; place < 100; ++place) below.add(hash_of(place), place);
  for (Ordinal place = 100; place < 300; ++place) above.add(hash_of(place), place);
  below.merge(above);
  CHECK(below.size() == 300);
  for (Ordinal place = 0; place < 300; ++place) {
    REQUIRE(found(below, hash_of(place), place) == place);
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
