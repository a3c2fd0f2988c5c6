// SPDX-License-Identifier: EUPL-1.2
#include "registry/ledger/general_ledger.hpp"

#include <array>
#include <set>
#include <string>
#include <vector>

#include <doctest/doctest.h>

using namespace quitrent;

namespace {

constexpr Account bank{AccountKind::bank, 0};
constexpr Account revenue{AccountKind::revenue, 0};
constexpr Account cash(std::uint32_t owner) { return {AccountKind::cash, owner}; }

Posting moved(Account from, Account to, std::int64_t micro) {
  return {.lines = {{from, Money::from_micro(-micro)}, {to, Money::from_micro(micro)}}};
}

std::int64_t micro(const GeneralLedger& ledger, Account account) {
  return ledger.balance(account).micro();
}

}  // namespace

TEST_CASE("an account that was never posted to holds nothing") {
  const GeneralLedger ledger;
  CHECK(micro(ledger, cash(4'000'000'000)) == 0);
  CHECK(ledger.total_money() == Money{});
  CHECK(ledger.balances().empty());
}

TEST_CASE("a posting moves money from one account to another") {
  GeneralLedger ledger;
  ledger.post(moved(bank, cash(7), 100));
  ledger.post(moved(cash(7), revenue, 30));
  CHECK(micro(ledger, bank) == -100);
  CHECK(micro(ledger, cash(7)) == 70);
  CHECK(micro(ledger, revenue) == 30);
  CHECK(ledger.total_money() == Money::from_micro(100));
  // Several lines of one account are applied one after the other.
  ledger.post({.lines = {{cash(7), Money::from_micro(-20)},
                         {cash(7), Money::from_micro(-50)},
                         {cash(8), Money::from_micro(70)}}});
  CHECK(micro(ledger, cash(7)) == 0);
  CHECK(micro(ledger, cash(8)) == 70);
}

TEST_CASE("balances are listed by kind and owner, without those of zero") {
  GeneralLedger ledger;
  ledger.post(moved(bank, cash(9), 5));
  ledger.post(moved(bank, cash(2), 6));
  ledger.post(moved(bank, {AccountKind::escrow, 1}, 7));
  ledger.post(moved(cash(9), revenue, 5));
  const std::vector<std::pair<Account, Money>> expected{
      {bank, Money::from_micro(-18)},
      {revenue, Money::from_micro(5)},
      {cash(2), Money::from_micro(6)},
      {{AccountKind::escrow, 1}, Money::from_micro(7)}};
  CHECK(ledger.balances() == expected);
  GeneralLedger restored;
  for (const auto& [account, balance] : expected) restored.restore(account, balance);
  CHECK(restored.balances() == expected);
}

TEST_CASE("an overlay sees the base, hides it where it posted, and leaves it alone") {
  GeneralLedger base;
  base.post(moved(bank, cash(1), 100));
  GeneralLedger overlay{&base};
  overlay.post(moved(cash(1), cash(2), 40));
  CHECK(micro(overlay, cash(1)) == 60);
  CHECK(micro(overlay, cash(2)) == 40);
  CHECK(micro(overlay, bank) == -100);
  CHECK(micro(base, cash(1)) == 100);
  CHECK(micro(base, cash(2)) == 0);
  GeneralLedger second{&overlay};
  second.post(moved(cash(2), revenue, 40));
  CHECK(micro(second, cash(1)) == 60);
  CHECK(micro(overlay, cash(2)) == 40);
  overlay.merge(second);
  CHECK(micro(overlay, cash(2)) == 0);
  CHECK(micro(base, revenue) == 0);
  base.merge(overlay);
  CHECK(micro(base, cash(1)) == 60);
  CHECK(micro(base, cash(2)) == 0);
  CHECK(micro(base, revenue) == 40);
  CHECK(base.total_money() == Money::from_micro(100));
}

TEST_CASE("every kind of posting has a word of its own") {
  std::set<std::string> words;
  for (int kind = 0; kind <= static_cast<int>(PostingKind::debt); ++kind) {
    CHECK(words.insert(std::string{to_text(static_cast<PostingKind>(kind))}).second);
  }
  CHECK(words.contains("escrow-withdrawal"));
  CHECK(to_text(PostingKind::credit) == "credit");
  CHECK(to_text(PostingKind::debt) == "debt");
}
