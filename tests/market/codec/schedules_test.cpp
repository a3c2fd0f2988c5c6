// SPDX-License-Identifier: EUPL-1.2
//
// Events about schedules on their way, as bytes.
#include "market/codec/schedules.hpp"

#include <doctest/doctest.h>

#include "market/codec/events.hpp"
#include "registry/vocabulary/sha256.hpp"
#include "tests/market/short_forms.hpp"

using namespace quitrent;
using namespace quitrent::market;
using quitrent::testing::second;

namespace {

std::vector<Event> events_of_schedules() {
  ScheduleProposed proposed{.id = {},
                            .toml = "title = \"b\"",
                            .digest = sha256("b"),
                            .effective = second(9),
                            .by = {.id = {}, .name = "Pia"},
                            .at = second(7),
                            .lapses_at = second(8),
                            .baseline = sha256("a")};
  ScheduleProposed seen = proposed;
  seen.simulation = SeenSimulation{.id = {}, .digest = sha256("seen")};
  return {proposed, seen,
          ScheduleDecided{.id = {},
                          .end = ProposalEnd::withdrawn,
                          .by = {.id = {}, .name = "Pol"},
                          .at = second(8)}};
}

}  // namespace

TEST_CASE("the events of schedules come back from their bytes, and the bytes do not change") {
  const std::vector<Event> events = events_of_schedules();
  const std::string bytes = encoded(events).public_events;
  const std::vector<Event> back = decoded(bytes);
  REQUIRE(back.size() == 3);
  CHECK(encoded(back).public_events == bytes);
  const auto& proposed = std::get<ScheduleProposed>(back[1]);
  CHECK(proposed.toml == "title = \"b\"");
  CHECK(proposed.digest == sha256("b"));
  CHECK(proposed.effective == second(9));
  CHECK(proposed.by.name == "Pia");
  CHECK(proposed.at == second(7));
  CHECK(proposed.lapses_at == second(8));
  CHECK(proposed.baseline == sha256("a"));
  REQUIRE(proposed.simulation.has_value());
  CHECK(proposed.simulation->digest == sha256("seen"));
  CHECK_FALSE(std::get<ScheduleProposed>(back[0]).simulation.has_value());
  CHECK(std::get<ScheduleDecided>(back[2]).end == ProposalEnd::withdrawn);
  CHECK(to_text(sha256(bytes)) ==
        "sha256:a2f97761d72db78ccc7fa226063c0328869950ee247e3b813de0ed600abb53f7");
}
