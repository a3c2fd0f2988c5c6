// SPDX-License-Identifier: EUPL-1.2
#include "api/http/simulations/simulation_answer.hpp"

#include <nlohmann/json.hpp>

#include "registry/vocabulary/decimal.hpp"

namespace quitrent::api {
namespace {

using Json = nlohmann::ordered_json;

std::string ppm_text(std::int64_t ppm) { return format_decimal(ppm, 6, 6); }

Json totals_json(const tax::TaxTotals& totals) {
  return {{"assets", totals.assets},
          {"assessed", to_text(totals.assessed)},
          {"baseline", to_text(totals.baseline)},
          {"reform", to_text(totals.reform)},
          {"difference", to_text(totals.difference())},
          {"pay_more", totals.higher},
          {"pay_less", totals.lower}};
}

Json lines_json(const char* key, const std::vector<tax::TaxLine>& lines) {
  Json rows = Json::array();
  for (const tax::TaxLine& line : lines) {
    Json row{{key, line.name}};
    row.update(totals_json(line.totals));
    rows.push_back(std::move(row));
  }
  return rows;
}

Json assets_json(const std::vector<NamedAsset>& assets) {
  Json rows = Json::array();
  for (const NamedAsset& one : assets) {
    rows.push_back({{"asset", one.id},
                    {"name", one.name},
                    {"class", one.asset_class},
                    {"holder", {{"id", one.holder}, {"name", one.holder_name}}},
                    {"assessment", to_text(one.assessment)},
                    {"baseline", to_text(one.baseline)},
                    {"reform", to_text(one.reform)},
                    {"difference", to_text(tax::TaxSum{one.reform} - tax::TaxSum{one.baseline})}});
  }
  return rows;
}

Json side_json(const tax::ChangedSide& side, const std::vector<NamedAsset>& largest) {
  return {{"assets", side.assets},    {"change", to_text(side.change)},
          {"p10", to_text(side.p10)}, {"p50", to_text(side.p50)},
          {"p90", to_text(side.p90)}, {"largest", assets_json(largest)}};
}

Json delinquencies_json(const SimulationReport& report) {
  Json rows = Json::array();
  for (const NamedDelinquencies& one : report.delinquencies) {
    rows.push_back({{"within", std::to_string(one.counts.within.seconds() / 86'400) + 'd'},
                    {"baseline", one.counts.baseline},
                    {"reform", one.counts.reform},
                    {"newly", one.counts.newly},
                    {"newly_assessed", to_text(one.counts.newly_assessed)},
                    {"largest", assets_json(one.largest)}});
  }
  return rows;
}

Json covers_json(const tax::Covers& covers) {
  return {{"at", to_text(covers.at)},
          {"baseline",
           {{"cover", to_text(covers.baseline)},
            {"assets_below", covers.short_baseline},
            {"missing", to_text(covers.missing_baseline)}}},
          {"reform",
           {{"cover", to_text(covers.reform)},
            {"assets_below", covers.short_reform},
            {"missing", to_text(covers.missing_reform)}}}};
}

Json spread_json(const tax::Spread& spread) {
  return {{"hhi", ppm_text(spread.hhi_ppm)},
          {"top_ten", ppm_text(spread.top_ten_ppm)},
          {"gini", ppm_text(spread.gini_ppm)}};
}

Json concentration_json(const std::vector<tax::Concentration>& all) {
  Json rows = Json::array();
  for (const tax::Concentration& one : all) {
    rows.push_back({{"class", one.name},
                    {"holders", one.holders},
                    {"assessed", spread_json(one.assessed)},
                    {"tax_baseline", spread_json(one.baseline)},
                    {"tax_reform", spread_json(one.reform)}});
  }
  return rows;
}

Json behaviour_json(const tax::Behaviour& behaviour) {
  Json redeclared = Json::array();
  Json opened = Json::array();
  Json turnover = Json::array();
  for (const tax::Redeclaration& one : behaviour.redeclared) {
    redeclared.push_back({{"discount", to_text(one.discount)},
                          {"assessed", to_text(one.assessed)},
                          {"revenue", to_text(one.revenue)}});
  }
  for (const tax::Opening& one : behaviour.opened) {
    opened.push_back({{"for_each_point", ppm_text(one.for_each_point.ppm())},
                      {"assets_opened", ppm_text(one.assets_ppm)},
                      {"lost", to_text(one.lost)},
                      {"revenue", to_text(one.revenue)}});
  }
  for (const tax::Turnover& one : behaviour.turnover) {
    turnover.push_back({{"response", format_decimal(one.response_ppm, 6, 0)},
                        {"baseline", format_decimal(one.baseline_millionths, 6, 0)},
                        {"reform", format_decimal(one.reform_millionths, 6, 0)}});
  }
  return {{"redeclared", redeclared}, {"opened", opened}, {"turnover", turnover}};
}

Json rates_json(const std::vector<tax::RateCurve>& curves) {
  Json rows = Json::array();
  for (const tax::RateCurve& curve : curves) {
    Json points = Json::array();
    for (const tax::RatePoint& point : curve.points) {
      points.push_back({{"assessment", to_text(point.assessment)},
                        {"baseline", to_text(point.baseline)},
                        {"reform", to_text(point.reform)}});
    }
    rows.push_back({{"class", to_text(curve.asset_class)}, {"points", points}});
  }
  return rows;
}

Json revenue_json(const std::vector<tax::RevenuePoint>& points) {
  Json rows = Json::array();
  for (const tax::RevenuePoint& point : points) {
    rows.push_back({{"multiplier", format_decimal(point.multiplier_ppm, 6, 0)},
                    {"highest_rate", to_text(point.highest)},
                    {"revenue", to_text(point.revenue)}});
  }
  return rows;
}

}  // namespace

nlohmann::ordered_json result_json(const SimulationReport& report) {
  const tax::Breakdown& breakdown = report.breakdown;
  Json unmoved = Json::array();
  for (const tax::ScheduleFault& one : report.unmoved) {
    unmoved.push_back({{"line", one.line}, {"column", one.column}, {"what", one.what}});
  }
  return {{"currency", report.currency},
          {"from", to_text(report.over.begin)},
          {"to", to_text(report.over.end)},
          {"assets", breakdown.all.assets},
          {"assessed", to_text(breakdown.all.assessed)},
          {"baseline", to_text(breakdown.all.baseline)},
          {"reform", to_text(breakdown.all.reform)},
          {"difference", to_text(breakdown.all.difference())},
          {"by_class", lines_json("class", breakdown.by_class)},
          {"by_degree", lines_json("degree", breakdown.by_degree)},
          {"by_decile", lines_json("decile", breakdown.by_decile)},
          {"by_holder_size", lines_json("holders_with", breakdown.by_holder_size)},
          {"by_licence", lines_json("terms", breakdown.by_licence)},
          {"winners", side_json(report.changes.winners, report.winners)},
          {"losers", side_json(report.changes.losers, report.losers)},
          {"unchanged", report.changes.unchanged},
          {"delinquencies", delinquencies_json(report)},
          {"covers", covers_json(report.covers)},
          {"concentration", concentration_json(report.concentration)},
          {"behaviour", behaviour_json(report.behaviour)},
          {"rates", rates_json(report.rates)},
          {"revenue_curve", revenue_json(report.revenue)},
          {"unmoved", unmoved}};
}

std::string result_text(const SimulationReport& report) {
  return result_json(report).dump(-1, ' ', false, Json::error_handler_t::replace);
}

nlohmann::ordered_json provenance_json(const Provenance& provenance) {
  Json object = Json::object();
  for (const auto& [name, text] : provenance.lines()) object[name] = text;
  return object;
}

}  // namespace quitrent::api
