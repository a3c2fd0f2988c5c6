// SPDX-License-Identifier: EUPL-1.2
#include "tax/degree/profile.hpp"

#include <algorithm>
#include <numeric>

#include "registry/vocabulary/ensure.hpp"

namespace quitrent::tax {
namespace {

constexpr std::int64_t kLevels = 24;

}  // namespace

Fraction raw_degree(const Profile& profile, const Weights& weights) {
  // Weights and levels keep both sums below 8 x 10^6 x 24.
  std::int64_t weighed = 0;
  std::int64_t whole = 0;
  for (const Dimension dimension : kDimensions) {
    const std::int64_t weight = weights.weight(dimension).ppm();
    whole += weight;
    weighed += weight * profile.level(dimension);
  }
  ensure(whole > 0, "at least one dimension is weighed");
  const std::int64_t divisor = std::gcd(weighed, whole * kLevels);
  return {.numerator = weighed / divisor, .denominator = whole * kLevels / divisor};
}

bool is_open(const Profile& profile, const Weights& weights) {
  return std::ranges::all_of(kDimensions, [&](Dimension dimension) {
    return !is_core(dimension) || weights.weight(dimension) == Share{} ||
           profile.level(dimension) == 0;
  });
}

Share rounded(const Fraction& fraction) {
  ensure(fraction.denominator > 0, "a fraction has a denominator above zero");
  const std::int64_t doubled = fraction.numerator * kWhole.ppm() * 2 + fraction.denominator;
  return Share::from_ppm(static_cast<std::int32_t>(doubled / (fraction.denominator * 2)));
}

Share profile_degree(const Profile& profile, const Weights& weights) {
  return is_open(profile, weights) ? Share{} : rounded(raw_degree(profile, weights));
}

}  // namespace quitrent::tax
