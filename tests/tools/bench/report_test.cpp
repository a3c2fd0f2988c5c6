// SPDX-License-Identifier: EUPL-1.2
#include "tools/bench/report.hpp"

#include <stdexcept>
#include <string>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include "tools/bench/child.hpp"
#include "tools/bench/measure.hpp"
#include "tools/chance.hpp"

namespace quitrent::bench {
namespace {

Report sample() {
  return {.title = "sample",
          .rows = {{"one", {{"rate_per_s", 12.345, 1}, {"count", 7, 0}}},
                   {"two", {{"rate_per_s", 6, 1}, {"count", 1'000, 0}}},
                   {"other", {{"bytes", 64, 0}}}},
          .targets = {{"fast enough", 12, 10, Target::Side::at_least},
                      {"small enough", 801, 800, Target::Side::at_most}}};
}

std::size_t count(const std::string& text, const std::string& part) {
  std::size_t found = 0;
  for (auto at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++found;
  return found;
}

}  // namespace

TEST_CASE("a table names each figure once and says which targets were missed") {
  const std::string text = table_text(sample());
  CHECK(count(text, "rate_per_s") == 1);
  CHECK(count(text, "bytes") == 1);
  CHECK(count(text, "12.3 ") == 1);
  CHECK(count(text, " met\n") == 1);
  CHECK(count(text, "MISSED") == 1);
}

TEST_CASE("JSON has every figure as a number") {
  const auto json = nlohmann::json::parse(json_text(sample()));
  CHECK(json.at("rows").at(1).at("count") == 1'000);
  CHECK(json.at("targets").at(0).at("at_least") == 10);
  CHECK(json.at("targets").at(1).at("met") == false);
}

TEST_CASE("a load counts what was done and refused, and passes on what was thrown") {
  const Load load = loaded(4, Seconds{0.01}, [](std::size_t client) {
    return client == 0 ? Call::refused : Call::done;
  });
  CHECK(load.done > 0);
  CHECK(load.refused > 0);
  CHECK(load.per_s > 0);
  const auto broken = [](std::size_t) -> Call { throw std::runtime_error{"broken"}; };
  CHECK_THROWS_WITH(loaded(4, Seconds{1}, broken), "broken");
}

TEST_CASE("of some values the middle one is the median") {
  CHECK(median({3, 1, 2}) == 2);
  CHECK(median({5}) == 5);
}

TEST_CASE("chance is the same in every run") {
  Chance first{7};
  Chance second{7};
  for (int at = 0; at < 100; ++at) {
    const std::uint64_t number = first.below(10);
    CHECK(number < 10);
    CHECK(number == second.below(10));
  }
}

TEST_CASE("a child is read, and fails aloud") {
  CHECK(Child{{"echo", "hello"}}.output() == "hello\n");
  Child named{{"sh", "-c", "echo \"ready at $PLACE\""}, {{"PLACE", "home"}}};
  CHECK(named.after("ready at ") == "home");
  CHECK_THROWS_AS(Child{{"false"}}.output(), std::runtime_error);
  Child silent{{"true"}};
  CHECK_THROWS_AS(silent.after("ready"), std::runtime_error);
}

}  // namespace quitrent::bench
