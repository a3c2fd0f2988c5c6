// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <array>
#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <utility>
#include <vector>

#include "registry/ledger/account.hpp"

namespace quitrent {

/// The balances of all accounts, in double entry: they sum to zero at all times, and none but the
/// bank is negative. A ledger is either whole, or an overlay: what has changed over a base that it
/// leaves alone and that must outlive it.
class GeneralLedger {
 public:
  /// An empty ledger, or an overlay over `base`.
  explicit GeneralLedger(const GeneralLedger* base = nullptr)
      : base_{base}, whole_{base == nullptr ? std::make_unique<Whole>() : nullptr} {}
  /// What the account holds; 0 for one that was never posted to.
  Money balance(Account account) const;
  /// All the money that came in from the bank and has not left: 0…9·10^18 µ.
  Money held_in_all() const { return -balance({AccountKind::bank, 0}); }
  /// Posts all lines. The caller promises that they sum to zero and that no account but the bank
  /// falls below zero; a broken promise ends the process.
  void post(const Posting& posting);
  /// Posts one amount, 0 or more, from one account to another; neither is the bank.
  void move(Account from, Account to, Money amount);
  /// Takes over what an overlay over this ledger changed.
  void merge(const GeneralLedger& overlay);
  /// Every account that was posted to and its balance, by kind and owner; of a whole ledger only.
  std::vector<std::pair<Account, Money>> balances() const;
  /// Puts a balance in place, as a snapshot holds it; of a whole ledger only.
  void restore(Account account, Money balance) { set(account, balance); }

 private:
  void set(Account account, Money balance);

  using Whole = std::array<std::deque<Money>, 6>;  // by kind

  const GeneralLedger* base_;
  std::map<Account, Money> changed_;  // of an overlay
  std::unique_ptr<Whole> whole_;      // of a whole ledger; null for an overlay, which is often made
};

}  // namespace quitrent
