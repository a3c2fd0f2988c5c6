// SPDX-License-Identifier: EUPL-1.2
#include "tools/bench/simulate_bench.hpp"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "tax/simulation/breakdown.hpp"
#include "tax/simulation/simulated_taxes.hpp"
#include "tax/simulation/tax_table.hpp"
#include "tools/bench/child.hpp"
#include "tools/bench/measure.hpp"
#include "tools/bench/policy_work.hpp"

namespace quitrent::bench {
namespace {

using Clock = std::chrono::steady_clock;

/// The checksums of 1,000,000 assets.
constexpr std::size_t kKnownCount = 1'000'000;
constexpr std::int64_t kKnownYear = 5'931'592'400'819;
constexpr std::int64_t kKnownPeriods = 6'394'406'390'924;

/// The median time of `rounds` runs. Unit: s.
template <class Run>
double median_s(std::size_t rounds, Run&& run) {
  std::vector<double> times;
  for (std::size_t round = 0; round < rounds; ++round) {
    const auto begin = Clock::now();
    run();
    times.push_back(Seconds{Clock::now() - begin}.count());
  }
  return median(std::move(times));
}

/// One work on all assets: how long it took, and the sum of the taxes in cents.
struct Taxing {
  double seconds = 0;
  std::int64_t cents = 0;
};

/// A number after a mark in a text, without the commas between its thousands. Throws.
std::int64_t number_after(const std::string& text, const std::string& line,
                          const std::string& mark) {
  const std::size_t begin = text.find(line);
  const std::size_t at = begin == std::string::npos ? begin : text.find(mark, begin);
  if (at == std::string::npos) throw std::runtime_error{"numpy's report has no " + line};
  std::string digits;
  for (std::size_t next = at + mark.size(); next < text.size(); ++next) {
    const char letter = text[next];
    if (letter >= '0' && letter <= '9') {
      digits.push_back(letter);
    } else if (letter != ',' && (letter != ' ' || !digits.empty())) {
      break;
    }
  }
  return std::stoll(digits);
}

/// What numpy took for the same work.
struct NumpyRun {
  Taxing year, periods;
  double reform_s = 0;
};

std::optional<NumpyRun> numpy_run(const SimulatePlan& plan) {
  try {
    // The system's own python3, as the yardstick names it. Memory that numpy frees stays with it:
    // otherwise it is measured how fast the kernel hands out pages.
    Child child{
        {"/usr/bin/python3", "-B", plan.yardstick.string(), std::to_string(plan.assets),
         std::to_string(plan.rounds)},
        {{"MALLOC_MMAP_THRESHOLD_", "4294967296"}, {"MALLOC_TRIM_THRESHOLD_", "4294967296"}}};
    const std::string text = child.output();
    const auto seconds = [&](const std::string& line) {
      return static_cast<double>(plan.assets) / static_cast<double>(number_after(text, line, "->"));
    };
    return NumpyRun{
        .year = {seconds("W2 bracketed year int64"), number_after(text, "checksums", "W2i cents ")},
        .periods = {seconds("W3' two rate periods int64"),
                    number_after(text, "checksums", "W3x cents ")},
        .reform_s = seconds("W4 baseline+reform+deciles")};
  } catch (const std::exception& missing) {
    fmt::print(stderr, "quitrent-bench: no figures of numpy: {}\n", missing.what());
    return std::nullopt;
  }
}

/// Writes the charge of every asset of one register.
void charge_all(const tax::RegisterColumns& assets, const tax::TaxTable& table,
                std::vector<tax::Charge>& charges) {
  for (std::size_t row = 0; row < assets.size(); ++row) {
    charges.data()[row] = table.charge(assets.terms_of.data()[row], assets.assessment.data()[row],
                                       assets.carry.data()[row]);
  }
}

tax::TaxTable engine_table(const tax::RegisterColumns& assets,
                           const std::shared_ptr<const tax::ScheduleTimeline>& timeline) {
  std::vector<tax::Taxed> terms;
  for (const tax::TaxedTerms& one : assets.terms) {
    terms.push_back({.asset_class = one.asset_class,
                     .assessment = {},
                     .degree = Share::from_ppm(std::stoi(one.licence) * 10'000),
                     .steps = {}});
  }
  return {timeline, std::move(terms), kYear2026};
}

/// The engine's tax of the year, with carry, and its sum in cents, half up.
Taxing engine_taxing(const EngineAssets& assets, const std::vector<RatesFrom>& rates,
                     std::size_t rounds) {
  constexpr std::int64_t kCent = 10'000;
  const tax::TaxTable seven = engine_table(assets.seven, engine_timeline(rates, 0));
  const tax::TaxTable eighth = engine_table(assets.eighth, engine_timeline(rates, 7));
  std::vector<tax::Charge> of_seven(assets.seven.size());
  std::vector<tax::Charge> of_eighth(assets.eighth.size());
  Taxing taxing;
  taxing.seconds = median_s(rounds, [&] {
    charge_all(assets.seven, seven, of_seven);
    charge_all(assets.eighth, eighth, of_eighth);
  });
  for (const auto* const charges : {&of_seven, &of_eighth}) {
    for (const tax::Charge& charge : *charges) {
      taxing.cents += (charge.due.micro() + kCent / 2) / kCent;
    }
  }
  return taxing;
}

Row taxing_row(const std::string& label, const Taxing& taxing, std::size_t assets) {
  const auto count = static_cast<double>(assets);
  return {.label = label,
          .figures = {{"assets_per_s", count / taxing.seconds, 0},
                      {"each_ns", taxing.seconds / count * 1e9, 2},
                      {"sum_of_taxes_cents", static_cast<double>(taxing.cents), 0}}};
}

/// A reform over a whole register.
struct ReformRun {
  double core_s = 0;  ///< taxes, deciles, winners and losers
  double all_s = 0;   ///< the same, and every table
  double bytes_each = 0;
};

ReformRun reform_run(const WholeUnitAssets& made, std::size_t rounds) {
  const tax::RegisterColumns assets = one_register(made);
  ReformRun run;
  const auto tables = [&assets] {
    return tax::SimulationTables{
        engine_table(assets, engine_timeline({{Instant{}, kFirstRates}}, 0)),
        engine_table(assets, engine_timeline({{Instant{}, kReformRates}}, 0))};
  };
  run.core_s = median_s(rounds, [&] {
    const tax::SimulatedTaxes taxes = tax::simulated_taxes(assets, tables());
    const auto deciles = tax::by_decile(assets, taxes);
    const tax::Changes changes = tax::changes_of(taxes);
    if (deciles.size() != 10 || changes.losers.assets == 0) {
      throw std::runtime_error{"the reform changes nothing"};
    }
    run.bytes_each = static_cast<double>(assets.bytes() + assets.size() * 2 * sizeof(Money)) /
                     static_cast<double>(assets.size());
  });
  run.all_s = median_s(1, [&] {
    const tax::SimulationTables both = tables();
    const tax::SimulatedTaxes taxes = tax::simulated_taxes(assets, both);
    const auto breakdown = tax::breakdown_of(assets, taxes, both.baseline.terms());
    const tax::Changes changes = tax::changes_of(taxes);
    if (breakdown.all.assets != assets.size() || changes.losers.assets == 0) {
      throw std::runtime_error{"the tables miss an asset"};
    }
  });
  return run;
}

Row reform_row(const std::string& label, const ReformRun& run, std::size_t assets) {
  return {.label = label,
          .figures = {{"assets", static_cast<double>(assets), 0},
                      {"ms", run.core_s * 1e3, 1},
                      {"all_tables_ms", run.all_s * 1e3, 1},
                      {"bytes_each", run.bytes_each, 1}}};
}

/// Throws where two programs come to different sums.
void compare(const char* what, std::int64_t one, std::int64_t other) {
  if (one == other) return;
  throw std::runtime_error{fmt::format("{}: the sums {} and {} differ", what, one, other)};
}

/// The four works of this program.
struct OwnRun {
  Taxing year, periods, engine_year, engine_periods;
};

OwnRun own_run(const WholeUnitAssets& assets, std::size_t rounds) {
  std::vector<std::int64_t> taxes(assets.size());
  OwnRun run;
  run.year.seconds = median_s(rounds, [&] { run.year.cents = bracketed_year(assets, taxes); });
  run.periods.seconds = median_s(rounds, [&] { run.periods.cents = two_periods(assets, taxes); });
  const EngineAssets engine = engine_assets(assets);
  run.engine_year = engine_taxing(engine, {{Instant{}, kFirstRates}}, rounds);
  run.engine_periods =
      engine_taxing(engine, {{Instant{}, kFirstRates}, {kJuly2026, kLaterRates}}, rounds);
  compare("the bracketed year", run.year.cents, run.engine_year.cents);
  compare("two rate periods", run.periods.cents, run.engine_periods.cents);
  if (assets.size() == kKnownCount) {
    compare("the bracketed year", run.year.cents, kKnownYear);
    compare("two rate periods", run.periods.cents, kKnownPeriods);
  }
  return run;
}

void compare_with_numpy(Report& report, const OwnRun& own, const NumpyRun& numpy,
                        std::size_t assets) {
  compare("the bracketed year", own.year.cents, numpy.year.cents);
  compare("two rate periods", own.periods.cents, numpy.periods.cents);
  report.rows.push_back(taxing_row("numpy, year", numpy.year, assets));
  report.rows.push_back(taxing_row("numpy, two periods", numpy.periods, assets));
  using Side = Target::Side;
  report.targets.push_back(
      {"bracketed year ÷ numpy", numpy.year.seconds / own.year.seconds, 3, Side::at_least});
  report.targets.push_back(
      {"two rate periods ÷ numpy", numpy.periods.seconds / own.periods.seconds, 3, Side::at_least});
  report.targets.push_back({"year in micro-units with carry ÷ numpy",
                            numpy.year.seconds / own.engine_year.seconds, 1, Side::at_least});
}

}  // namespace

Report simulate_bench(const SimulatePlan& plan) {
  Report report{
      .title = "simulate: the tax of a whole register, on one core", .rows = {}, .targets = {}};
  const auto numpy = numpy_run(plan);
  const WholeUnitAssets assets = whole_unit_assets(plan.assets);
  const OwnRun own = own_run(assets, plan.rounds);
  report.rows = {taxing_row("whole units, year", own.year, plan.assets),
                 taxing_row("whole units, periods", own.periods, plan.assets),
                 taxing_row("micro-units, year", own.engine_year, plan.assets),
                 taxing_row("micro-units, periods", own.engine_periods, plan.assets)};
  if (numpy) compare_with_numpy(report, own, *numpy, plan.assets);
  const ReformRun reform = reform_run(assets, plan.rounds);
  report.rows.push_back(reform_row("reform", reform, plan.assets));
  using Side = Target::Side;
  report.targets.push_back({"ms: reform, deciles, winners", reform.core_s * 1e3,
                            50.0 * static_cast<double>(plan.assets) / 1e6, Side::at_most});
  report.targets.push_back({"bytes an asset", reform.bytes_each, 64, Side::at_most});
  if (plan.many > 0) {
    const ReformRun large = reform_run(whole_unit_assets(plan.many), 3);
    report.rows.push_back(reform_row("large reform", large, plan.many));
    report.targets.push_back({"s: the large reform", large.core_s,
                              0.6 * static_cast<double>(plan.many) / 1e7, Side::at_most});
  }
  if (numpy) {
    report.rows.push_back({.label = "numpy, reform",
                           .figures = {{"assets", static_cast<double>(plan.assets), 0},
                                       {"ms", numpy->reform_s * 1e3, 1}}});
  }
  return report;
}

}  // namespace quitrent::bench
