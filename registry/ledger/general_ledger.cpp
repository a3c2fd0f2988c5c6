// SPDX-License-Identifier: EUPL-1.2
#include "registry/ledger/general_ledger.hpp"

#include "registry/vocabulary/ensure.hpp"

namespace quitrent {

Money GeneralLedger::balance(Account account) const {
  if (base_ != nullptr) {
    const auto found = changed_.find(account);
    return found == changed_.end() ? base_->balance(account) : found->second;
  }
  const auto& accounts = whole_->at(static_cast<std::size_t>(account.kind));
  return account.owner < accounts.size() ? accounts[account.owner] : Money{};
}

void GeneralLedger::set(Account account, Money balance) {
  if (base_ != nullptr) {
    changed_.insert_or_assign(account, balance);
    return;
  }
  auto& accounts = whole_->at(static_cast<std::size_t>(account.kind));
  if (account.owner >= accounts.size()) accounts.resize(std::size_t{account.owner} + 1);
  accounts[account.owner] = balance;
}

void GeneralLedger::post(const Posting& posting) {
  Money sum;
  for (const PostingLine& line : posting.lines) sum += line.amount;
  ensure(sum == Money{}, "the lines of a posting sum to zero");
  for (const PostingLine& line : posting.lines) {
    const Money after = balance(line.account) + line.amount;
    ensure(after >= Money{} || line.account.kind == AccountKind::bank,
           "no account but the bank is negative");
    set(line.account, after);
  }
}

void GeneralLedger::move(Account from, Account to, Money amount) {
  if (amount == Money{}) return;
  const Money left = balance(from) - amount;
  ensure(amount > Money{} && left >= Money{}, "no account but the bank is negative");
  set(from, left);
  set(to, balance(to) + amount);
}

void GeneralLedger::merge(const GeneralLedger& overlay) {
  ensure(overlay.base_ == this, "only an overlay over this ledger is merged");
  for (const auto& [account, balance] : overlay.changed_) set(account, balance);
}

std::vector<std::pair<Account, Money>> GeneralLedger::balances() const {
  ensure(base_ == nullptr, "only a whole ledger is listed");
  std::vector<std::pair<Account, Money>> all;
  for (std::size_t kind = 0; kind < whole_->size(); ++kind) {
    const std::deque<Money>& accounts = whole_->at(kind);
    for (std::size_t owner = 0; owner < accounts.size(); ++owner) {
      if (accounts[owner] == Money{}) continue;
      all.emplace_back(Account{static_cast<AccountKind>(kind), static_cast<std::uint32_t>(owner)},
                       accounts[owner]);
    }
  }
  return all;
}

}  // namespace quitrent
