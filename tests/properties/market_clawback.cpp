// SPDX-License-Identifier: EUPL-1.2
//
// The cost of a withdrawn commitment or of a finding, compared with an oracle. The oracle follows
// the public events alone: holder, assessment, terms and recorded profile of every second, and
// earlier clawbacks, also of a withdrawn asset that was registered anew. What a void finding passes
// on it computes as the difference of two claims.
#include <doctest/doctest.h>

#include "tests/properties/clawback_follower.hpp"
#include "tests/properties/market_crowd.hpp"
#include "tests/properties/returning_holders.hpp"
#include "tests/sanitized.hpp"

using namespace quitrent;
using namespace quitrent::market;
using namespace quitrent::properties;

TEST_CASE("every clawback is what a look at each interval of the public past comes to") {
  int reckoned = 0;
  int older = 0;
  int more_often = 0;
  int inherited = 0;
  int several = 0;
  int voided = 0;
  int by_decision = 0;
  int passed_on = 0;
  int withdrawn = 0;
  int after_end = 0;
  int collected = 0;
  for (std::uint64_t seed = 1; seed <= 300; ++seed) {
    if (testing::kSanitized && seed > 40) return;  // too few for the counts that follow
    CAPTURE(seed);
    // Every second crowd takes longer steps, so that its register lives through years.
    const std::int64_t pace = seed % 2 == 0 ? 1 : 12;
    const auto passage = [pace](trial::TrialRegister& stage, Instant to) {
      const std::int64_t distance = (to - stage.now()).seconds();
      stage.advance(stage.now() + Duration::from_seconds(distance * pace));
    };
    Crowd crowd{seed, passage, seed % 3 == 0 ? steep_schedule() : random_schedule(seed)};
    Follower follower{crowd.stage()};
    ReturningHolders returning{seed, crowd.stage()};
    for (int step = 0; step < 320; ++step) {
      CAPTURE(step);
      crowd.step();
      follower.follow();
      returning.step();
      follower.follow();
    }
    follower.add_up();
    reckoned += follower.reckoned;
    older += follower.older;
    more_often += follower.more_often;
    inherited += follower.inherited;
    several += follower.several;
    voided += follower.voided;
    by_decision += follower.by_decision;
    passed_on += follower.passed_on;
    withdrawn += follower.withdrawn;
    after_end += follower.after_end;
    collected += follower.collected;
  }
  CHECK(reckoned > 100);
  CHECK(older > 10);
  CHECK(more_often > 5);
  CHECK(inherited > 100);
  CHECK(several > 10);
  CHECK(voided > 10);
  CHECK(by_decision > 0);
  CHECK(passed_on > 10);
  CHECK(withdrawn > 10);
  CHECK(after_end > 10);
  CHECK(collected > 30);
}
