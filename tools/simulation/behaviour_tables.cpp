// SPDX-License-Identifier: EUPL-1.2
#include "tools/simulation/behaviour_tables.hpp"

#include <array>
#include <string>

#include "registry/vocabulary/decimal.hpp"

namespace quitrent {
namespace {

constexpr std::array<const char*, tax::kAssumptions> kNames{"low", "middle", "high"};

ShownTable redeclared_table(const SimulationReport& report) {
  ShownTable table{
      .name = "redeclared",
      .title = "If holders declare anew",
      .note =
          "V1 = V0 (i + t0) / (i + t1): i is the discount, t0 and t1 are the average rates of "
          "an asset under baseline and reform. The tax is capitalised into the declared value "
          "(Oates 1969; Posner and Weyl 2017; Weyl and Zhang 2022). The discounts are "
          "assumptions.",
      .columns = {{"assumption", ShownColumn::Kind::text},
                  {"discount"},
                  {"assessed"},
                  {"revenue"},
                  {"difference_to_baseline"}},
      .rows = {}};
  for (std::size_t index = 0; index < kNames.size(); ++index) {
    const tax::Redeclaration& one = report.behaviour.redeclared[index];
    table.rows.push_back({kNames[index], format_decimal(one.discount.ppb(), 7, 0) + '%',
                          to_text(one.assessed), to_text(one.revenue),
                          with_sign(one.revenue - report.breakdown.all.baseline)});
  }
  return table;
}

ShownTable opened_table(const SimulationReport& report) {
  ShownTable table{
      .name = "opened",
      .title = "If holders turn to open terms",
      .note =
          "A share e x max(0, t1 - t0) of each asset opens, at most all of it: e is the share "
          "for each percentage point by which its average rate rises. No study measures e; the "
          "values are assumptions. The nearest evidence is on renewal fees of patents (de "
          "Rassenfosse and van Pottelsberghe 2012).",
      .columns = {{"assumption", ShownColumn::Kind::text},
                  {"e_for_each_point"},
                  {"assets_opened"},
                  {"tax_lost"},
                  {"revenue"},
                  {"difference_to_baseline"}},
      .rows = {}};
  for (std::size_t index = 0; index < kNames.size(); ++index) {
    const tax::Opening& one = report.behaviour.opened[index];
    table.rows.push_back({kNames[index], format_decimal(one.for_each_point.ppm(), 4, 0) + '%',
                          format_decimal(one.assets_ppm, 4, 4) + '%', to_text(one.lost),
                          to_text(one.revenue),
                          with_sign(one.revenue - report.breakdown.all.baseline)});
  }
  return table;
}

ShownTable turnover_table(const SimulationReport& report) {
  ShownTable table{
      .name = "turnover",
      .title = "If purchases follow the price",
      .note =
          "Purchases a year = L (1 + h (V0 / V1 - 1)) for each asset, with V0 / V1 at the "
          "middle discount: L is the yearly rate of purchases (patents change hands at about "
          "2.5% a year when young: Serrano 2010), h how much they grow where the price falls. "
          "h is an assumption.",
      .columns = {{"assumption", ShownColumn::Kind::text},
                  {"h"},
                  {"purchases_baseline"},
                  {"purchases_reform"}},
      .rows = {}};
  for (std::size_t index = 0; index < kNames.size(); ++index) {
    const tax::Turnover& one = report.behaviour.turnover[index];
    table.rows.push_back({kNames[index], format_decimal(one.response_ppm, 6, 0),
                          format_decimal(one.baseline_millionths, 6, 2),
                          format_decimal(one.reform_millionths, 6, 2)});
  }
  return table;
}

}  // namespace

std::vector<ShownTable> behaviour_tables(const SimulationReport& report) {
  return {redeclared_table(report), opened_table(report), turnover_table(report)};
}

}  // namespace quitrent
