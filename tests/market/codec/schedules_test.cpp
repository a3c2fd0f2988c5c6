// SPDX-License-Identifier: EUPL-1.2
//
// Events about schedules on their way, as bytes.
#include "market/codec/schedules.hpp"

#include <doctest/doctest.h>

#include "market/codec/events.hpp"
#include "registry/vocabulary/sha256.hpp"
#include "tests/market/invented_prediction.hpp"
#include "tests/market/short_forms.hpp"

using namespace quitrent;
using namespace quitrent::market;
using quitrent::testing::invented_prediction;
using quitrent::testing::second;

namespace {

const Period kSimulated{second(9), second(99)};

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
  seen.prediction = invented_prediction(kSimulated);
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
  CHECK(proposed.prediction == invented_prediction(kSimulated));
  CHECK_FALSE(std::get<ScheduleProposed>(back[0]).prediction.has_value());
  CHECK(std::get<ScheduleDecided>(back[2]).end == ProposalEnd::withdrawn);
  CHECK(to_text(sha256(bytes)) ==
        "sha256:987e899db3a43bc1b9978d045fe5fccdace1d12c8d57df6fa7cc469ec065f258");
}

TEST_CASE("bytes that no prediction has are damage") {
  const auto damaged = [](const auto& spoil) {
    ScheduleProposed event = std::get<ScheduleProposed>(events_of_schedules()[1]);
    spoil(*event.prediction);
    const std::string bytes = encoded(std::vector<Event>{event}).public_events;
    CHECK_THROWS_AS(decoded(bytes), DamagedBytes);
  };
  damaged([](Prediction& seen) { seen.version.assign(kMostVersionBytes + 1, 'v'); });
  damaged([](Prediction& seen) { seen.opened.middle = 1'000'001; });
  damaged([](Prediction& seen) { seen.by_class[1].asset_class = AssetClass::patent; });
}
