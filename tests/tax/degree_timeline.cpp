// SPDX-License-Identifier: EUPL-1.2
//
// The degree of terms over time, compared with an oracle that computes every second by itself.
#include "tax/degree_timeline.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <vector>

#include <doctest/doctest.h>

#include "tests/tax/schedule_timelines.hpp"
#include "tools/chance.hpp"

namespace quitrent {

using namespace tax;
namespace {

constexpr std::int64_t kLast = 40;  // all dates lie before this second

/// Degree 0 if the eight levels are open, else their weighed mean in ppm, half up.
std::int64_t degree_by_the_rule(const OpennessLevels& levels, const DatedWeights& weights) {
  std::int64_t sum = 0;
  std::int64_t whole = 0;
  bool open = true;
  for (std::size_t position = 0; position < 8; ++position) {
    const std::int64_t weight = weights.thousandths[position];
    sum += weight * levels[position];
    whole += weight * 24;
    if (position < 5 && weight > 0 && levels[position] > 0) open = false;
  }
  return open ? 0 : (sum * 2'000'000 + whole) / (2 * whole);
}

/// The degree at a second: the least degree of the newest choices under the newest weights.
std::int64_t oracle(const std::vector<DatedWeights>& weights,
                    const std::vector<DatedOpennessLevels>& levels, std::int64_t at) {
  const DatedWeights* in_force = &weights.front();
  for (const DatedWeights& dated : weights) {
    if (dated.from <= at) in_force = &dated;
  }
  std::optional<Instant> newest;
  for (const DatedOpennessLevels& choice : levels) {
    if (choice.from <= second(at)) newest = choice.from;
  }
  std::int64_t least = 1'000'000;
  for (const DatedOpennessLevels& choice : levels) {
    if (choice.from != newest.value_or(levels.front().from)) continue;
    least = std::min(least, degree_by_the_rule(choice.levels, *in_force));
  }
  return least;
}

class RandomInputs {
 public:
  explicit RandomInputs(std::uint64_t seed) : chance_{seed} {}
  std::int64_t below(std::int64_t bound) { return chance_.number(bound); }
  std::vector<DatedWeights> weights() {
    std::vector<DatedWeights> all;
    for (std::int64_t from = 0; from < kLast; from += 1 + below(25)) {
      DatedWeights dated{.from = from};
      for (auto& weight : dated.thousandths) weight = below(3) == 0 ? 0 : below(1'001);
      dated.thousandths[static_cast<std::size_t>(below(8))] = 1'000;
      all.push_back(dated);
    }
    return all;
  }
  std::vector<DatedOpennessLevels> levels() {
    std::vector<DatedOpennessLevels> all;
    Instant from = kBeginningOfTime;
    for (std::int64_t group = 1 + below(4); group > 0; --group) {
      for (std::int64_t choices = 1 + below(3); choices > 0; --choices) {
        DatedOpennessLevels choice{.from = from, .levels = {}};
        for (auto& level : choice.levels) {
          level = static_cast<std::uint8_t>(below(2) == 0 ? 0 : below(25));
        }
        all.push_back(choice);
      }
      from = from == kBeginningOfTime ? second(below(10))
                                      : from + Duration::from_seconds(1 + below(9));
    }
    return all;
  }

 private:
  Chance chance_;
};

std::int64_t computed(const ScheduleTimeline& timeline,
                      const std::vector<DatedOpennessLevels>& levels, std::int64_t at) {
  return degree_at(timeline, AssetClass::software, levels, second(at)).ppm();
}

TEST_CASE("the degree of every second is that of its weights and its choices") {
  RandomInputs inputs{1};
  for (int run = 0; run < 500; ++run) {
    CAPTURE(run);
    const auto weights = inputs.weights();
    const auto levels = inputs.levels();
    const auto timeline = timeline_with(weights);
    for (std::int64_t at = -3; at < kLast + 5; ++at) {
      // Before the first weights are stated, those of the licence table count.
      if (at >= 0) REQUIRE(computed(*timeline, levels, at) == oracle(weights, levels, at));
    }
  }
}

TEST_CASE("the steps that are foretold are each a change, and all of them") {
  RandomInputs inputs{2};
  std::size_t steps_in_all = 0;
  for (int run = 0; run < 500; ++run) {
    CAPTURE(run);
    const auto weights = inputs.weights();
    const auto levels = inputs.levels();
    const auto timeline = timeline_with(weights);
    const std::int64_t after = inputs.below(kLast);
    const auto steps = degree_steps(*timeline, AssetClass::software, levels, second(after));
    steps_in_all += steps.size();
    std::size_t next = 0;
    for (std::int64_t at = after + 1; at < kLast + 5; ++at) {
      const bool changes = oracle(weights, levels, at) != oracle(weights, levels, at - 1);
      if (!changes) continue;
      REQUIRE(next < steps.size());
      REQUIRE(steps[next].from == second(at));
      REQUIRE(steps[next].degree.ppm() == oracle(weights, levels, at));
      ++next;
    }
    REQUIRE(next == steps.size());
  }
  CHECK(steps_in_all > 500);
}

TEST_CASE("what is stated anew at a second says the same as what was stated before") {
  RandomInputs inputs{3};
  for (int run = 0; run < 500; ++run) {
    CAPTURE(run);
    const auto weights = inputs.weights();
    const auto levels = inputs.levels();
    const auto timeline = timeline_with(weights);
    const std::int64_t from = inputs.below(kLast);
    const auto since = levels_since(levels, second(from));
    REQUIRE(since.front().from == kBeginningOfTime);
    REQUIRE(std::ranges::is_sorted(since, {}, &DatedOpennessLevels::from));
    for (const DatedOpennessLevels& choice : since) {
      REQUIRE((choice.from == kBeginningOfTime || choice.from > second(from)));
    }
    for (std::int64_t at = from; at < kLast + 5; ++at) {
      REQUIRE(computed(*timeline, since, at) == oracle(weights, levels, at));
    }
    REQUIRE(levels_since(since, second(from)) == since);
  }
}

TEST_CASE("a promise is broken in the first second in which the new terms are less open") {
  RandomInputs inputs{4};
  int broken = 0;
  int kept = 0;
  for (int run = 0; run < 1'000; ++run) {
    CAPTURE(run);
    const auto weights = inputs.weights();
    const auto before = inputs.levels();
    auto after = run % 3 == 0 ? before : inputs.levels();
    // Every second promise that is stated again loses its last step.
    if (run % 6 == 0)
      std::erase_if(after, [&](const auto& choice) {
        return choice.from == after.back().from && choice.from != kBeginningOfTime;
      });
    const auto timeline = timeline_with(weights);
    const std::int64_t from = inputs.below(kLast);
    std::optional<Instant> first;
    for (std::int64_t at = from; at < kLast + 5 && !first; ++at) {
      if (oracle(weights, after, at) > oracle(weights, before, at)) first = second(at);
    }
    REQUIRE(less_open_at(*timeline, AssetClass::software, {.before = before, .after = after},
                         second(from)) == first);
    ++(first ? broken : kept);
  }
  CHECK(broken > 200);
  CHECK(kept > 200);
}

TEST_CASE("without levels all is closed, and two choices are the better of both") {
  const auto timeline = timeline_with({{0, {500, 500}}, {10, {0, 1'000}}});
  CHECK(degree_at(*timeline, AssetClass::software, {}, second(5)) == kWhole);
  CHECK(degree_steps(*timeline, AssetClass::software, {}, second(0)).empty());
  CHECK(levels_since({}, second(0)).empty());
  // Access is closed, or use is half closed. Under even weights that gives 0.5 and 0.25; under use
  // alone 0 and 0.5.
  const std::vector<DatedOpennessLevels> choices{{kBeginningOfTime, {24, 0}},
                                                 {kBeginningOfTime, {0, 12}}};
  CHECK(degree_at(*timeline, AssetClass::software, choices, second(9)).ppm() == 250'000);
  CHECK(degree_at(*timeline, AssetClass::software, choices, second(10)) == Share{});
  const auto steps = degree_steps(*timeline, AssetClass::software, choices, second(9));
  REQUIRE(steps.size() == 1);
  CHECK(steps[0].from == second(10));
  CHECK(degree_steps(*timeline, AssetClass::software, choices, second(10)).empty());
}

}  // namespace
}  // namespace quitrent
