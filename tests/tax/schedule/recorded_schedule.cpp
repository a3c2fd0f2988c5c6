// SPDX-License-Identifier: EUPL-1.2
#include "tax/schedule/recorded_schedule.hpp"

#include <string>
#include <thread>
#include <vector>

#include <doctest/doctest.h>

#include "tax/schedule/founding.hpp"

namespace quitrent {
using namespace tax;
namespace {

/// The founding schedule with another title.
std::string titled(int n) {
  std::string text{founding_schedule_toml()};
  const std::size_t at = text.find("title = \"");
  REQUIRE(at != std::string::npos);
  return text.insert(at + 9, "No " + std::to_string(n) + ": ");
}

TEST_CASE("a recorded schedule is what its text says, however many were read since") {
  for (int round = 0; round < 2; ++round) {
    for (int n = 0; n < 150; ++n) {
      const auto recorded = recorded_schedule(titled(n));
      REQUIRE(recorded != nullptr);
      CHECK(recorded->title == read_schedule(titled(n))->title);
      CHECK(recorded->title.starts_with("No " + std::to_string(n) + ": "));
    }
  }
}

TEST_CASE("the same text is read once as long as it is remembered") {
  CHECK(recorded_schedule(titled(1)) == recorded_schedule(titled(1)));
}

TEST_CASE("a text with a fault is no recorded schedule, the second time neither") {
  CHECK(recorded_schedule("title = ") == nullptr);
  CHECK(recorded_schedule("title = ") == nullptr);
}

TEST_CASE("many threads may ask for recorded schedules") {
  std::vector<std::thread> threads;
  std::vector<int> right(4);
  for (std::size_t n = 0; n < right.size(); ++n) {
    threads.emplace_back([&right, n] {
      for (int round = 0; round < 100; ++round) {
        const int which = round * (static_cast<int>(n) + 1) % 70;
        const auto recorded = recorded_schedule(titled(which));
        if (recorded && recorded->title.starts_with("No " + std::to_string(which) + ":")) {
          ++right[n];
        }
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  CHECK(right == std::vector<int>(4, 100));
}

}  // namespace
}  // namespace quitrent
