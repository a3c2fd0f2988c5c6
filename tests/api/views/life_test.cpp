// SPDX-License-Identifier: EUPL-1.2
//
// How foreclosure, auction, pending purchases and other ends show in lists and histories.
#include <array>
#include <memory>
#include <string>
#include <sys/wait.h>
#include <unistd.h>
#include <vector>

#include <doctest/doctest.h>

#include "api/views/views.hpp"
#include "registry/storage/memory/memory_journal.hpp"
#include "registry/storage/sqlite/database.hpp"
#include "registry/storage/sqlite/sqlite_journal.hpp"
#include "tests/api/views/chronicle.hpp"
#include "tests/registry/storage/fixture.hpp"

using namespace quitrent;
using namespace quitrent::api;
using namespace quitrent::market;
using namespace quitrent::view_tests;
using storage_tests::TemporaryFolder;

namespace {

Event fresh(std::uint32_t number, std::uint32_t holder) {
  return Chronicle::registered({number,
                                AssetClass::software,
                                holder,
                                active(units(5), 9'000),
                                {.name = "n", .identifiers = {}, .terms = {}}});
}

AssetStatus in_state(AssetState state, std::uint32_t pending = 0) {
  AssetStatus status = active(units(5), 9'000);
  status.state = state;
  status.pending = pending;
  return status;
}

/// How title passes: to a party, or to nobody if `to` is empty.
struct Passage {
  ConveyanceCause cause;
  std::optional<std::uint32_t> to;
  AssetState state;
};

/// Title of asset `n` passes from party 1 at `at`.
Event passed(std::uint32_t n, std::int64_t at, const Passage& passage) {
  Event event = Chronicle::sold({n, {1, passage.to.value_or(0)}, in_state(passage.state), 0, at});
  auto& conveyed = std::get<AssetConveyed>(event);
  conveyed.purchase.reset();
  conveyed.conveyance.cause = passage.cause;
  conveyed.conveyance.has_holder = passage.to.has_value();
  if (!passage.to) conveyed.conveyance.holder = {};
  return event;
}

Event status_of(std::uint32_t n, AssetStatusCause cause, const AssetStatus& status) {
  return AssetStatusChanged{
      .asset = asset(n), .cause = cause, .levy = {}, .amount = {}, .status = status};
}

/// Purchase `n` of these assets by party 2, with this status.
Event purchase_changed(std::uint32_t n, PurchaseStatus status,
                       const std::vector<std::uint32_t>& assets) {
  PurchaseChanged changed{.number = n,
                          .status = status,
                          .purchase = {.id = purchase(n),
                                       .buyer = named(2),
                                       .begun_at = Instant::from_seconds(100),
                                       .closes_at = Instant::from_seconds(900 + n),
                                       .items = {}}};
  for (const std::uint32_t number : assets) {
    changed.purchase.items.push_back({.asset = asset(number),
                                      .seller = party(1),
                                      .price = units(7),
                                      .assessment = units(8),
                                      .escrow = units(1)});
  }
  return changed;
}

/// The part of the close of purchase `n` that concerns one asset.
Event closed(std::uint32_t n, std::uint32_t asset_number, std::uint32_t seller, std::int64_t at) {
  Event event = Chronicle::sold({asset_number, {seller, 2}, in_state(AssetState::active), n, at});
  std::get<AssetConveyed>(event).grant_back = nth<RecordedLicenceKind>(asset_number);
  return event;
}

struct Register {
  /// Appends an entry and waits until the views show it.
  void enter(std::int64_t at, std::vector<Event> events) {
    chronicle.enter(at, std::move(events));
    views.catch_up_once(*journal);
  }

  TemporaryFolder folder;
  std::unique_ptr<Journal> journal = open_memory_journal();
  Chronicle chronicle{*journal};
  struct Shown : Views {
    using Views::Views;
    void catch_up_once(Journal& from) {
      if (!running) catch_up(0);
      running = true;
      REQUIRE(wait_until(from.head().sequence, std::chrono::seconds{60}));
    }
    bool running = false;
  };
  Shown views{folder.path() / "views",
              {*journal, &Chronicle::private_events, [](std::string_view) {}}};
};

}  // namespace

TEST_CASE("an asset in auction is nobody's in every list, and runs out of nothing") {
  Register reg;
  reg.enter(100, {fresh(1, 1), fresh(2, 1)});
  CHECK(reg.views.assets({.holder = party(1)}).assets.size() == 2);
  reg.enter(200, {passed(1, 200, {ConveyanceCause::foreclosure, {}, AssetState::auction})});
  CHECK(reg.views.assets({.holder = party(1)}).assets == std::vector{asset(2)});
  CHECK(reg.views.assets({.state = AssetState::auction}).assets == std::vector{asset(1)});
  CHECK(reg.views.assets({.order = AssetOrder::soonest_unfunded}).assets ==
        std::vector{asset(2), asset(1)});
  reg.enter(300, {passed(1, 300, {ConveyanceCause::redemption, 1, AssetState::active})});
  CHECK(reg.views.assets({.holder = party(1)}).assets.size() == 2);
  CHECK(reg.views.assets({.state = AssetState::auction}).assets.empty());
  CHECK(reg.views.assets({.order = AssetOrder::soonest_unfunded}).assets ==
        std::vector{asset(1), asset(2)});
}

TEST_CASE("an asset is listed as pending while a purchase is pending, whatever lies under it") {
  Register reg;
  reg.enter(100, {fresh(1, 1), fresh(2, 1)});
  reg.enter(110, {status_of(1, AssetStatusCause::purchase_begun, in_state(AssetState::active, 1))});
  CHECK(reg.views.assets({.state = AssetState::pending}).assets == std::vector{asset(1)});
  CHECK(reg.views.assets({.state = AssetState::active}).assets == std::vector{asset(2)});
  reg.enter(120,
            {status_of(1, AssetStatusCause::delinquency, in_state(AssetState::delinquent, 1))});
  CHECK(reg.views.assets({.state = AssetState::pending}).assets == std::vector{asset(1)});
  CHECK(reg.views.assets({.state = AssetState::delinquent}).assets.empty());
  reg.enter(130,
            {status_of(1, AssetStatusCause::purchase_cancelled, in_state(AssetState::delinquent))});
  CHECK(reg.views.assets({.state = AssetState::delinquent}).assets == std::vector{asset(1)});
}

TEST_CASE("the chain of title shows every cause, and where nobody holds") {
  using enum ConveyanceCause;
  const auto rows = std::to_array<Passage>({{foreclosure, {}, AssetState::auction},
                                            {redemption, 1, AssetState::active},
                                            {foreclosure, {}, AssetState::auction},
                                            {auction, 3, AssetState::active},
                                            {rectification, 1, AssetState::active},
                                            {dedication, {}, AssetState::commons},
                                            {escheat, {}, AssetState::commons},
                                            {expiry, {}, AssetState::expired},
                                            {withdrawal, {}, AssetState::withdrawn},
                                            {strike, {}, AssetState::struck}});
  Register reg;
  reg.enter(100, {fresh(1, 1)});
  std::int64_t at = 200;
  for (const Passage& row : rows) {
    reg.enter(at, {passed(1, at, row)});
    ++at;
  }
  const auto chain = chain_of_title(reg.views, asset(1));
  REQUIRE(chain.size() == rows.size() + 1);
  for (std::size_t index = 0; index < rows.size(); ++index) {
    CAPTURE(index);
    CHECK(chain[index + 1].cause == rows[index].cause);
    CHECK(chain[index + 1].has_holder == rows[index].to.has_value());
    if (rows[index].to) CHECK(chain[index + 1].holder == named(*rows[index].to));
  }
}

TEST_CASE("an event is in the history of each asset that it names, and of no other") {
  Register reg;
  reg.enter(100, {fresh(1, 1), fresh(2, 1), fresh(3, 1)});  // events 1, 2, 3
  reg.enter(110, {EncumbrancesChanged{.asset = asset(1),
                                      .cause = EncumbranceCause::hold_placed,
                                      .subject = {},
                                      .change = {},
                                      .status = in_state(AssetState::active)}});  // 4
  reg.enter(120, {RegistrarNoted{.asset = asset(2),
                                 .note = RegistrarNote::evidence,
                                 .reference = "r",
                                 .document = {},
                                 .expires_at = kEndOfTime,
                                 .status = in_state(AssetState::active)}});                    // 5
  reg.enter(130, {purchase_changed(1, PurchaseStatus::pending, {1, 2})});                      // 6
  reg.enter(140, {OutageRecorded{{Instant::from_seconds(140), Instant::from_seconds(150)}}});  // 7
  reg.enter(150, {RegisterLevied{.at = Instant::from_seconds(150)}});                          // 8
  reg.enter(160, {RevenueApportioned{.amount = {}, .shares = {}}});                            // 9
  CHECK(numbers(events_of(reg.views, asset(1), 0, 50)) == std::vector<std::uint64_t>{1, 4, 6});
  CHECK(numbers(events_of(reg.views, asset(2), 0, 50)) == std::vector<std::uint64_t>{2, 5, 6});
  CHECK(numbers(events_of(reg.views, asset(3), 0, 50)) == std::vector<std::uint64_t>{3});
  CHECK(reg.views.events_after(6, 50).size() == 3);
  // An event of the whole register takes no row for each asset.
  Database tables{reg.folder.path() / "views", OpenAs::reader};
  CHECK(tables.number("SELECT count(*) FROM asset_record") == 3 + 1 + 1 + 2);
  CHECK(tables.number("SELECT count(*) FROM register_record") == 1);
}

TEST_CASE("a purchase is one from its filing on, and shows how it stands") {
  Register reg;
  reg.enter(100, {fresh(1, 1), fresh(2, 1), fresh(3, 1)});
  CHECK_FALSE(reg.views.purchase(purchase(1)).has_value());
  reg.enter(110, {purchase_changed(1, PurchaseStatus::pending, {1, 2})});
  const auto pending = reg.views.purchase(purchase(1));
  REQUIRE(pending.has_value());
  CHECK(pending->status == PurchaseStatus::pending);
  CHECK(pending->pending_number == 1);
  CHECK(pending->at == Instant::from_seconds(110));
  CHECK(pending->closes_at == Instant::from_seconds(901));
  REQUIRE(pending->items.size() == 2);
  CHECK(pending->items[1].asset == asset(2));
  CHECK(pending->items[1].price == units(7));
  CHECK(pending->items[1].seller == party(1));
  CHECK_FALSE(pending->items[1].grant_back.has_value());

  reg.enter(120, {Chronicle::sold({3, {1, 4}, in_state(AssetState::active), 9, 120})});
  reg.enter(130, {purchase_changed(2, PurchaseStatus::pending, {3})});
  reg.enter(140, {purchase_changed(1, PurchaseStatus::pending,
                                   {1, 2})});  // a hold moved the close of the purchase
  reg.enter(150, {purchase_changed(2, PurchaseStatus::cancelled, {3})});
  reg.enter(160, {closed(1, 1, 1, 160), closed(1, 2, 5, 160),
                  purchase_changed(1, PurchaseStatus::completed, {1, 2})});
  const auto completed = reg.views.purchase(purchase(1));
  REQUIRE(completed.has_value());
  CHECK(completed->status == PurchaseStatus::completed);
  CHECK(completed->at == Instant::from_seconds(110));
  REQUIRE(completed->items.size() == 2);
  CHECK(completed->items[0].grant_back == nth<RecordedLicenceKind>(1));
  CHECK(completed->items[0].seller == party(1));
  CHECK(completed->items[1].seller == party(5));  // a court had conveyed title to it
  const auto cancelled = reg.views.purchase(purchase(2));
  REQUIRE(cancelled.has_value());
  CHECK(cancelled->status == PurchaseStatus::cancelled);
  CHECK_FALSE(cancelled->items[0].grant_back.has_value());
  const auto at_once = reg.views.purchase(purchase(9));
  REQUIRE(at_once.has_value());
  CHECK(at_once->status == PurchaseStatus::completed);
  CHECK(at_once->pending_number == 0);

  std::vector<PurchaseId> listed;
  for (const PurchaseView& each : purchases_after(reg.views, 0, 50)) listed.push_back(each.id);
  CHECK(listed == std::vector{purchase(1), purchase(9), purchase(2)});
}

TEST_CASE("purchases that waited are known again after a bad end") {
  const TemporaryFolder folder;
  const auto path = folder.path() / "views";
  const auto caught_up = [&path](Journal& journal) {
    auto views = std::make_unique<Views>(
        path, ViewsSource{journal, &Chronicle::private_events, [](std::string_view) {}});
    views->catch_up(journal.head().sequence);
    return views;
  };
  {
    const auto journal = open_sqlite_journal(folder.journal());
    Chronicle chronicle{*journal};
    chronicle.enter(100, {fresh(1, 1), fresh(2, 1), fresh(3, 1)});
    chronicle.enter(110, {purchase_changed(1, PurchaseStatus::pending, {1})});
    caught_up(*journal).reset();
  }
  const pid_t child = ::fork();
  if (child == 0) {
    const auto journal = open_sqlite_journal(folder.journal());
    Chronicle chronicle{*journal};
    chronicle.enter(120, {purchase_changed(2, PurchaseStatus::pending, {2})});
    chronicle.enter(130, {purchase_changed(3, PurchaseStatus::pending, {3})});
    chronicle.enter(140, {purchase_changed(1, PurchaseStatus::cancelled, {1}),
                          purchase_changed(2, PurchaseStatus::cancelled, {2})});
    chronicle.enter(145,
                    {OutageRecorded{{Instant::from_seconds(145), Instant::from_seconds(146)}}});
    const auto views = caught_up(*journal);
    ::_exit(views->wait_until(6) ? 0 : 1);
  }
  int status = -1;
  ::waitpid(child, &status, 0);
  REQUIRE(status == 0);
  const auto journal = open_sqlite_journal(folder.journal());
  Chronicle{*journal}.enter(
      150, {closed(3, 3, 1, 150), purchase_changed(3, PurchaseStatus::completed, {3})});
  const auto views = caught_up(*journal);
  const auto purchases = purchases_after(*views, 0, 50);
  REQUIRE(purchases.size() == 3);
  CHECK(purchases[0].status == PurchaseStatus::cancelled);
  CHECK(purchases[1].status == PurchaseStatus::cancelled);
  CHECK(purchases[2].status == PurchaseStatus::completed);
  CHECK(Database{path, OpenAs::reader}.number("SELECT count(*) FROM register_record") == 1);
}

TEST_CASE(
    "what a purchase holds leaves the cash of its buyer and comes back when it is cancelled") {
  Register reg;
  const Account cash{AccountKind::cash, 2};
  const Account held{AccountKind::reserved, 1};
  const auto posted = [](PostingKind kind, std::vector<PostingLine> lines) {
    return MoneyPosted{
        {.kind = kind, .has_asset = true, .asset = 0, .reference = {}, .lines = std::move(lines)}};
  };
  reg.enter(100, {fresh(1, 1)});
  reg.enter(105, {posted(PostingKind::credit, {{cash, units(20)}})});
  reg.enter(110,
            {posted(PostingKind::purchase_pending,
                    {{cash, -units(7)}, {held, units(7)}, {cash, -units(2)}, {held, units(2)}}),
             purchase_changed(1, PurchaseStatus::pending, {1})});
  reg.enter(120, {posted(PostingKind::purchase_cancelled, {{held, -units(9)}, {cash, units(9)}}),
                  purchase_changed(1, PurchaseStatus::cancelled, {1})});
  const auto statement = reg.views.statement(
      {.party = 2, .period = {Instant::from_seconds(110), Instant::from_seconds(200)}});
  CHECK(statement.opening == units(20));
  CHECK(statement.closing == units(20));
  REQUIRE(statement.lines.size() == 3);
  CHECK(statement.lines[0].kind == PostingKind::purchase_pending);
  CHECK(statement.lines[0].amount == -units(7));
  CHECK(statement.lines[1].amount == -units(2));
  CHECK(statement.lines[1].balance == units(11));
  CHECK(statement.lines[2].kind == PostingKind::purchase_cancelled);
  CHECK(statement.lines[2].amount == units(9));
  CHECK(statement.lines[2].asset == asset(1));
}
