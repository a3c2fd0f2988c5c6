// SPDX-License-Identifier: EUPL-1.2
#include "registry/ledger/party_debts.hpp"

#include <doctest/doctest.h>

using namespace quitrent;

namespace {

Debt micro(std::uint64_t amount) { return Debt::from_words(0, amount); }

TEST_CASE("debts stand in the order in which they arose, and go when they are paid") {
  PartyDebts debts;
  CHECK_FALSE(debts.outstanding());
  debts.set({.asset = 7, .owed = micro(10)});
  debts.set({.asset = 3, .owed = micro(20)});
  debts.set({.asset = 7, .owed = micro(15)});
  REQUIRE(debts.items().size() == 2);
  CHECK(debts.items()[0] == PartyDebts::Item{.asset = 7, .owed = micro(15)});
  CHECK(debts.items()[1] == PartyDebts::Item{.asset = 3, .owed = micro(20)});
  CHECK(debts.total() == micro(35));
  CHECK(debts.owed(3) == micro(20));
  CHECK(debts.owed(4) == Debt{});
  debts.set({.asset = 7});
  debts.set({.asset = 4});
  REQUIRE(debts.items().size() == 1);
  CHECK(debts.items()[0].asset == 3);
}

TEST_CASE("64 assets are told apart, the others are owed for in one sum") {
  PartyDebts debts;
  for (std::uint32_t asset = 0; asset < PartyDebts::kMostAssets; ++asset) {
    CHECK(debts.entered_under(asset) == asset);
    debts.set({.asset = asset, .owed = micro(1)});
  }
  CHECK(debts.entered_under(63) == 63);
  CHECK_FALSE(debts.entered_under(64).has_value());
  debts.set({.asset = debts.entered_under(64), .owed = micro(2)});
  debts.set({.asset = debts.entered_under(65), .owed = micro(5)});
  CHECK(debts.items().size() == 65);
  CHECK(debts.total() == micro(69));
}

TEST_CASE("the sum of debts crosses the border of its words") {
  PartyDebts debts;
  debts.set({.asset = 1, .owed = micro(~std::uint64_t{0})});
  debts.set({.asset = 2, .owed = micro(2)});
  CHECK(debts.total() == Debt::from_words(1, 1));
}

}  // namespace
