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

Money& GeneralLedger::own(Account account) {
  if (base_ != nullptr) {
    const auto [at, is_new] = changed_.try_emplace(account);
    if (is_new) at->second = base_->balance(account);
    return at->second;
  }
  auto& accounts = whole_->at(static_cast<std::size_t>(account.kind));
  if (account.owner >= accounts.size()) accounts.resize(std::size_t{account.owner} + 1);
  return accounts[account.owner];
}

void GeneralLedger::post(const Posting& posting) {
  Money sum;
  for (const PostingLine& line : posting.lines) sum += line.amount;
  ensure(sum == Money{}, "the lines of a posting sum to zero");
  for (const PostingLine& line : posting.lines) {
    Money& balance = own(line.account);
    balance = balance + line.amount;
    ensure(balance >= Money{} || line.account.kind == AccountKind::bank,
           "no account but the bank is negative");
  }
}

void GeneralLedger::move(Account from, Account to, Money amount) {
  if (amount == Money{}) return;
  Money& left = own(from);
  left = left - amount;
  ensure(amount > Money{} && left >= Money{}, "no account but the bank is negative");
  Money& received = own(to);
  received = received + amount;
}

void GeneralLedger::merge(const GeneralLedger& overlay) {
  ensure(overlay.base_ == this, "only an overlay over this ledger is merged");
  for (const auto& [account, balance] : overlay.changed_) own(account) = balance;
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
