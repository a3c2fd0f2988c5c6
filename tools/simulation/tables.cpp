// SPDX-License-Identifier: EUPL-1.2
#include "tools/simulation/tables.hpp"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "registry/vocabulary/decimal.hpp"
#include "tools/simulation/behaviour_tables.hpp"

namespace quitrent {
namespace {

using Kind = ShownColumn::Kind;

constexpr std::size_t kShownPoints = 22;

std::vector<std::string> cells_of(const tax::TaxLine& line) {
  const tax::TaxTotals& totals = line.totals;
  return {line.name,
          std::to_string(totals.assets),
          to_text(totals.assessed),
          to_text(totals.baseline),
          to_text(totals.reform),
          with_sign(totals.difference()),
          relative_change(totals),
          std::to_string(totals.higher),
          std::to_string(totals.lower)};
}

ShownTable changes_table(const tax::Changes& changes) {
  ShownTable table{
      .name = "changes",
      .title = "Winners and losers",
      .note = "Change of the tax of one asset over the period.",
      .columns = {{"group", Kind::text}, {"assets"}, {"sum"}, {"p10"}, {"p50"}, {"p90"}},
      .rows = {}};
  const auto add = [&table](const char* name, const tax::ChangedSide& side) {
    table.rows.push_back({name, std::to_string(side.assets), to_text(side.change),
                          to_text(side.p10), to_text(side.p50), to_text(side.p90)});
  };
  add("pay less", changes.winners);
  add("pay more", changes.losers);
  table.rows.push_back(
      {"pay the same", std::to_string(changes.unchanged), "0.00", "0.00", "0.00", "0.00"});
  return table;
}

ShownTable assets_table(std::string name, std::string title,
                        const std::vector<NamedAsset>& assets) {
  ShownTable table{.name = std::move(name),
                   .title = std::move(title),
                   .note = {},
                   .columns = {{"asset", Kind::text},
                               {"name", Kind::text},
                               {"class", Kind::text},
                               {"holder", Kind::text},
                               {"holder_name", Kind::text},
                               {"assessment"},
                               {"baseline"},
                               {"reform"},
                               {"difference"}},
                   .rows = {}};
  for (const NamedAsset& one : assets) {
    table.rows.push_back({one.id, one.name, one.asset_class, one.holder, one.holder_name,
                          to_text(one.assessment), to_text(one.baseline), to_text(one.reform),
                          with_sign(tax::TaxSum{one.reform} - tax::TaxSum{one.baseline})});
  }
  return table;
}

std::string days_of(Duration length) { return std::to_string(length.seconds() / 86'400) + " days"; }

ShownTable delinquency_table(const SimulationReport& report) {
  ShownTable table{
      .name = "delinquencies",
      .title = "Assets whose escrow fails",
      .note =
          "If nobody pays anything in. Newly: under the reform and not under the "
          "baseline.",
      .columns = {{"within", Kind::text}, {"baseline"}, {"reform"}, {"newly"}, {"newly_assessed"}},
      .rows = {}};
  for (const NamedDelinquencies& one : report.delinquencies) {
    table.rows.push_back({days_of(one.counts.within), std::to_string(one.counts.baseline),
                          std::to_string(one.counts.reform), std::to_string(one.counts.newly),
                          to_text(one.counts.newly_assessed)});
  }
  return table;
}

ShownTable cover_table(const tax::Covers& covers) {
  return {.name = "covers",
          .title = "Covers",
          .note = "At " + to_text(covers.at) +
                  ", against the escrows at the beginning of the period. A cover is asked for when "
                  "a holder acts.",
          .columns = {{"schedule", Kind::text}, {"cover"}, {"assets_below"}, {"missing"}},
          .rows = {{"baseline", to_text(covers.baseline), std::to_string(covers.short_baseline),
                    to_text(covers.missing_baseline)},
                   {"reform", to_text(covers.reform), std::to_string(covers.short_reform),
                    to_text(covers.missing_reform)}}};
}

ShownTable concentration_table(const std::vector<tax::Concentration>& all) {
  ShownTable table{.name = "concentration",
                   .title = "Concentration among holders",
                   .note =
                       "HHI: sum of squared shares. Top ten: share of the ten largest. All from "
                       "exact integers, rounded down.",
                   .columns = {{"class", Kind::text},
                               {"holders"},
                               {"hhi_assessed"},
                               {"top_ten_assessed"},
                               {"gini_assessed"},
                               {"hhi_tax_baseline"},
                               {"hhi_tax_reform"},
                               {"gini_tax_baseline"},
                               {"gini_tax_reform"}},
                   .rows = {}};
  const auto share = [](std::int64_t ppm) { return format_decimal(ppm, 6, 6); };
  for (const tax::Concentration& one : all) {
    table.rows.push_back({one.name, std::to_string(one.holders), share(one.assessed.hhi_ppm),
                          percent_of_ppm(one.assessed.top_ten_ppm), share(one.assessed.gini_ppm),
                          share(one.baseline.hhi_ppm), share(one.reform.hhi_ppm),
                          share(one.baseline.gini_ppm), share(one.reform.gini_ppm)});
  }
  return table;
}

std::string percent_of_rate(AnnualRate rate) { return format_decimal(rate.ppb(), 7, 0) + '%'; }

ShownTable rate_table(const std::vector<tax::RateCurve>& curves) {
  ShownTable table{.name = "rates",
                   .title = "Average yearly rate on an assessment, at degree 1",
                   .note = "In the last second of the period.",
                   .columns = {{"class", Kind::text}, {"assessment"}, {"baseline"}, {"reform"}},
                   .rows = {}};
  for (const tax::RateCurve& curve : curves) {
    for (std::size_t index = 0; index < std::min(curve.points.size(), kShownPoints); ++index) {
      const tax::RatePoint& point = curve.points[index];
      table.rows.push_back({std::string{to_text(curve.asset_class)}, to_text(point.assessment),
                            percent_of_rate(point.baseline), percent_of_rate(point.reform)});
    }
  }
  return table;
}

ShownTable revenue_table(const std::vector<tax::RevenuePoint>& points) {
  ShownTable table{.name = "revenue_curve",
                   .title = "Revenue if every rate of the reform is multiplied",
                   .note =
                       "Assessments and terms stay as they are. The last point is the "
                       "charter's highest rate.",
                   .columns = {{"multiplier"}, {"highest_rate"}, {"revenue"}},
                   .rows = {}};
  for (const tax::RevenuePoint& point : points) {
    table.rows.push_back({format_decimal(point.multiplier_ppm, 6, 2),
                          percent_of_rate(point.highest), to_text(point.revenue)});
  }
  return table;
}

ShownTable unmoved_table(const std::vector<tax::ScheduleFault>& unmoved) {
  ShownTable table{.name = "unmoved",
                   .title = "Changed parameters that move no figure",
                   .note = unmoved.empty() ? "None." : "",
                   .columns = {{"line"}, {"column"}, {"finding", Kind::text}},
                   .rows = {}};
  for (const tax::ScheduleFault& one : unmoved) {
    table.rows.push_back({one.line > 0 ? std::to_string(one.line) : "-",
                          one.line > 0 ? std::to_string(one.column) : "-", one.what});
  }
  return table;
}

/// How many decimals an amount has; 0 for whole numbers and percentages.
std::size_t decimals_of(const std::string& cell) {
  const std::size_t point = cell.find('.');
  if (point == std::string::npos || cell.ends_with('%')) return 0;
  return cell.size() - point - 1;
}

}  // namespace

ShownTable group_table(std::string name, std::string title,
                       const std::vector<tax::TaxLine>& lines) {
  ShownTable table{.name = std::move(name),
                   .title = std::move(title),
                   .note = {},
                   .columns = {{"group", Kind::text},
                               {"assets"},
                               {"assessed"},
                               {"baseline"},
                               {"reform"},
                               {"difference"},
                               {"change"},
                               {"pay_more"},
                               {"pay_less"}},
                   .rows = {}};
  tax::TaxLine sum{.name = "sum"};
  for (const tax::TaxLine& line : lines) {
    table.rows.push_back(cells_of(line));
    sum.totals += line.totals;
  }
  table.rows.push_back(cells_of(sum));
  return table;
}

std::vector<ShownTable> tables_of(const SimulationReport& report) {
  const tax::Breakdown& breakdown = report.breakdown;
  std::vector<ShownTable> tables{
      group_table("by_class", "By class", breakdown.by_class),
      group_table("by_degree", "By proprietary degree", breakdown.by_degree),
      group_table("by_decile", "By decile of assessment, over all assets", breakdown.by_decile),
      group_table("by_holder_size", "By how many taxed assets the holder has",
                  breakdown.by_holder_size),
      group_table("by_licence", "By terms", breakdown.by_licence),
      changes_table(report.changes),
      assets_table("winners", "The ten assets that gain most", report.winners),
      assets_table("losers", "The ten assets that lose most", report.losers),
      delinquency_table(report)};
  for (const NamedDelinquencies& one : report.delinquencies) {
    const std::string days = std::to_string(one.counts.within.seconds() / 86'400);
    tables.push_back(assets_table("newly_delinquent_" + days,
                                  "The largest assets newly delinquent within " + days + " days",
                                  one.largest));
  }
  tables.push_back(cover_table(report.covers));
  tables.push_back(concentration_table(report.concentration));
  for (ShownTable& table : behaviour_tables(report)) tables.push_back(std::move(table));
  tables.push_back(rate_table(report.rates));
  tables.push_back(revenue_table(report.revenue));
  tables.push_back(unmoved_table(report.unmoved));
  return tables;
}

std::vector<std::vector<std::string>> rows_for_people(const ShownTable& table) {
  std::vector<std::vector<std::string>> rows = table.rows;
  for (std::size_t column = 0; column < table.columns.size(); ++column) {
    if (table.columns[column].kind != Kind::number) continue;
    std::size_t most = 0;
    for (const auto& row : rows) most = std::max(most, decimals_of(row[column]));
    for (auto& row : rows) {
      std::string& cell = row[column];
      if (const std::size_t own = decimals_of(cell)) cell.append(most - own, '0');
      cell = grouped(cell);
    }
  }
  return rows;
}

std::string grouped(std::string_view number) {
  constexpr std::string_view kDigits = "0123456789";
  const std::size_t begin = number.starts_with('-') || number.starts_with('+') ? 1 : 0;
  const std::size_t end = std::min(number.find_first_not_of(kDigits, begin), number.size());
  std::string text{number};
  for (std::size_t at = end; at > begin + 3; at -= 3) text.insert(at - 3, 1, ',');
  return text;
}

std::string percent_of_ppm(std::int64_t ppm) {
  const std::int64_t hundredths = (ppm < 0 ? -ppm : ppm) / 100;
  return (ppm <= -100 ? "-" : "") + format_decimal(hundredths, 2, 2) + '%';
}

std::string with_sign(const tax::TaxSum& difference) {
  return (difference > tax::TaxSum{} ? "+" : "") + to_text(difference);
}

std::string relative_change(const tax::TaxTotals& totals) {
  if (totals.baseline == tax::TaxSum{}) return totals.reform == tax::TaxSum{} ? "0.00%" : "-";
  const std::int64_t ppm = ppm_of(totals.difference(), totals.baseline);
  return (ppm >= 100 ? "+" : "") + percent_of_ppm(ppm);
}

}  // namespace quitrent
