// SPDX-License-Identifier: EUPL-1.2
#include "tax/simulation/concentration.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include <boost/multiprecision/cpp_int.hpp>

namespace quitrent::tax {
namespace {

using WideSum = boost::multiprecision::checked_int256_t;

constexpr std::int64_t kWholePpm = 1'000'000;
constexpr std::size_t kTop = 10;

/// The sums of every holder by ordinal, of one class or of all.
std::vector<TaxTotals> holder_sums(const RegisterColumns& assets, const SimulatedTaxes& taxes,
                                   std::optional<AssetClass> only) {
  std::vector<TaxTotals> sums;
  if (assets.size() == 0) return sums;
  sums.resize(std::size_t{std::ranges::max(assets.holder)} + 1);
  for (std::size_t row = 0; row < assets.size(); ++row) {
    if (only && assets.terms[assets.terms_of[row]].asset_class != *only) continue;
    sums[assets.holder[row]].add(assets.assessment[row], taxes.baseline[row], taxes.reform[row]);
  }
  std::erase_if(sums, [](const TaxTotals& one) { return one.assets == 0; });
  return sums;
}

/// The spread of one sum of each holder.
Spread spread_over(const std::vector<TaxTotals>& holders, TaxSum TaxTotals::* sum) {
  std::vector<TaxSum> amounts;
  amounts.reserve(holders.size());
  for (const TaxTotals& holder : holders) amounts.push_back(holder.*sum);
  return spread_of(std::move(amounts));
}

Concentration concentration_among(std::string name, const std::vector<TaxTotals>& holders) {
  return {.name = std::move(name),
          .holders = holders.size(),
          .assessed = spread_over(holders, &TaxTotals::assessed),
          .baseline = spread_over(holders, &TaxTotals::baseline),
          .reform = spread_over(holders, &TaxTotals::reform)};
}

}  // namespace

Spread spread_of(std::vector<TaxSum> amounts) {
  std::ranges::sort(amounts);
  WideSum sum = 0;      // below 2^92: 2^60 of at most 2^32 assets
  WideSum squares = 0;  // below 2^184
  WideSum ranked = 0;   // below 2^124
  WideSum top = 0;
  for (std::size_t index = 0; index < amounts.size(); ++index) {
    const WideSum amount{amounts[index].micro()};
    sum += amount;
    squares += amount * amount;
    ranked += amount * (index + 1);
    if (index + kTop >= amounts.size()) top += amount;
  }
  if (sum == 0) return {};
  const WideSum count{amounts.size()};
  return {.hhi_ppm = static_cast<std::int64_t>(squares * kWholePpm / (sum * sum)),
          .top_ten_ppm = static_cast<std::int64_t>(top * kWholePpm / sum),
          .gini_ppm = static_cast<std::int64_t>((2 * ranked - (count + 1) * sum) * kWholePpm /
                                                (count * sum))};
}

std::vector<Concentration> concentration_of(const RegisterColumns& assets,
                                            const SimulatedTaxes& taxes) {
  std::vector<Concentration> all;
  all.push_back(concentration_among("all", holder_sums(assets, taxes, std::nullopt)));
  for (const AssetClass one : kAssetClasses) {
    const bool occurs = std::ranges::any_of(
        assets.terms, [one](const TaxedTerms& terms) { return terms.asset_class == one; });
    if (!occurs) continue;
    all.push_back(concentration_among(std::string{to_text(one)}, holder_sums(assets, taxes, one)));
  }
  return all;
}

}  // namespace quitrent::tax
