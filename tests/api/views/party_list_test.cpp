// SPDX-License-Identifier: EUPL-1.2
//
// The list of parties compared with a plain count of the same sales.
#include <algorithm>
#include <array>
#include <memory>
#include <random>
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
using namespace quitrent::view_tests;
using storage_tests::TemporaryFolder;

namespace {

/// Holds, sold and bought, of parties 0 to 5.
using Trades = std::array<std::array<std::uint32_t, 3>, 6>;

Trades trades_in(Views& views) {
  Trades trades{};
  const PartyPage page = views.parties({});
  REQUIRE(page.parties.size() == trades.size());
  for (std::size_t at = 0; at < trades.size(); ++at) {
    const PartyView& view = page.parties[at];
    CHECK(view.id == party(static_cast<std::uint32_t>(at)));
    CHECK(view.ordinal == at);
    const auto alone = views.party(view.id);
    REQUIRE(alone);
    CHECK(alone->sold == view.sold);
    trades[at] = {view.holds, view.sold, view.bought};
  }
  return trades;
}

std::unique_ptr<Views> opened(const std::filesystem::path& path, Journal& journal) {
  auto views = std::make_unique<Views>(
      path, ViewsSource{journal, &Chronicle::private_events, [](std::string_view) {}});
  views->catch_up(journal.head().sequence);
  return views;
}

}  // namespace

TEST_CASE("what parties hold, sold and bought is the plain count, also after a restart") {
  const TemporaryFolder folder;
  const auto journal = open_memory_journal();
  Chronicle chronicle{*journal};
  std::mt19937 random{20'261'128};
  Trades expected{};
  std::vector<std::uint32_t> holders;
  for (std::uint32_t n = 0; n < 40; ++n) {
    const auto holder = static_cast<std::uint32_t>(random() % 5);
    chronicle.enter(1'000,
                    {Chronicle::registered({n,
                                            AssetClass::patent,
                                            holder,
                                            active(units(1), 9),
                                            {.name = "n", .identifiers = {}, .terms = {}}})});
    holders.push_back(holder);
    ++expected[holder][0];
  }
  auto views = opened(folder.path() / "views", *journal);
  CHECK(trades_in(*views) == expected);
  for (std::uint32_t round = 1; round <= 300; ++round) {
    const auto n = static_cast<std::uint32_t>(random() % 40);
    const auto buyer = static_cast<std::uint32_t>(random() % 5);
    auto event = Chronicle::sold({n, {holders[n], buyer}, active(units(1), 9), round, 2'000});
    auto& conveyance = std::get<AssetConveyed>(event).conveyance;
    conveyance.cause = std::array{ConveyanceCause::purchase, ConveyanceCause::auction,
                                  ConveyanceCause::rectification}[random() % 3];
    chronicle.enter(2'000, {event});
    --expected[holders[n]][0];
    ++expected[buyer][0];
    if (conveyance.cause != ConveyanceCause::rectification) {
      ++expected[holders[n]][1];
      ++expected[buyer][2];
    }
    holders[n] = buyer;
    if (round % 100 == 0) {
      views.reset();  // saves the catalogue
      views = opened(folder.path() / "views", *journal);
    }
  }
  views->committed(journal->head().sequence);
  REQUIRE(views->wait_until(journal->head().sequence, std::chrono::seconds{60}));
  CHECK(trades_in(*views) == expected);
  CHECK_FALSE(views->party(party(77)));
}

TEST_CASE("pages of parties end and go on at any size") {
  const TemporaryFolder folder;
  const auto journal = open_memory_journal();
  Chronicle{*journal}.enter(1'000, {});
  const auto views = opened(folder.path() / "views", *journal);
  struct Row {
    const char* why;
    PartyQuery query;
    std::size_t parties;
  };
  const auto rows = std::to_array<Row>({{"all", {}, 6},
                                        {"members", {.role = Role::member}, 6},
                                        {"a role of none", {.role = Role::policy}, 0},
                                        {"words", {.words = "par"}, 6},
                                        {"one", {.words = "party 3"}, 1},
                                        {"in vain", {.words = "?"}, 0}});
  for (const Row& row : rows) {
    for (const std::size_t limit : {1U, 2U, 6U, 7U}) {
      CAPTURE(row.why);
      CAPTURE(limit);
      PartyQuery query = row.query;
      query.limit = limit;
      std::vector<Ordinal> found;
      for (bool more = true; more;) {
        const PartyPage page = views->parties(query);
        for (const PartyView& view : page.parties) found.push_back(view.ordinal);
        more = !page.is_last;
        if (more) {
          REQUIRE(page.parties.size() == limit);
          query.after = found.back();
        }
      }
      CHECK(found.size() == row.parties);
      CHECK(std::ranges::is_sorted(found));
    }
  }
}
