// SPDX-License-Identifier: EUPL-1.2
#include "tax/simulation/tax_sum.hpp"

#include <algorithm>
#include <limits>

namespace quitrent::tax {

std::string to_text(const TaxSum& sum) {
  constexpr int kDecimals = 6;
  constexpr int kLeastDecimals = 2;
  const bool negative = sum.micro() < 0;
  Int128 rest = negative ? -sum.micro() : sum.micro();
  std::string digits;
  do {
    digits.push_back(static_cast<char>('0' + static_cast<int>(rest % 10)));
    rest /= 10;
  } while (rest != 0 || digits.size() <= kDecimals);
  std::ranges::reverse(digits);
  digits.insert(digits.size() - kDecimals, 1, '.');
  for (int dropped = 0; dropped < kDecimals - kLeastDecimals && digits.back() == '0'; ++dropped) {
    digits.pop_back();
  }
  return negative ? '-' + digits : digits;
}

std::int64_t ppm_of(const TaxSum& part, const TaxSum& whole) {
  if (whole.micro() == 0) return 0;
  constexpr Int128 kMillion = 1'000'000;
  constexpr Int128 kHighest = std::numeric_limits<std::int64_t>::max();
  // A sum is below 2^60 x 2^32 assets, so the product is below 2^112.
  const Int128 ppm = part.micro() * kMillion / whole.micro();
  return static_cast<std::int64_t>(std::clamp(ppm, -kHighest, kHighest));
}

}  // namespace quitrent::tax
