// SPDX-License-Identifier: EUPL-1.2
#include "tax/simulation/breakdown.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <utility>

#include "tax/simulation/order_statistics.hpp"

namespace quitrent::tax {
namespace {

constexpr std::size_t kDeciles = 10;

/// A band of degrees: above the band before it, up to `highest_ppm`.
struct DegreeBand {
  std::string_view name;
  std::int32_t highest_ppm;
};
constexpr auto kDegreeBands = std::to_array<DegreeBand>({{"0", 0},
                                                         {"above 0 to 0.2", 200'000},
                                                         {"above 0.2 to 0.4", 400'000},
                                                         {"above 0.4 to 0.6", 600'000},
                                                         {"above 0.6 to 0.8", 800'000},
                                                         {"above 0.8, below 1", 999'999},
                                                         {"1", 1'000'000}});

/// A band of holders: with at most so many taxed assets.
struct HolderBand {
  std::string_view name;
  std::uint64_t most;
};
constexpr auto kHolderBands = std::to_array<HolderBand>({{"1 asset", 1},
                                                         {"2 to 9 assets", 9},
                                                         {"10 to 99 assets", 99},
                                                         {"100 to 999 assets", 999},
                                                         {"1000 assets or more", UINT64_MAX}});

/// The lines that have assets.
std::vector<TaxLine> with_assets(std::vector<TaxLine> lines) {
  std::erase_if(lines, [](const TaxLine& line) { return line.totals.assets == 0; });
  return lines;
}

std::vector<TaxLine> class_lines(const RegisterColumns& assets, const SimulatedTaxes& taxes) {
  std::vector<TaxLine> lines;
  for (const AssetClass one : kAssetClasses) lines.push_back({std::string{to_text(one)}, {}});
  for (std::size_t row = 0; row < assets.terms.size(); ++row) {
    lines[static_cast<std::size_t>(assets.terms[row].asset_class)].totals += taxes.by_terms[row];
  }
  return with_assets(std::move(lines));
}

std::vector<TaxLine> degree_lines(const SimulatedTaxes& taxes, const std::vector<Taxed>& degrees) {
  std::vector<TaxLine> lines;
  for (const DegreeBand& band : kDegreeBands) lines.push_back({std::string{band.name}, {}});
  for (std::size_t row = 0; row < degrees.size(); ++row) {
    const auto* const band = std::ranges::lower_bound(kDegreeBands, degrees[row].degree.ppm(), {},
                                                      &DegreeBand::highest_ppm);
    lines[static_cast<std::size_t>(band - kDegreeBands.begin())].totals += taxes.by_terms[row];
  }
  return with_assets(std::move(lines));
}

std::vector<TaxLine> licence_lines(const RegisterColumns& assets, const SimulatedTaxes& taxes) {
  std::map<std::string, TaxTotals> by_name;
  for (std::size_t row = 0; row < assets.terms.size(); ++row) {
    by_name[assets.terms[row].licence] += taxes.by_terms[row];
  }
  std::vector<TaxLine> lines;
  for (auto& [name, totals] : by_name) lines.push_back({name, totals});
  std::ranges::stable_sort(lines, [](const TaxLine& left, const TaxLine& right) {
    return left.totals.baseline > right.totals.baseline;
  });
  lines = with_assets(std::move(lines));
  if (lines.size() <= kMostLicenceLines + 1) return lines;
  TaxLine others{.name = "all other terms", .totals = {}};
  for (std::size_t at = kMostLicenceLines; at < lines.size(); ++at) {
    others.totals += lines[at].totals;
  }
  lines.resize(kMostLicenceLines);
  lines.push_back(std::move(others));
  return lines;
}

std::vector<TaxLine> holder_lines(const HolderTotals& holders) {
  std::vector<TaxLine> lines;
  for (const HolderBand& band : kHolderBands) lines.push_back({std::string{band.name}, {}});
  for (const TaxTotals& holder : holders) {
    const auto* const band =
        std::ranges::lower_bound(kHolderBands, holder.assets, {}, &HolderBand::most);
    lines[static_cast<std::size_t>(band - kHolderBands.begin())].totals += holder;
  }
  return with_assets(std::move(lines));
}

}  // namespace

HolderTotals by_holder(const RegisterColumns& assets, const SimulatedTaxes& taxes) {
  HolderTotals holders;
  if (assets.size() == 0) return holders;
  holders.resize(std::size_t{std::ranges::max(assets.holder)} + 1);
  TaxTotals* const totals = holders.data();
  for (std::size_t row = 0; row < assets.size(); ++row) {
    totals[assets.holder.data()[row]].add(assets.assessment.data()[row], taxes.baseline.data()[row],
                                          taxes.reform.data()[row]);
  }
  return holders;
}

std::vector<TaxLine> by_decile(const RegisterColumns& assets, const SimulatedTaxes& taxes) {
  const auto edges =
      values_at(assets.size(), {10, 20, 30, 40, 50, 60, 70, 80, 90},
                [&](std::size_t row) { return assets.assessment.data()[row].micro(); });
  if (edges.empty()) return {};
  std::array<std::int64_t, kDeciles - 1> above{};
  std::ranges::copy(edges, above.begin());
  std::array<TaxTotals, kDeciles> totals{};
  for (std::size_t row = 0; row < assets.size(); ++row) {
    const Money assessment = assets.assessment.data()[row];
    std::size_t decile = 0;
    for (const std::int64_t edge : above) decile += assessment.micro() >= edge ? 1U : 0U;
    totals.data()[decile].add(assessment, taxes.baseline.data()[row], taxes.reform.data()[row]);
  }
  std::vector<TaxLine> lines;
  for (std::size_t decile = 0; decile < kDeciles; ++decile) {
    std::string name = std::to_string(decile + 1);
    if (decile > 0) name += ", from " + to_text(Money::from_micro(above[decile - 1]));
    lines.push_back({std::move(name), totals[decile]});
  }
  return lines;
}

Breakdown breakdown_of(const RegisterColumns& assets, const SimulatedTaxes& taxes,
                       const std::vector<Taxed>& degrees) {
  Breakdown breakdown;
  for (const TaxTotals& totals : taxes.by_terms) breakdown.all += totals;
  breakdown.by_class = class_lines(assets, taxes);
  breakdown.by_degree = degree_lines(taxes, degrees);
  breakdown.by_decile = by_decile(assets, taxes);
  breakdown.by_holder_size = holder_lines(by_holder(assets, taxes));
  breakdown.by_licence = licence_lines(assets, taxes);
  return breakdown;
}

}  // namespace quitrent::tax
