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
#include "registry/vocabulary/symbol.hpp"

namespace quitrent {

/// The balances of all accounts, in double entry: they sum to zero at all times, and only the bank
/// may be negative. A ledger is either whole or an overlay. An overlay holds the changes to a base;
/// it does not change the base, which must outlive it.
class GeneralLedger {
 public:
  /// An empty ledger, or an overlay over `base`.
  explicit GeneralLedger(const GeneralLedger* base = nullptr)
      : base_{base}, whole_{base == nullptr ? std::make_unique<Whole>() : nullptr} {}
  /// The balance of the account; 0 if nothing was ever posted to it.
  Money balance(Account account) const;
  /// The money in the register, which came in from the bank and has not left: 0…9·10^18 µ.
  Money total_money() const { return -balance({AccountKind::bank, 0}); }
  /// Posts all lines. The caller ensures that they sum to zero and that no account but the bank
  /// falls below zero; otherwise the process ends.
  void post(const Posting& posting);
  /// Posts one amount, 0 or more, from one account to another; neither is the bank.
  void move(Account from, Account to, Money amount);
  /// Takes over the changes of an overlay over this ledger.
  void merge(const GeneralLedger& overlay);
  /// Every account that was ever posted to, with its balance, ordered by kind and owner. For a
  /// whole ledger only.
  std::vector<std::pair<Account, Money>> balances() const;
  /// Sets a balance from a snapshot. For a whole ledger only.
  void restore(Account account, Money balance) { own(account) = balance; }

 private:
  /// The balance of the account in this layer, to be changed.
  Money& own(Account account);

  using Whole = std::array<std::deque<Money>, symbol_count<AccountKind>()>;  // by kind

  const GeneralLedger* base_;
  std::map<Account, Money> changed_;  // of an overlay
  std::unique_ptr<Whole> whole_;      // null for an overlay: overlays are made often
};

}  // namespace quitrent
