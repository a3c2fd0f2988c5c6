// SPDX-License-Identifier: EUPL-1.2
#include <algorithm>
#include <memory>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "api/views/views.hpp"
#include "registry/storage/memory/memory_journal.hpp"
#include "tests/api/views/chronicle.hpp"
#include "tests/registry/storage/fixture.hpp"

using namespace quitrent;
using namespace quitrent::api;
using namespace quitrent::market;
using namespace quitrent::tax;
using namespace quitrent::view_tests;
using storage_tests::TemporaryFolder;

namespace {

Event levied(std::uint32_t number) {
  return AssetStatusChanged{.asset = asset(number),
                            .cause = AssetStatusCause::levy,
                            .levy = {},
                            .amount = {},
                            .status = active(units(5), 9'000)};
}

Event posted(PostingKind kind, std::vector<PostingLine> lines, std::string reference = {}) {
  return MoneyPosted{{.kind = kind, .reference = std::move(reference), .lines = std::move(lines)}};
}

Event posted_for(PostingKind kind, std::uint32_t asset_ordinal, std::vector<PostingLine> lines) {
  return MoneyPosted{
      {.kind = kind, .has_asset = true, .asset = asset_ordinal, .lines = std::move(lines)}};
}

Account cash(std::uint32_t owner) { return {AccountKind::cash, owner}; }

/// Two assets, two sales of the first, one basket, and all postings for them.
struct Story {
  Story() {
    Chronicle chronicle{*journal};
    const auto fresh = [](std::uint32_t number, std::uint32_t holder) {
      return Chronicle::registered({number,
                                    AssetClass::software,
                                    holder,
                                    active(units(5), 9'000),
                                    {.name = "n", .identifiers = {}, .terms = {}}});
    };
    chronicle.enter(100, {posted(PostingKind::credit, {{cash(0), units(50)}}, "wire 1")});
    chronicle.enter(
        110, {fresh(1, 0), posted_for(PostingKind::registration, 0, {{cash(0), -units(2)}})});
    chronicle.enter(120, {fresh(2, 0)});
    chronicle.enter(130, {levied(1), levied(2)});
    chronicle.enter(
        140, {Chronicle::sold({1, {0, 1}, active(units(6), 9'500), 1, 140}),
              posted_for(PostingKind::purchase, 0,
                         {{cash(1), -units(7)}, {cash(1), -units(1)}, {cash(0), units(7)}})});
    chronicle.enter(150, {levied(2)});
    chronicle.enter(150, {Chronicle::sold({2, {0, 2}, active(units(6), 9'500), 2, 150}),
                          Chronicle::sold({1, {1, 2}, active(units(6), 9'500), 2, 150})});
    chronicle.enter(160, {posted(PostingKind::withdrawal, {{cash(0), -units(5)}})});
    views.catch_up(journal->head().sequence);
  }

  AccountStatement statement(std::uint32_t of, std::int64_t from, std::int64_t to) {
    return views.statement({.party = of,
                            .period = {Instant::from_seconds(from), Instant::from_seconds(to)},
                            .limit = 1'000});
  }

  TemporaryFolder folder;
  std::unique_ptr<Journal> journal = open_memory_journal();
  Views views{folder.path() / "views",
              {*journal, &Chronicle::private_events, [](std::string_view) {}}};
};

}  // namespace

TEST_CASE("what was never registered has no history") {
  Story story;
  CHECK(chain_of_title(story.views, asset(9)).empty());
  CHECK(events_of(story.views, asset(9), 0, 50).empty());
  CHECK_FALSE(story.views.purchase(purchase(9)).has_value());
  const auto statement = story.statement(9, 0, 1'000);
  CHECK(statement.lines.empty());
  CHECK(statement.opening == Money{});
  CHECK(statement.closing == Money{});
}

TEST_CASE("the chain of title names each holder in turn, from the registration on") {
  Story story;
  const auto chain = chain_of_title(story.views, asset(1));
  REQUIRE(chain.size() == 3);
  CHECK(chain[0].cause == ConveyanceCause::registration);
  CHECK(chain[0].holder == named(0));
  CHECK(chain[0].at == Instant::from_seconds(110));
  CHECK(chain[0].price == Money{});
  CHECK(chain[1].holder == named(1));
  CHECK(chain[1].at == Instant::from_seconds(140));
  CHECK(chain[1].price == units(7));
  CHECK(chain[2].holder == named(2));
  CHECK(chain_of_title(story.views, asset(2)).size() == 2);
}

TEST_CASE("the events of an asset come in order, a page at a time") {
  Story story;
  CHECK(numbers(events_of(story.views, asset(1), 0, 50)) == std::vector<std::uint64_t>{1, 3, 5, 8});
  CHECK(numbers(events_of(story.views, asset(1), 0, 2)) == std::vector<std::uint64_t>{1, 3});
  CHECK(numbers(events_of(story.views, asset(1), 3, 2)) == std::vector<std::uint64_t>{5, 8});
  CHECK(numbers(events_of(story.views, asset(2), 0, 50)) == std::vector<std::uint64_t>{2, 4, 6, 7});
  CHECK(events_of(story.views, asset(1), 8, 50).empty());
  const auto last = events_of(story.views, asset(1), 5, 1);
  REQUIRE(last.size() == 1);
  CHECK(last[0].at == Instant::from_seconds(150));
  CHECK(last[0].sequence == 7);
  CHECK(std::holds_alternative<AssetConveyed>(last[0].event));
}

TEST_CASE("the events of the register come under their gapless numbers") {
  Story story;
  CHECK(numbers(story.views.events_after(0, 50)) ==
        std::vector<std::uint64_t>{1, 2, 3, 4, 5, 6, 7, 8});
  CHECK(numbers(story.views.events_after(3, 2)) == std::vector<std::uint64_t>{4, 5});
  CHECK(story.views.events_after(8, 50).empty());
}

TEST_CASE("a long history is read from any place") {
  constexpr std::uint64_t levies = 300;
  const TemporaryFolder folder;
  const auto journal = open_memory_journal();
  Chronicle chronicle{*journal};
  chronicle.enter(1, {Chronicle::registered({0,
                                             AssetClass::patent,
                                             1,
                                             active(units(1), 9),
                                             {.name = "n", .identifiers = {}, .terms = {}}}),
                      Chronicle::registered({1,
                                             AssetClass::patent,
                                             1,
                                             active(units(1), 9),
                                             {.name = "n", .identifiers = {}, .terms = {}}})});
  for (std::uint64_t round = 0; round < levies; ++round) {
    // Every fifth entry concerns the asset twice, every seventh conveys it, each moves cash.
    std::vector<Event> events{levied(0), posted(PostingKind::credit, {{cash(3), units(1)}})};
    if (round % 5 == 0) events.push_back(levied(0));
    if (round % 7 == 0) {
      events.push_back(
          Chronicle::sold({0, {1, 2}, active(units(1), 9), static_cast<std::uint32_t>(round), 2}));
    }
    chronicle.enter(static_cast<std::int64_t>(2 + round), events);
  }
  Views views{folder.path() / "views",
              {*journal, &Chronicle::private_events, [](std::string_view) {}}};
  views.catch_up(journal->head().sequence);
  std::vector<std::uint64_t> all;
  for (std::uint64_t number = 1; number < journal->head().next_public; ++number) {
    if (number != 2) all.push_back(number);  // event 2 is the registration of the second asset
  }
  for (std::size_t after = 0; after <= all.back(); after += 13) {
    CAPTURE(after);
    std::vector<std::uint64_t> expected;
    for (const std::uint64_t number : all) {
      if (number > after && expected.size() < 90) expected.push_back(number);
    }
    CHECK(numbers(events_of(views, asset(0), after, 90)) == expected);
  }
  CHECK(numbers(events_of(views, asset(1), 0, 90)) == std::vector<std::uint64_t>{2});
  CHECK(chain_of_title(views, asset(0)).size() == 1 + (levies + 6) / 7);
  for (std::int64_t from = 0; from < 310; from += 9) {
    CAPTURE(from);
    const auto statement =
        views.statement({.party = 3,
                         .period = {Instant::from_seconds(from), Instant::from_seconds(from + 100)},
                         .limit = 1'000});
    const std::int64_t before = std::clamp<std::int64_t>(from - 2, 0, levies);
    const std::int64_t until = std::clamp<std::int64_t>(from + 98, 0, levies);
    CHECK(statement.opening == units(before));
    CHECK(statement.closing == units(until));
    CHECK(static_cast<std::int64_t>(statement.lines.size()) == until - before);
  }
}

TEST_CASE("a purchase shows what was bought from whom, a basket in its order") {
  Story story;
  const auto basket = story.views.purchase(purchase(2));
  REQUIRE(basket.has_value());
  CHECK(basket->number == 2);
  CHECK(basket->at == Instant::from_seconds(150));
  REQUIRE(basket->items.size() == 2);
  CHECK(basket->items[0].asset == asset(2));
  CHECK(basket->items[0].seller == party(0));
  CHECK(basket->items[0].price == units(7));
  CHECK(basket->items[1].asset == asset(1));
  CHECK(basket->items[1].seller == party(1));
  const auto all = purchases_after(story.views, 0, 50);
  REQUIRE(all.size() == 2);
  CHECK(all[0].id == purchase(1));
  CHECK(all[1].id == purchase(2));
  CHECK(purchases_after(story.views, 0, 1).size() == 1);
  CHECK(purchases_after(story.views, 1, 50).size() == 1);
  CHECK(purchases_after(story.views, 2, 50).empty());
}

TEST_CASE("a statement opens, adds its lines and closes") {
  struct Row {
    std::string why;
    std::uint32_t of;
    std::int64_t from, to, opening, closing;
    std::size_t lines;
  };
  const auto rows = std::to_array<Row>({
      {"everything", 0, 0, 1'000, 0, 50, 4},
      {"before all", 0, 0, 100, 0, 0, 0},
      {"the first second", 0, 100, 101, 0, 50, 1},
      {"from the second of a line", 0, 110, 140, 50, 48, 1},
      {"up to the second of a line", 0, 101, 140, 50, 48, 1},
      {"in the middle, nothing", 0, 141, 160, 55, 55, 0},
      {"after all", 0, 161, 1'000, 50, 50, 0},
      {"an empty period", 0, 140, 140, 48, 48, 0},
      {"a period that runs backwards", 0, 160, 120, 55, 55, 0},
      {"two lines of one posting", 1, 0, 1'000, 0, -8, 2},
      {"somebody without money", 2, 0, 1'000, 0, 0, 0},
  });
  Story story;
  for (const Row& row : rows) {
    CAPTURE(row.why);
    const auto statement = story.statement(row.of, row.from, row.to);
    CHECK(statement.opening == units(row.opening));
    CHECK(statement.closing == units(row.closing));
    CHECK(statement.lines.size() == row.lines);
    Money balance = statement.opening;
    for (const StatementLine& line : statement.lines) {
      balance += line.amount;
      CHECK(line.balance == balance);
    }
    CHECK(balance == statement.closing);
  }
}

TEST_CASE("a line of a statement says when, why, for which asset and under which reference") {
  Story story;
  const auto lines = story.statement(0, 0, 1'000).lines;
  REQUIRE(lines.size() == 4);
  CHECK(lines[0].kind == PostingKind::credit);
  CHECK(lines[0].reference == "wire 1");
  CHECK_FALSE(lines[0].asset.has_value());
  CHECK(lines[1].kind == PostingKind::registration);
  CHECK(lines[1].asset == asset(1));
  CHECK(lines[1].at == Instant::from_seconds(110));
  CHECK(lines[2].amount == units(7));
  CHECK(lines[2].asset == asset(1));
}

TEST_CASE("a statement read page by page is the whole, and every page opens, adds up and closes") {
  TemporaryFolder folder;
  auto journal = open_memory_journal();
  Chronicle chronicle{*journal};
  // Entries have one to four lines of party 3, so a page may end within an entry.
  for (std::int64_t round = 0; round < 150; ++round) {
    std::vector<Event> events;
    for (std::int64_t line = 0; line <= round % 4; ++line) {
      events.push_back(posted(PostingKind::credit, {{cash(3), units(1 + line)}}));
    }
    chronicle.enter(100 + round, events);
  }
  Views views{folder.path() / "views",
              {*journal, &Chronicle::private_events, [](std::string_view) {}}};
  views.catch_up(journal->head().sequence);
  const Period period{Instant::from_seconds(130), Instant::from_seconds(230)};
  const auto whole = views.statement({.party = 3, .period = period, .limit = 10'000});
  CHECK_FALSE(whole.next.has_value());
  REQUIRE(whole.lines.size() == 250);
  for (const std::size_t limit :
       {std::size_t{1}, std::size_t{3}, std::size_t{50}, std::size_t{250}}) {
    CAPTURE(limit);
    StatementQuery query{.party = 3, .period = period, .limit = limit};
    Money closing = whole.opening;
    std::vector<Money> balances;
    do {
      const auto page = views.statement(query);
      CHECK(page.opening == closing);
      closing = page.opening;
      for (const StatementLine& line : page.lines) {
        closing += line.amount;
        CHECK(line.balance == closing);
        balances.push_back(line.balance);
      }
      CHECK(page.closing == closing);
      CHECK((page.lines.size() == limit || !page.next));
      query.after = page.next;
    } while (query.after);
    CHECK(closing == whole.closing);
    REQUIRE(balances.size() == whole.lines.size());
    for (std::size_t at = 0; at < balances.size(); ++at) {
      CHECK(balances[at] == whole.lines[at].balance);
    }
  }
}
