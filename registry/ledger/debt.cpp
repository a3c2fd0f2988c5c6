// SPDX-License-Identifier: EUPL-1.2
#include "registry/ledger/debt.hpp"

#include <algorithm>

#include "registry/vocabulary/ensure.hpp"

namespace quitrent {

void Debt::grow(Money more) {
  ensure(more >= Money{}, "a debt grows by no negative amount");
  const auto added = static_cast<std::uint64_t>(more.micro());
  low_ += added;
  if (low_ < added) ++high_;
}

void Debt::grow(const Debt& more) {
  low_ += more.low_;
  high_ += more.high_ + (low_ < more.low_ ? 1 : 0);
}

Money Debt::payable(Money offered) const {
  ensure(offered >= Money{}, "no negative amount is offered for a debt");
  const auto most = static_cast<std::uint64_t>(offered.micro());
  if (high_ != 0) return offered;
  return Money::from_micro(static_cast<std::int64_t>(std::min(low_, most)));
}

void Debt::shrink(Money paid) {
  ensure(paid >= Money{} && payable(paid) == paid, "no more is paid than is owed");
  const auto taken = static_cast<std::uint64_t>(paid.micro());
  if (low_ < taken) --high_;
  low_ -= taken;
}

std::string to_text(const Debt& debt) {
  // Long division by 10, from the highest 32 bits down, until nothing is left.
  std::uint64_t words[4] = {debt.high() >> 32U, debt.high() & 0xffff'ffffU, debt.low() >> 32U,
                            debt.low() & 0xffff'ffffU};
  std::string digits;
  while (digits.size() < 8 || words[0] + words[1] + words[2] + words[3] != 0) {
    std::uint64_t rest = 0;
    for (std::uint64_t& word : words) {
      const std::uint64_t dividend = rest << 32U | word;
      word = dividend / 10;
      rest = dividend % 10;
    }
    digits += static_cast<char>('0' + rest);
    if (digits.size() == 6) digits += '.';
  }
  std::ranges::reverse(digits);
  while (digits.ends_with('0') && digits[digits.size() - 3] != '.') digits.pop_back();
  return digits;
}

}  // namespace quitrent
