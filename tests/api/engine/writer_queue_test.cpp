// SPDX-License-Identifier: EUPL-1.2
#include "api/engine/writer_queue.hpp"

#include <array>
#include <stdexcept>
#include <thread>
#include <vector>

#include <doctest/doctest.h>

#include "api/engine/writer.hpp"
#include "tests/api/engine/fixture.hpp"

namespace quitrent::testing {
namespace {

constexpr std::size_t kMostTaken = 2;

WriterQueue::Otherwise nothing_else() {
  return {.has_work = [] { return false; }};
}

TEST_CASE("the writer takes filings in their order, and one inquiry at a time") {
  WriterQueue queue{3};
  std::array<PendingFiling, 4> filings;
  for (std::size_t nth = 0; nth < 3; ++nth) queue.add(filings.at(nth));
  CHECK_THROWS_AS(queue.add(filings.at(3)), Overloaded);
  CHECK(queue.waiting() == 3);
  std::vector<int> asked;
  for (int nth = 0; nth < 2; ++nth) {
    queue.add(WriterQueue::Inquiry{[&asked, nth](const Books&) { asked.push_back(nth); }});
  }
  queue.close();
  CHECK_THROWS_AS(queue.add(filings.at(3)), Overloaded);
  CHECK_THROWS_AS(queue.add(WriterQueue::Inquiry{[](const Books&) {}}), Overloaded);

  const Books books;
  auto taken = queue.taken(kMostTaken, nothing_else());
  CHECK(taken.filings == std::vector{&filings[0], &filings[1]});
  REQUIRE(taken.inquiry.has_value());
  (*taken.inquiry)(books);
  CHECK_FALSE(queue.is_over());
  taken = queue.taken(kMostTaken, nothing_else());
  CHECK(taken.filings == std::vector{&filings[2]});
  REQUIRE(taken.inquiry.has_value());
  (*taken.inquiry)(books);
  CHECK(asked == std::vector{0, 1});
  CHECK(queue.is_over());
}

TEST_CASE("the writer goes on for other work, and after the longest wait") {
  WriterQueue queue{3};
  CHECK(queue.taken(kMostTaken, {.has_work = [] { return true; }}).filings.empty());
  const auto none = queue.taken(
      kMostTaken, {.has_work = [] { return false; }, .longest = std::chrono::milliseconds{1}});
  CHECK(none.filings.empty());
  CHECK_FALSE(none.inquiry.has_value());
  std::atomic<bool> is_due{false};
  std::jthread other{[&] {
    is_due = true;
    while (is_due) queue.wake();
  }};
  CHECK(queue.taken(kMostTaken, {.has_work = [&] { return is_due.load(); }}).filings.empty());
  is_due = false;
}

TEST_CASE("the books stand still for an inquiry between filings, which sees what is durable") {
  EngineFixture scene;
  const PartyId ana = scene.member("ana", units(1'000'000));
  std::atomic<int> filed{0};
  std::jthread filer{[&](const std::stop_token& stop) {
    while (!stop.stop_requested()) {
      filed += scene.file(ana, EngineFixture::patent(std::to_string(filed), units(1), units(1)))
                   .has_value();
    }
  }};
  int before = 0;
  while (before < 50) {
    const int acknowledged = filed;
    scene.engine->inquire_between_filings([&](const Books& books) {
      const Sequence newest = scene.engine->committed_head().sequence;
      const int assets = static_cast<int>(books.asset_count());
      bool stand_still = true;
      for (int look = 0; look < 100'000; ++look) {
        stand_still &= scene.engine->committed_head().sequence == newest;
        stand_still &= static_cast<int>(books.asset_count()) == assets;
      }
      CHECK(stand_still);
      CHECK(assets >= std::max(acknowledged, before));
      before = assets;
    });
  }
}

TEST_CASE("what an inquiry between filings throws reaches its caller, and the writer goes on") {
  EngineFixture scene;
  CHECK_THROWS_AS(
      scene.engine->inquire_between_filings([](const Books&) { throw std::domain_error{"no"}; }),
      std::domain_error);
  CHECK(scene.member("ana", units(1)) != PartyId{});
  bool asked = false;
  scene.engine->stop_filings("the journal is damaged");
  scene.engine->inquire_between_filings([&asked](const Books&) { asked = true; });
  CHECK(asked);
}

}  // namespace
}  // namespace quitrent::testing
