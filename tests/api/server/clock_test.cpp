// SPDX-License-Identifier: EUPL-1.2
#include <doctest/doctest.h>

#include "api/server/system_clock.hpp"

namespace quitrent {

using namespace api;
namespace {

TEST_CASE("the system clock tells real time and goes its own way") {
  const Instant before = wall_clock_now();
  SystemClock clock{[](std::chrono::seconds) { FAIL("no clock jumped"); }};
  CHECK(clock.kind() == ClockKind::real);
  clock.advance(kEndOfTime);
  CHECK(clock.now() >= before);
  CHECK(clock.now() <= wall_clock_now());
}

}  // namespace
}  // namespace quitrent
