// SPDX-License-Identifier: EUPL-1.2
#include "tools/simulation/page_report.hpp"

#include <algorithm>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "tools/simulation/chart.hpp"
#include "tools/simulation/headline.hpp"
#include "tools/simulation/page_style.hpp"
#include "tools/simulation/tables.hpp"

namespace quitrent {
namespace {

/// Only shown: whole units of a sum.
double units(const tax::TaxSum& sum) { return static_cast<double>(sum.micro()) / 1e6; }

/// The name of a column for people.
std::string heading(std::string name) {
  std::ranges::replace(name, '_', ' ');
  return name;
}

std::string table_html(const ShownTable& table) {
  std::string html = "<div class=\"table\"><table><thead><tr>";
  for (const ShownColumn& column : table.columns) {
    const bool number = column.kind == ShownColumn::Kind::number;
    html += fmt::format("<th scope=\"col\"{}>{}</th>", number ? " class=\"number\"" : "",
                        escaped(heading(column.name)));
  }
  html += "</tr></thead><tbody>\n";
  for (const auto& row : rows_for_people(table)) {
    html += row[0] == "sum" ? "<tr class=\"sum\">" : "<tr>";
    for (std::size_t column = 0; column < row.size(); ++column) {
      const bool number = table.columns[column].kind == ShownColumn::Kind::number;
      html +=
          fmt::format("<td class=\"{}\">{}</td>", number ? "number" : "text", escaped(row[column]));
    }
    html += "</tr>\n";
  }
  return html + "</tbody></table></div>\n";
}

/// An instant for people: only the day where it is the first second of one.
std::string shown_instant(Instant at) {
  std::string text = to_text(at);
  const std::size_t midnight = text.find("T00:00:00Z");
  return midnight == std::string::npos ? text : text.substr(0, midnight);
}

std::string bars_of(const ShownTable& table, const std::vector<tax::TaxLine>& lines) {
  constexpr std::size_t kMostBars = 12;
  std::vector<BarGroup> groups;
  std::vector<ChangeBar> changes;
  for (const tax::TaxLine& line : lines) {
    if (groups.size() == kMostBars) break;
    // A decile's name goes on with the assessment from which it begins.
    std::string name = line.name.substr(0, line.name.find(", from"));
    if (name.size() > 16) name = name.substr(0, 15) + "…";
    groups.push_back({name, units(line.totals.baseline), units(line.totals.reform)});
    changes.push_back({std::move(name), units(line.totals.difference())});
  }
  return fmt::format(
      "<div class=\"charts\"><figure><figcaption>Tax <span class=\"key baseline\"></span>baseline "
      "<span class=\"key reform\"></span>reform</figcaption>{}</figure>"
      "<figure><figcaption>Difference</figcaption>{}</figure></div>\n",
      bar_chart(table.title + ": tax under baseline and reform", groups),
      change_chart(table.title + ": reform minus baseline", changes));
}

/// The first lines, and one line for all others.
std::vector<tax::TaxLine> shortened(const std::vector<tax::TaxLine>& lines) {
  constexpr std::size_t kMostLines = 20;
  if (lines.size() <= kMostLines + 1) return lines;
  std::vector<tax::TaxLine> few{lines.begin(), lines.begin() + kMostLines};
  few.push_back({.name = fmt::format("{} others", lines.size() - kMostLines)});
  for (std::size_t index = kMostLines; index < lines.size(); ++index) {
    few.back().totals += lines[index].totals;
  }
  return few;
}

std::string rate_charts(const SimulationReport& report) {
  std::string html = "<div class=\"charts\">";
  for (const tax::RateCurve& curve : report.rates) {
    LineChart chart{.title = fmt::format("Average rate of class {} over the assessment",
                                         to_text(curve.asset_class)),
                    .x_label = "assessment, " + report.currency,
                    .y_label = "% a year",
                    .across = LineChart::Across::powers_of_ten};
    for (const tax::RatePoint& point : curve.points) {
      const double value = static_cast<double>(point.assessment.micro()) / 1e6;
      chart.baseline.push_back({value, static_cast<double>(point.baseline.ppb()) / 1e7});
      chart.reform.push_back({value, static_cast<double>(point.reform.ppb()) / 1e7});
    }
    html += fmt::format(
        "<figure><figcaption>{} <span class=\"key baseline\"></span>baseline "
        "<span class=\"key reform\"></span>reform</figcaption>{}</figure>\n",
        to_text(curve.asset_class), line_chart(chart));
  }
  return html + "</div>\n";
}

std::string revenue_chart(const SimulationReport& report) {
  LineChart chart{.title = "Revenue over a multiplier of every rate of the reform",
                  .x_label = "multiplier of every rate",
                  .y_label = "revenue, " + report.currency,
                  .marked_x = 1};
  for (const tax::RevenuePoint& point : report.revenue) {
    chart.reform.push_back({static_cast<double>(point.multiplier_ppm) / 1e6, units(point.revenue)});
  }
  return "<figure>" + line_chart(chart) + "</figure>\n";
}

/// The chart before a table; empty where there is none.
std::string chart_of(const ShownTable& table, const SimulationReport& report) {
  const tax::Breakdown& breakdown = report.breakdown;
  if (table.name == "by_class") return bars_of(table, breakdown.by_class);
  if (table.name == "by_degree") return bars_of(table, breakdown.by_degree);
  if (table.name == "by_decile") return bars_of(table, breakdown.by_decile);
  if (table.name == "by_holder_size") return bars_of(table, breakdown.by_holder_size);
  if (table.name == "by_licence") return bars_of(table, breakdown.by_licence);
  if (table.name == "rates") return rate_charts(report);
  if (table.name == "revenue_curve") return revenue_chart(report);
  return {};
}

std::string section_of(const ShownTable& table, const SimulationReport& report) {
  if (table.rows.empty() && table.note.empty()) return {};
  std::string html =
      fmt::format("<section id=\"{}\"><h2>{}</h2>\n", table.name, escaped(table.title));
  if (!table.note.empty()) html += "<p class=\"quiet\">" + escaped(table.note) + "</p>\n";
  const std::string chart = chart_of(table, report);
  html += chart;
  if (table.rows.empty()) return html + "</section>\n";
  if (chart.empty()) return html + table_html(table) + "</section>\n";
  return html + "<details open><summary>Table</summary>\n" + table_html(table) +
         "</details></section>\n";
}

std::string figures_html(const SimulationReport& report) {
  std::string html = "<dl class=\"figures\">\n";
  for (const HeadlineFigure& figure : headline_of(report)) {
    html += fmt::format(
        "<div class=\"figure\"><dt>{}</dt><dd class=\"value\">{}</dd>"
        "<dd class=\"quiet\">{}</dd></div>\n",
        escaped(figure.name), escaped(grouped(figure.value)), escaped(figure.note));
  }
  return html + "</dl>\n";
}

std::string provenance_html(const Provenance& provenance) {
  std::string html =
      "<section id=\"provenance\"><h2>Where this comes from</h2><dl class=\"provenance\">\n";
  for (const auto& [name, value] : provenance.lines()) {
    html += fmt::format("<dt>{}</dt><dd>{}</dd>\n", escaped(heading(name)), escaped(value));
  }
  return html + "</dl></section>\n";
}

}  // namespace

std::string page_report(const SimulationReport& report) {
  const std::string title = escaped(report.provenance.reform_title);
  std::string html = fmt::format(
      "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">"
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">"
      "<title>{}: simulation</title><style>{}</style></head><body>\n<main>\n<h1>{}</h1>\n"
      "<p>What this reform would do to the register from {} to {}, compared with “{}”. Holders, "
      "assessments and terms stay as they are; what people may do stands further below, as "
      "ranges. All amounts in {}.</p>\n",
      title, page_style(), title, shown_instant(report.over.begin), shown_instant(report.over.end),
      escaped(report.provenance.baseline_title), report.currency);
  html += figures_html(report);
  for (const ShownTable& table : tables_of(report)) {
    const bool long_one = table.name == "by_licence";
    html += section_of(
        long_one ? group_table(table.name, table.title, shortened(report.breakdown.by_licence))
                 : table,
        report);
  }
  return html + provenance_html(report.provenance) + "</main></body></html>\n";
}

}  // namespace quitrent
