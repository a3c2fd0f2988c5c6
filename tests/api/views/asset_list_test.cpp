// SPDX-License-Identifier: EUPL-1.2
//
// The list of assets compared with a plain filter and sort of the same facts in memory.
#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <functional>
#include <limits>
#include <memory>
#include <random>
#include <string>
#include <tuple>
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

struct Known {
  std::uint32_t number = 0;
  AssetClass asset_class = AssetClass::patent;
  AssetState state = AssetState::active;
  std::uint32_t holder = 0;  // 0: nobody
  std::int64_t assessment = 0;
  std::int64_t funded_until = 0;
};

/// A register of 400 assets after 2,000 random changes, and the same facts in memory.
class RandomRegister {
 public:
  RandomRegister() {
    Chronicle chronicle{*journal_};
    for (std::uint32_t number = 0; number < 400; ++number) add(chronicle, number);
    views_.catch_up(journal_->head().sequence);
    // The changes come in several steps, so that they also change rows that the views already have.
    for (int round = 0; round < 2'000; ++round) {
      change(chronicle);
      if (round % 100 == 99) REQUIRE(views_.wait_until(journal_->head().sequence, kPatience));
    }
    REQUIRE(views_.wait_until(journal_->head().sequence, kPatience));
  }

  /// The numbers of all assets that `lawful` accepts, in the order `order`.
  std::vector<std::uint32_t> expected(const std::function<bool(const Known&)>& lawful,
                                      AssetOrder order) const {
    std::vector<Known> rows;
    std::ranges::copy_if(known_, std::back_inserter(rows), lawful);
    std::ranges::sort(rows, {}, [order](const Known& row) {
      const bool ended = is_terminal(row.state);
      std::int64_t rank = 0;
      if (order == AssetOrder::dearest && !ended) rank = -row.assessment;
      if (order == AssetOrder::newest) rank = -static_cast<std::int64_t>(row.number);
      if (order == AssetOrder::cheapest) {
        rank = ended ? std::numeric_limits<std::int64_t>::max() : row.assessment;
      }
      if (order == AssetOrder::soonest_unfunded) {
        rank = ended || row.state == AssetState::auction ? kEndOfTime.seconds() : row.funded_until;
      }
      return std::pair{rank, row.number};
    });
    std::vector<std::uint32_t> numbers;
    for (const Known& row : rows) numbers.push_back(row.number);
    return numbers;
  }

  /// The answer of the views to `query`, page after page.
  std::vector<std::uint32_t> listed(AssetQuery query, std::size_t page_size) {
    std::vector<std::uint32_t> numbers;
    query.limit = page_size;
    for (;;) {
      const AssetPage page = views_.assets(query);
      for (const AssetId& id : page.assets) {
        numbers.push_back(id.uuid.bytes[14] * 256U + id.uuid.bytes[15]);
      }
      if (!page.next) return numbers;
      CHECK(page.assets.size() == page_size);
      query.after = page.next;
    }
  }

 private:
  static constexpr std::chrono::seconds kPatience{60};

  std::uint32_t random(std::uint32_t below) {
    return static_cast<std::uint32_t>(random_() % below);
  }

  AssetStatus drawn(Known& row) {
    // There are few different values, so that pages end between equal ones.
    row.assessment = units(1 + random(4)).micro();
    row.funded_until = random(3) == 0 ? kEndOfTime.seconds() : 1'000'000 + random(4);
    AssetStatus status = active(Money::from_micro(row.assessment), row.funded_until);
    status.state = row.state;
    return status;
  }

  void add(Chronicle& chronicle, std::uint32_t number) {
    Known row{.number = number, .holder = 1 + random(5)};
    row.asset_class = kAssetClasses[random(3)];
    const AssetStatus status = drawn(row);
    chronicle.enter(
        1'000 + number,
        {Chronicle::registered(
            {number,
             row.asset_class,
             row.holder,
             status,
             {.name = "Asset " + std::to_string(number % 20), .identifiers = {}, .terms = {}}})});
    known_.push_back(row);
  }

  void change(Chronicle& chronicle) {
    Known& row = known_[random(400)];
    if (is_terminal(row.state)) return;
    const std::uint32_t kind = random(10);
    const auto at = static_cast<std::int64_t>(2'000 + journal_->head().sequence);
    if (kind < 6) {
      if (kind == 0) row.state = AssetState::delinquent;
      const AssetStatus status = drawn(row);
      chronicle.enter(at, {AssetStatusChanged{.asset = asset(row.number),
                                              .cause = AssetStatusCause::levy,
                                              .levy = {},
                                              .amount = {},
                                              .status = status}});
      return;
    }
    row.state = kind == 9 ? AssetState::expired : AssetState::active;
    const auto seller = row.holder;
    row.holder = kind == 9 ? 0 : 1 + random(5);
    auto sold = Chronicle::sold({row.number, {seller, row.holder}, drawn(row), ++purchases_, at});
    if (kind == 9) std::get<AssetConveyed>(sold).conveyance.has_holder = false;
    chronicle.enter(at, {sold});
  }

  TemporaryFolder folder_;
  std::mt19937 random_{20'261'122};
  std::vector<Known> known_;
  std::uint32_t purchases_ = 0;
  std::unique_ptr<Journal> journal_ = open_memory_journal();
  Views views_{folder_.path() / "register.db-views",
               {*journal_, &Chronicle::private_events, [](std::string_view) {}}};
};

}  // namespace

TEST_CASE("the list of assets is the plain filter and sort, page after page") {
  struct Row {
    std::string why;
    AssetQuery query;
    std::function<bool(const Known&)> lawful;
  };
  const auto rows = std::to_array<Row>({
      {"all", {}, [](const Known&) { return true; }},
      {"one class",
       {.classes = {AssetClass::design}},
       [](const Known& row) { return row.asset_class == AssetClass::design; }},
      {"two classes",
       {.classes = {AssetClass::patent, AssetClass::trademark}},
       [](const Known& row) { return row.asset_class != AssetClass::design; }},
      {"the common state",
       {.state = AssetState::active},
       [](const Known& row) { return row.state == AssetState::active; }},
      {"a rare state",
       {.state = AssetState::delinquent},
       [](const Known& row) { return row.state == AssetState::delinquent; }},
      {"ended ones",
       {.state = AssetState::expired},
       [](const Known& row) { return row.state == AssetState::expired; }},
      {"a state of none", {.state = AssetState::struck}, [](const Known&) { return false; }},
      {"one holder", {.holder = party(3)}, [](const Known& row) { return row.holder == 3; }},
      {"an unknown holder", {.holder = party(77)}, [](const Known&) { return false; }},
      {"words of an unknown holder",
       {.holder = party(77), .words = "asset"},
       [](const Known&) { return false; }},
      {"words", {.words = "asset 7"}, [](const Known& row) { return row.number % 20 == 7; }},
      {"all filters at once",
       {.classes = {AssetClass::patent},
        .state = AssetState::active,
        .holder = party(2),
        .words = "ass"},
       [](const Known& row) {
         return row.asset_class == AssetClass::patent && row.state == AssetState::active &&
                row.holder == 2;
       }},
  });
  RandomRegister reg;
  for (const Row& row : rows) {
    for (const AssetOrder order :
         {AssetOrder::registered_at, AssetOrder::newest, AssetOrder::dearest, AssetOrder::cheapest,
          AssetOrder::soonest_unfunded}) {
      for (const std::size_t page_size : {1U, 7U, 1'000U}) {
        CAPTURE(row.why);
        CAPTURE(static_cast<int>(order));
        CAPTURE(page_size);
        AssetQuery query = row.query;
        query.order = order;
        CHECK(reg.listed(query, page_size) == reg.expected(row.lawful, order));
      }
    }
  }
}

TEST_CASE("words find beginnings of words in names and identifiers") {
  const TemporaryFolder folder;
  const auto journal = open_memory_journal();
  Chronicle chronicle{*journal};
  const auto enter = [&](std::uint32_t number, Particulars particulars) {
    chronicle.enter(100, {Chronicle::registered({number, AssetClass::patent, 1, active(units(1), 9),
                                                 std::move(particulars)})});
  };
  enter(
      1,
      {.name = "Machine for making pizza", .identifiers = {{"patent", "US2190483"}}, .terms = {}});
  enter(2, {.name = "Café-Maschine \"Ω\"", .identifiers = {{"doi", "10.1000/xyz"}}, .terms = {}});
  enter(3, {.name = "pizza-oven", .identifiers = {}, .terms = {}});
  Views views{folder.path() / "views",
              {*journal, &Chronicle::private_events, [](std::string_view) {}}};
  views.catch_up(journal->head().sequence);
  struct Row {
    std::string words;
    std::vector<AssetId> found;
  };
  const auto rows = std::to_array<Row>({
      {"pizza", {asset(1), asset(3)}},
      {"PIZ", {asset(1), asset(3)}},
      {"mach piz", {asset(1)}},
      {"izza", {}},
      {"us219", {asset(1)}},
      {"cafe", {asset(2)}},
      {"café-masch", {asset(2)}},
      {"10.1000/xyz", {asset(2)}},
      {"ω", {asset(2)}},
      {"\"", {}},
      {"\"piz", {asset(1), asset(3)}},
      {"pizza OR cafe", {}},
      {"pizza* AND (", {}},
      {"pizza \t ovens", {}},
      {"words:pizza", {}},
      {"-pizza ^oven", {asset(3)}},
      {std::string("pizza\0oven", 10), {asset(3)}},
      {"patent", {}},
      {"   ", {asset(1), asset(2), asset(3)}},
      {"!!!", {}},
      {"pizza !!!", {asset(1), asset(3)}},
  });
  for (const Row& row : rows) {
    CAPTURE(row.words);
    CHECK(views.assets({.words = row.words}).assets == row.found);
  }
}

namespace {

/// A register of `assets` assets named "a thing". Every tenth is held by party 2, all others by
/// party 1.
struct LargeRegister {
  explicit LargeRegister(std::uint32_t assets, MonotonicTime now = std::chrono::steady_clock::now)
      : views{folder.path() / "views",
              {.journal = *journal,
               .private_events = &Chronicle::private_events,
               .complain = [](std::string_view) {},
               .now = std::move(now)}} {
    Chronicle chronicle{*journal};
    for (std::uint32_t from = 0; from < assets; from += 100) {
      std::vector<Event> events;
      for (std::uint32_t n = from; n < std::min(assets, from + 100); ++n) {
        events.push_back(Chronicle::registered(
            {n,
             AssetClass::patent,
             n % 10 == 0 ? 2U : 1U,
             active(units(1 + n % 7), 1'000 + n % 5),
             {.name = "a thing " + std::to_string(n), .identifiers = {}, .terms = {}}}));
      }
      chronicle.enter(1'000 + from, events);
    }
    views.catch_up(journal->head().sequence);
  }
  TemporaryFolder folder;
  std::unique_ptr<Journal> journal = open_memory_journal();
  Views views;
};

}  // namespace

TEST_CASE("lists longer than what is looked at under one lock are whole and in order") {
  constexpr std::uint32_t kAssets = 9'000;  // more than twice as many as are read under one lock
  LargeRegister reg{kAssets};
  struct Row {
    const char* why;
    AssetQuery query;
    std::size_t assets;
  };
  const auto rows = std::to_array<Row>({
      {"all", {}, kAssets},
      {"all, dearest first", {.order = AssetOrder::dearest}, kAssets},
      {"of a large holder", {.holder = party(1)}, kAssets - kAssets / 10},
      {"of a small holder", {.holder = party(2), .order = AssetOrder::soonest_unfunded}, 900},
      {"found by a word", {.words = "thing"}, kAssets},
      {"found by a word, dearest first", {.words = "a", .order = AssetOrder::dearest}, kAssets},
      {"all, newest first", {.order = AssetOrder::newest}, kAssets},
      {"found by a word, newest first", {.words = "a", .order = AssetOrder::newest}, kAssets},
      {"of a large holder, newest first",
       {.holder = party(1), .order = AssetOrder::newest},
       kAssets - kAssets / 10},
  });
  for (const Row& row : rows) {
    CAPTURE(row.why);
    AssetQuery query = row.query;
    query.limit = 1'700;
    std::vector<std::pair<std::int64_t, Ordinal>> positions;
    do {
      const AssetPage page = reg.views.assets(query);
      REQUIRE(page.positions.size() == page.assets.size());
      for (std::size_t at = 0; at < page.assets.size(); ++at) {
        CHECK(page.assets[at] == asset(page.positions[at].ordinal));
        positions.emplace_back(page.positions[at].rank, page.positions[at].ordinal);
      }
      query.after = page.next;
    } while (query.after);
    CHECK(positions.size() == row.assets);
    CHECK(std::ranges::is_sorted(positions));
    CHECK(std::ranges::adjacent_find(positions) == positions.end());
  }
}

TEST_CASE(
    "a search ends when its time is over, within the index too, and the next one is answered") {
  std::atomic<int> asked = 0;
  std::atomic<int> patience = 0;  // how often the clock is read before the time is over
  const auto begun = std::chrono::steady_clock::now();
  LargeRegister reg{
      2'000, [&] {
        return asked++ < patience ? begun : begun + kLongestSearch + std::chrono::milliseconds{1};
      }};
  const AssetQuery query{.words = "a t", .order = AssetOrder::dearest};
  for (const int allowed : {1, 2, 5}) {
    CAPTURE(allowed);
    asked = 0;
    patience = allowed;
    CHECK_THROWS_AS(reg.views.assets(query), SearchTooLong);
    CHECK(asked == allowed + 1);  // the first answer that is too late ends the search
  }
  asked = 0;
  patience = std::numeric_limits<int>::max();
  CHECK(reg.views.assets(query).assets.size() == 50);
  CHECK(asked > 6);
  patience = 0;
  CHECK(reg.views.assets({.order = AssetOrder::dearest}).assets.size() == 50);
}

TEST_CASE("what is registered while the index is asked is taken in at once") {
  std::atomic<bool> watching = false;
  std::atomic<int> asked = 0;
  std::function<void()> meanwhile;
  LargeRegister reg{2'000, [&] {
                      // The clock is read for the first time before the search begins.
                      if (watching && asked++ == 1) meanwhile();
                      return std::chrono::steady_clock::time_point{};
                    }};
  bool taken_in = false;
  meanwhile = [&] {
    Chronicle{*reg.journal}.enter(
        9'000, {Chronicle::registered({2'000,
                                       AssetClass::patent,
                                       1,
                                       active(units(1), 1'000),
                                       {.name = "late", .identifiers = {}, .terms = {}}})});
    taken_in = reg.views.wait_until(reg.journal->head().sequence, std::chrono::seconds{20});
  };
  watching = true;
  const AssetPage page = reg.views.assets({.words = "a t", .order = AssetOrder::dearest});
  CHECK(asked > 1);
  CHECK(taken_in);
  CHECK(page.assets.size() == 50);
}
