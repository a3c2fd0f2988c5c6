// SPDX-License-Identifier: EUPL-1.2
#include "tax/apportionment.hpp"

#include <algorithm>
#include <numeric>
#include <utility>

#include "registry/vocabulary/ensure.hpp"

namespace quitrent::tax {

std::vector<Money> apportioned(Money revenue, std::span<const RevenueShare> shares) {
  ensure(revenue >= Money{} && !shares.empty(), "revenue is shared out among somebody");
  // Split into millions and the rest, so that every product fits into 64 bits.
  const std::int64_t millions = revenue.micro() / kWhole.ppm();
  const std::int64_t rest = revenue.micro() % kWhole.ppm();
  std::vector<Money> amounts;
  std::vector<std::int64_t> remainders;
  Money left = revenue;
  for (const RevenueShare& share : shares) {
    const std::int64_t product = rest * share.share.ppm();
    amounts.push_back(Money::from_micro(millions * share.share.ppm() + product / kWhole.ppm()));
    remainders.push_back(product % kWhole.ppm());
    left -= amounts.back();
  }
  std::vector<std::size_t> order(shares.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::stable_sort(order, std::ranges::greater{},
                           [&remainders](std::size_t index) { return remainders[index]; });
  ensure(left.micro() >= 0 && std::cmp_less(left.micro(), shares.size()), "the shares sum to 1");
  for (std::size_t nth = 0; std::cmp_less(nth, left.micro()); ++nth) {
    amounts[order[nth]] += Money::from_micro(1);
  }
  return amounts;
}

}  // namespace quitrent::tax
