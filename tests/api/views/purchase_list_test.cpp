// SPDX-License-Identifier: EUPL-1.2
//
// The filters of the purchases compared with a plain filter of all purchases.
#include <algorithm>
#include <array>
#include <chrono>
#include <memory>
#include <optional>
#include <random>
#include <utility>
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

constexpr std::uint32_t kMarketAssets = 12;

/// A register in which parties 0 to 4 buy at once, in baskets or with notice.
class Market {
 public:
  explicit Market(Journal& journal) : chronicle_{journal} {
    for (std::uint32_t n = 0; n < kMarketAssets; ++n) {
      holders_[n] = drawn(5);
      chronicle_.enter(1'000,
                       {Chronicle::registered({n,
                                               AssetClass::patent,
                                               holders_[n],
                                               active(units(1), 9),
                                               {.name = "n", .identifiers = {}, .terms = {}}})});
    }
  }

  void trade() {
    const std::uint32_t kind = drawn(4);
    if (kind < 2) return buy();
    if (kind == 2) return begin();
    if (!pending_.empty()) end();
  }

 private:
  std::uint32_t drawn(std::uint32_t below) { return static_cast<std::uint32_t>(random_() % below); }

  /// Three assets that lie side by side, or one.
  std::vector<std::uint32_t> some() {
    const std::uint32_t first = drawn(kMarketAssets - 2);
    if (drawn(3) > 0) return {first};
    return {first, first + 1, first + 2};
  }

  Event sold(std::uint32_t n, std::uint32_t buyer, std::uint32_t number) {
    const std::uint32_t seller = std::exchange(holders_[n], buyer);
    return Chronicle::sold({n, {seller, buyer}, active(units(1), 9), number, 2'000});
  }

  void buy() {
    const std::uint32_t buyer = drawn(2);
    std::vector<Event> events;
    ++purchases_;
    for (const std::uint32_t n : some()) events.push_back(sold(n, buyer, purchases_));
    chronicle_.enter(2'000, events);
  }

  PurchaseChanged change(std::uint32_t number, PurchaseStatus status) {
    return {.number = number, .status = status, .purchase = {}};
  }

  void begin() {
    PurchaseChanged begun = change(++purchases_, PurchaseStatus::pending);
    begun.purchase.id = purchase(purchases_);
    begun.purchase.buyer = named(drawn(2));
    for (const std::uint32_t n : some()) {
      begun.purchase.items.push_back({.asset = asset(n),
                                      .seller = party(holders_[n]),
                                      .price = units(1),
                                      .assessment = units(1),
                                      .escrow = units(1)});
    }
    chronicle_.enter(2'000, {begun});
    pending_.push_back(begun);
  }

  /// Completes or cancels a purchase. Others may have bought its assets meanwhile, as a court may
  /// have conveyed them in a real register.
  void end() {
    const std::uint32_t which = drawn(static_cast<std::uint32_t>(pending_.size()));
    PurchaseChanged ended = pending_[which];
    pending_.erase(pending_.begin() + which);
    ended.status = drawn(2) == 0 ? PurchaseStatus::completed : PurchaseStatus::cancelled;
    std::vector<Event> events{ended};
    if (ended.status == PurchaseStatus::completed) {
      for (const PendingItem& item : ended.purchase.items) {
        events.push_back(
            sold(item.asset.uuid.bytes[15], ended.purchase.buyer.id.uuid.bytes[15], ended.number));
      }
    }
    chronicle_.enter(2'000, events);
  }

  Chronicle chronicle_;
  std::mt19937 random_{20'261'128};
  std::array<std::uint32_t, kMarketAssets> holders_{};
  std::vector<PurchaseChanged> pending_;
  std::uint32_t purchases_ = 0;
};

std::unique_ptr<Views> opened_market(const std::filesystem::path& path, Journal& journal) {
  auto views =
      std::make_unique<Views>(path, ViewsSource{.journal = journal,
                                                .private_events = &Chronicle::private_events,
                                                .complain = [](std::string_view) {},
                                                .steps = {.anchor = 3, .milestone = 99}});
  views->catch_up(journal.head().sequence);
  return views;
}

/// Numbers of the purchases that match, read by three at a time.
std::vector<std::int64_t> listed(Views& views, PurchaseQuery query) {
  std::vector<std::int64_t> found;
  for (bool more = true; more;) {
    more = false;
    std::size_t taken = 0;
    views.purchases_after(query, [&](const PurchaseView& each) {
      more = ++taken > 3;
      if (!more) found.push_back(each.number);
      return !more;
    });
    if (more) query.after = found.back();
  }
  return found;
}

void check_all(Views& views) {
  const auto all = purchases_after(views, 0, 10'000);
  const auto check = [&](const PurchaseQuery& query) {
    std::vector<std::int64_t> wanted;
    for (const PurchaseView& each : all) {
      const auto any = [&](auto&& has) { return std::ranges::any_of(each.items, has); };
      const bool match =
          (!query.buyer || each.buyer == *query.buyer) &&
          (!query.status || each.status == *query.status) &&
          (!query.seller || any([&](const auto& item) { return item.seller == *query.seller; })) &&
          (!query.asset || any([&](const auto& item) { return item.asset == *query.asset; }));
      if (match) wanted.push_back(each.number);
    }
    CHECK(listed(views, query) == wanted);
  };
  for (const auto status :
       {std::optional<PurchaseStatus>{}, std::optional{PurchaseStatus::pending},
        std::optional{PurchaseStatus::completed}, std::optional{PurchaseStatus::cancelled}}) {
    check({.status = status});
    for (std::uint32_t n = 0; n < 6; ++n) {
      check({.buyer = party(n), .status = status});
      check({.seller = party(n), .status = status});
      check({.buyer = party(n), .seller = party((n + 1) % 6), .status = status});
    }
    for (std::uint32_t n = 0; n <= kMarketAssets; ++n) check({.asset = asset(n), .status = status});
  }
}

}  // namespace

TEST_CASE("the filters of purchases are the plain filter, also after a restart") {
  const TemporaryFolder folder;
  const auto journal = open_memory_journal();
  Market market{*journal};
  auto views = opened_market(folder.path() / "views", *journal);
  for (int round = 0; round < 3; ++round) {
    for (int times = 0; times < 120; ++times) market.trade();
    REQUIRE(views->wait_until(journal->head().sequence, std::chrono::seconds{60}));
    check_all(*views);
    if (round == 1) views.reset();  // saves the catalogue
    if (round == 1) views = opened_market(folder.path() / "views", *journal);
  }
  check_all(*opened_market(folder.path() / "other views", *journal));
}
