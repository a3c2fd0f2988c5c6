// SPDX-License-Identifier: EUPL-1.2
#include "registry/ledger/debt.hpp"

#include <array>
#include <cstdint>
#include <limits>
#include <string>

#include <boost/multiprecision/cpp_int.hpp>
#include <doctest/doctest.h>

#include "tools/chance.hpp"

using namespace quitrent;

namespace {

using Wide = boost::multiprecision::cpp_int;

Wide amount_of(const Debt& debt) { return (Wide{debt.high()} << 64U) + debt.low(); }

/// A wide amount, written as money is written.
std::string text_of(const Wide& micro) {
  std::string digits = Wide{micro % 1'000'000}.str();
  digits.insert(0, 6 - digits.size(), '0');
  while (digits.size() > 2 && digits.back() == '0') digits.pop_back();
  return Wide{micro / 1'000'000}.str() + '.' + digits;
}

}  // namespace

TEST_CASE("a debt is written as money is") {
  struct Row {
    std::uint64_t high, low;
    const char* text;
  };
  const auto rows = std::to_array<Row>({
      {0, 0, "0.00"},
      {0, 1, "0.000001"},
      {0, 10'000, "0.01"},
      {0, 100'000, "0.10"},
      {0, 1'000'000, "1.00"},
      {0, 1'234'560'000, "1234.56"},
      {0, ~std::uint64_t{0}, "18446744073709.551615"},
      {1, 0, "18446744073709.551616"},
      {~std::uint64_t{0}, ~std::uint64_t{0}, "340282366920938463463374607431768.211455"},
  });
  for (const Row& row : rows) {
    CHECK(to_text(Debt::from_words(row.high, row.low)) == row.text);
  }
}

TEST_CASE("debts grow, shrink and are written like a wider integer") {
  Chance chance{1};
  const auto any_size = [&chance] { return chance.bits() >> chance.below(64); };
  Debt debt;
  Wide oracle = 0;
  for (int step = 0; step < 20'000; ++step) {
    const auto micro = static_cast<std::int64_t>(any_size() >> 1U);
    const Money amount = Money::from_micro(micro);
    // Mostly growing first, mostly shrinking later.
    if ((any_size() % 3 == 0) == (step > 10'000)) {
      debt.grow(amount);
      oracle += micro;
    } else {
      const Money payable = debt.payable(amount);
      CHECK(Wide{payable.micro()} == (oracle < micro ? oracle : Wide{micro}));
      debt.shrink(payable);
      oracle -= payable.micro();
    }
    REQUIRE(amount_of(debt) == oracle);
    REQUIRE(debt.outstanding() == (oracle != 0));
    if (step % 16 == 0) REQUIRE(to_text(debt) == text_of(oracle));
  }
}

TEST_CASE("a debt crosses the border of its words in both directions") {
  Debt debt = Debt::from_words(0, ~std::uint64_t{0});
  debt.grow(Money::from_micro(1));
  CHECK(debt == Debt::from_words(1, 0));
  CHECK(debt.payable(Money::from_micro(std::numeric_limits<std::int64_t>::max())) ==
        Money::from_micro(std::numeric_limits<std::int64_t>::max()));
  debt.shrink(Money::from_micro(1));
  CHECK(debt == Debt::from_words(0, ~std::uint64_t{0}));
  CHECK(Debt::from_words(1, 0) > Debt::from_words(0, ~std::uint64_t{0}));
  CHECK_FALSE(Debt{}.outstanding());
}
