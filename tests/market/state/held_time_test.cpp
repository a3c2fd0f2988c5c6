// SPDX-License-Identifier: EUPL-1.2
#include "market/state/held_time.hpp"

#include <doctest/doctest.h>

#include "tests/market/short_forms.hpp"

using namespace quitrent;
using namespace quitrent::market;
using quitrent::testing::second;

namespace {

constexpr std::int64_t kDay = 86'400;
constexpr std::int64_t kMost = 360 * kDay;
constexpr std::int64_t kYears = 3 * 365 * kDay;

}  // namespace

TEST_CASE("holds that overlap count once, and a lifted one up to its lifting") {
  HeldTime held{nullptr};
  CHECK(held.newest_end(0) == Instant{});
  held.hold(0, {second(100), second(200)});
  held.hold(0, {second(150), second(180)});
  held.hold(0, {second(200), second(250)});
  held.hold(0, {second(300), second(300)});  // empty
  CHECK(held.within(0, {second(0), second(1'000)}).seconds() == 150);
  CHECK(held.within(0, {second(120), second(130)}).seconds() == 10);
  held.end(0, second(230));
  held.end(0, second(240));
  CHECK(held.newest_end(0) == second(230));
  held.hold(0, {second(400), second(500)});
  held.end(0, second(400));
  CHECK(held.within(0, {second(0), second(1'000)}).seconds() == 130);
  CHECK(held.within(1, {second(0), second(1'000)}).seconds() == 0);
  held.forget(0);
  CHECK(held.all().empty());
}

TEST_CASE("an asset may be held for 360 days in any three years, to the second") {
  HeldTime held{nullptr};
  const Instant begin = second(kYears);
  CHECK_FALSE(held.may_last(0, begin, second(kYears + kMost + 1)));
  CHECK(held.may_last(0, begin, second(kYears + kMost)));
  CHECK(held.longest(0, begin, second(kYears + 2 * kMost)) == second(kYears + kMost));
  CHECK(held.longest(0, begin, second(kYears + 5)) == second(kYears + 5));
  held.hold(0, {begin, second(kYears + kMost)});
  CHECK(held.longest(0, second(2 * kYears - 1), second(3 * kYears)) == second(2 * kYears - 1));
  // From here on each further held second leaves an older one behind.
  CHECK(held.longest(0, second(2 * kYears), second(3 * kYears)) == second(2 * kYears + kMost));
}

TEST_CASE("what is older than three years is forgotten, and many intervals become fewer") {
  HeldTime held{nullptr};
  held.hold(7, {second(10), second(20)});
  held.hold(7, {second(20 + kYears), second(21 + kYears)});
  CHECK(held.all().at(7)->size() == 1);
  for (std::int64_t at = 1; at <= 100; ++at) {
    held.hold(7, {second(kYears + 100 * at), second(kYears + 100 * at + 3)});
  }
  CHECK(held.all().at(7)->size() == kMostHeldIntervals);
  CHECK(held.within(7, {second(0), second(2 * kYears)}).seconds() == 301);
}

TEST_CASE("held time of an overlay is merged, and forgotten in its base") {
  HeldTime base{nullptr};
  base.hold(1, {second(10), second(20)});
  HeldTime overlay{&base};
  overlay.hold(2, {second(10), second(30)});
  overlay.forget(1);
  CHECK(overlay.newest_end(1) == Instant{});
  CHECK(base.newest_end(1) == second(20));
  base.merge(std::move(overlay));
  CHECK(base.all().size() == 1);
  CHECK(base.newest_end(2) == second(30));
}
