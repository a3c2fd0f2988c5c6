// SPDX-License-Identifier: EUPL-1.2
#include "tools/import/history/history.hpp"

#include <algorithm>
#include <map>

#include "tools/import/history/arrivals.hpp"
#include "tools/import/history/chance_days.hpp"
#include "tools/import/history/reform.hpp"
#include "tools/import/history/scenes.hpp"

namespace quitrent::history {
namespace {

std::string richest(const std::vector<Holding>& assets) {
  std::map<std::string, int> held;
  for (const Holding& asset : assets) {
    if (asset.care == Care::ordinary) ++held[asset.holder];
  }
  return std::ranges::max_element(held, {}, [](const auto& one) { return one.second; })->first;
}

}  // namespace

History invented_history(Instant start) {
  Draft draft{start};
  for (const Person& person : people()) draft.join(person);
  ChanceDays chance{draft};
  const int days = static_cast<int>(kLength.seconds() / 86'400);
  for (int day = 0; day < days; ++day) {
    // The first steps of the first day register the parties.
    if (day > 0) draft.begin_day(day);
    for (const Arrival& arrival : arrivals()) {
      if (arrival.day == day) draft.register_asset(arrival.asset);
    }
    for (const Scene& scene : scenes()) {
      if (scene.day == day) play(draft, scene);
    }
    play_reform(draft, day);
    chance.play(day);
  }
  return {.steps = draft.steps(),
          .end = start + kLength,
          .parties = people().size(),
          .assets = draft.assets().size(),
          .holder = richest(draft.assets())};
}

}  // namespace quitrent::history
