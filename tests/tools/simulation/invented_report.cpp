// SPDX-License-Identifier: EUPL-1.2
#include "tests/tools/simulation/invented_report.hpp"

#include <string>
#include <vector>

#include "tools/chance.hpp"

namespace quitrent::testing {
namespace {

constexpr std::int64_t kMostMicro = 1'000'000'000'000'000'000;

/// Draws the parts of a report.
class ReportDraw {
 public:
  explicit ReportDraw(std::uint64_t seed) : chance_{seed} {}

  std::uint64_t count() { return static_cast<std::uint64_t>(chance_.of_any_size(1'000'000'000)); }
  Money money() { return Money::from_micro(chance_.of_any_size(kMostMicro)); }
  tax::TaxSum sum() {
    tax::TaxSum sum;
    for (std::int64_t times = chance_.between(0, 20); times > 0; --times) sum += money();
    return sum;
  }
  tax::TaxSum signed_sum() { return sum() - sum(); }
  AnnualRate rate() { return AnnualRate::from_ppb(chance_.of_any_size(10'000'000'000'000)); }
  std::int64_t part() { return chance_.of_any_size(1'000'000); }
  Instant instant() { return Instant::from_seconds(chance_.of_any_size(253'402'300'799)); }
  std::string text() {
    return chance_.one_of<std::string>(
        {"", "a", "=1+1", "x, \"y\"", "two\nlines", "<b>&amp;", "ast_1", "Ärger", "sha256:00"});
  }
  tax::TaxTotals totals() {
    return {.assets = count(),
            .higher = count(),
            .lower = count(),
            .assessed = sum(),
            .baseline = sum(),
            .reform = sum()};
  }
  std::vector<tax::TaxLine> lines() {
    std::vector<tax::TaxLine> all(chance_.below(30));
    for (tax::TaxLine& line : all) line = {.name = text(), .totals = totals()};
    return all;
  }
  std::vector<NamedAsset> assets() {
    std::vector<NamedAsset> all(chance_.below(4));
    for (NamedAsset& one : all) {
      one = {.id = text(),
             .name = text(),
             .asset_class = text(),
             .holder = text(),
             .holder_name = text(),
             .assessment = money(),
             .baseline = money(),
             .reform = money()};
    }
    return all;
  }
  tax::ChangedSide side() {
    return {.assets = count(),
            .change = sum(),
            .p10 = money(),
            .p50 = money(),
            .p90 = money(),
            .largest = {}};
  }
  tax::Spread spread() { return {.hhi_ppm = part(), .top_ten_ppm = part(), .gini_ppm = part()}; }
  NamedDelinquencies delinquencies(std::int32_t days) {
    return {.counts = {.within = Duration::from_days(days),
                       .baseline = count(),
                       .reform = count(),
                       .newly = count(),
                       .newly_assessed = sum(),
                       .largest = {}},
            .largest = assets()};
  }
  void behaviour(tax::Behaviour& all) {
    for (auto& one : all.redeclared) one = {rate(), sum(), signed_sum()};
    for (auto& one : all.opened) {
      one = {Share::from_ppm(static_cast<std::int32_t>(part())), part(), sum(), signed_sum()};
    }
    for (auto& one : all.turnover) one = {part() * 100, part() * part(), part() * part()};
  }
  /// So many numbers from `least` on, ascending.
  std::vector<std::int64_t> ascending(std::uint64_t count, std::int64_t least) {
    std::vector<std::int64_t> all;
    for (std::uint64_t at = 0; at < count; ++at) {
      all.push_back(least);
      least += 1 + chance_.of_any_size(1'000'000'000);
    }
    return all;
  }
  void curves(SimulationReport& report) {
    const std::uint64_t count = chance_.below(6);
    for (const AssetClass one : {AssetClass::patent, AssetClass::model}) {
      tax::RateCurve curve{.asset_class = one, .points = {}};
      for (const std::int64_t micro : ascending(count, 1 + part())) {
        curve.points.push_back({Money::from_micro(micro), rate(), rate()});
      }
      report.rates.push_back(std::move(curve));
    }
    for (const std::int64_t ppm : ascending(count, 0)) {
      report.revenue.push_back({ppm, rate(), signed_sum()});
      report.unmoved.push_back({.line = static_cast<int>(part()), .column = 3, .what = text()});
      report.concentration.push_back({text(), this->count(), spread(), spread(), spread()});
    }
  }
  Provenance provenance() {
    Provenance all{.register_file = text(),
                   .sequence = chance_.bits(),
                   .register_at = text(),
                   .register_digest = text(),
                   .baseline_title = text(),
                   .baseline_digest = text(),
                   .reform_title = text(),
                   .reform_digest = text(),
                   .reform_effective = text(),
                   .cap = text(),
                   .program = text(),
                   .command = text()};
    for (const char* const name : {"to", "from", "discount"})
      all.options.emplace_back(name, text());
    return all;
  }

 private:
  Chance chance_;
};

}  // namespace

SimulationReport invented_report(std::uint64_t seed) {
  ReportDraw draw{seed};
  SimulationReport report{.provenance = draw.provenance(), .currency = "EUR"};
  report.over = {draw.instant(), draw.instant()};
  report.breakdown = {.all = {},
                      .by_class = draw.lines(),
                      .by_degree = draw.lines(),
                      .by_decile = draw.lines(),
                      .by_holder_size = draw.lines(),
                      .by_licence = draw.lines()};
  for (const tax::TaxLine& line : report.breakdown.by_class) report.breakdown.all += line.totals;
  report.changes = {.winners = draw.side(), .losers = draw.side(), .unchanged = draw.count()};
  report.winners = draw.assets();
  report.losers = draw.assets();
  report.delinquencies = {draw.delinquencies(30), draw.delinquencies(90)};
  report.covers = {draw.instant(), draw.sum(), draw.sum(), draw.count(),
                   draw.count(),   draw.sum(), draw.sum()};
  draw.behaviour(report.behaviour);
  draw.curves(report);
  return report;
}

}  // namespace quitrent::testing
