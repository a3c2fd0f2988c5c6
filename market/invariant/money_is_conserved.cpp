// SPDX-License-Identifier: EUPL-1.2
#include "market/invariant/money_is_conserved.hpp"

namespace quitrent::market::money_is_conserved {

std::optional<std::string> violation(const Books& books) {
  const Money bank = books.ledger().balance({AccountKind::bank, 0});
  if (bank > Money{}) return "the bank owes " + to_text(bank) + " to nobody";
  if (bank < -kRegisterCapacity) return "the register holds more than it can: " + to_text(-bank);
  Money held;
  for (const auto& [account, balance] : books.ledger().balances()) {
    if (account.kind == AccountKind::bank) continue;
    const std::string name = "account " + std::to_string(static_cast<int>(account.kind)) + '/' +
                             std::to_string(account.owner);
    if (balance < Money{}) return name + " is negative: " + to_text(balance);
    // The money that came in limits every sum, so every sum fits into Money.
    if (balance > -bank - held) return name + " holds money that never came in";
    held += balance;
  }
  if (held != -bank) {
    return "of " + to_text(-bank) + " that came in only " + to_text(held) + " is there";
  }
  return std::nullopt;
}

}  // namespace quitrent::market::money_is_conserved
