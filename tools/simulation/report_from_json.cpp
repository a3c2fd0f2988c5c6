// SPDX-License-Identifier: EUPL-1.2
#include "tools/simulation/report_from_json.hpp"

#include <algorithm>
#include <charconv>
#include <limits>
#include <optional>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "registry/vocabulary/decimal.hpp"
#include "tools/quitrent/policy_words.hpp"

namespace quitrent {
namespace {

using Json = nlohmann::ordered_json;

/// A sum with a sign and at most six decimals; nothing for any other text.
std::optional<tax::TaxSum> parse_sum(std::string_view text) {
  constexpr std::size_t kDecimals = 6;
  constexpr std::size_t kMostDigits = 32;
  const bool negative = text.starts_with('-');
  if (negative) text.remove_prefix(1);
  const std::size_t point = std::min(text.find('.'), text.size());
  std::string digits{text.substr(0, point)};
  std::string decimals{text.substr(std::min(point + 1, text.size()))};
  if (digits.empty() || decimals.size() > kDecimals || digits.size() > kMostDigits) return {};
  decimals.resize(kDecimals, '0');
  tax::Int128 micro = 0;
  for (const char digit : digits + decimals) {
    if (digit < '0' || digit > '9') return {};
    micro = micro * 10 + (digit - '0');
  }
  return tax::TaxSum::from_micro(negative ? -micro : micro);
}

/// One value of an answer, with the way to it for messages.
class AnswerValue {
 public:
  AnswerValue(const Json& json, std::string way, const std::string& whose)
      : json_{&json}, way_{std::move(way)}, whose_{&whose} {}

  [[noreturn]] void fail(const std::string& what) const {
    throw PolicyFault{
        fmt::format("{} does not answer as a register does: {} {}", *whose_, way_, what)};
  }
  AnswerValue operator[](const char* name) const {
    if (!json_->is_object()) fail("is no object");
    const auto found = json_->find(name);
    const std::string way = way_.empty() ? name : way_ + '.' + name;
    if (found == json_->end()) AnswerValue{*json_, way, *whose_}.fail("is missing");
    return {*found, way, *whose_};
  }
  bool has(const char* name) const { return json_->is_object() && json_->contains(name); }
  std::vector<AnswerValue> rows() const {
    if (!json_->is_array()) fail("is no list");
    std::vector<AnswerValue> all;
    for (const Json& row : *json_) {
      all.emplace_back(row, fmt::format("{}[{}]", way_, all.size()), *whose_);
    }
    return all;
  }
  /// As many rows as a report has of them.
  std::vector<AnswerValue> rows(std::size_t count) const {
    std::vector<AnswerValue> all = rows();
    if (all.size() != count) fail(fmt::format("must have {} rows", count));
    return all;
  }
  std::vector<std::pair<std::string, std::string>> texts() const {
    if (!json_->is_object()) fail("is no object");
    std::vector<std::pair<std::string, std::string>> all;
    for (const auto& [name, one] : json_->items()) {
      all.emplace_back(name, AnswerValue{one, way_ + '.' + name, *whose_}.text());
    }
    return all;
  }
  std::string text() const {
    if (!json_->is_string()) fail("is no text");
    return json_->get<std::string>();
  }
  std::uint64_t count() const {
    if (!json_->is_number_unsigned()) fail("is no count");
    return json_->get<std::uint64_t>();
  }
  int small_count() const {
    const std::uint64_t all = count();
    if (all > std::numeric_limits<int>::max()) fail("is too large");
    return static_cast<int>(all);
  }
  template <class Read>
  auto known(const Read& read, const char* what) const {
    if (!read) fail(what);
    return *read;
  }
  Money money() const { return known(parse_money(text()), "is no amount"); }
  tax::TaxSum sum() const { return known(parse_sum(text()), "is no amount"); }
  AnnualRate rate() const { return AnnualRate::from_ppb(decimal(9)); }
  Share share() const { return known(parse_share(text()), "is no share"); }
  std::int64_t decimal(int places) const {
    return known(parse_decimal(text(), places), "is no decimal");
  }
  Instant instant() const {
    const std::string written = text();
    if (written == to_text(kEndOfTime)) return kEndOfTime;
    return known(parse_instant(written), "is no instant");
  }
  Duration duration() const { return known(parse_duration(text()), "is no duration"); }
  AssetClass asset_class() const { return known(parse_asset_class(text()), "is no class"); }

 private:
  const Json* json_;
  std::string way_;
  const std::string* whose_;
};

tax::TaxTotals totals_in(const AnswerValue& row) {
  tax::TaxTotals totals{.assets = row["assets"].count(),
                        .higher = row["pay_more"].count(),
                        .lower = row["pay_less"].count(),
                        .assessed = row["assessed"].sum(),
                        .baseline = row["baseline"].sum(),
                        .reform = row["reform"].sum()};
  if (row["difference"].sum() != totals.difference()) row["difference"].fail("does not add up");
  return totals;
}

std::vector<tax::TaxLine> lines_in(const AnswerValue& table, const char* key) {
  std::vector<tax::TaxLine> lines;
  for (const AnswerValue& row : table.rows()) {
    lines.push_back({.name = row[key].text(), .totals = totals_in(row)});
  }
  return lines;
}

/// The sums of all assets; how many pay more and less follows from the classes.
tax::Breakdown breakdown_in(const AnswerValue& result) {
  tax::Breakdown breakdown{.all = {},
                           .by_class = lines_in(result["by_class"], "class"),
                           .by_degree = lines_in(result["by_degree"], "degree"),
                           .by_decile = lines_in(result["by_decile"], "decile"),
                           .by_holder_size = lines_in(result["by_holder_size"], "holders_with"),
                           .by_licence = lines_in(result["by_licence"], "terms")};
  for (const tax::TaxLine& line : breakdown.by_class) breakdown.all += line.totals;
  const tax::TaxTotals& all = breakdown.all;
  if (result["assets"].count() != all.assets) result["assets"].fail("does not add up");
  const auto compare = [&result](const char* name, const tax::TaxSum& sum) {
    if (result[name].sum() != sum) result[name].fail("does not add up");
  };
  compare("assessed", all.assessed);
  compare("baseline", all.baseline);
  compare("reform", all.reform);
  compare("difference", all.difference());
  return breakdown;
}

std::vector<NamedAsset> assets_in(const AnswerValue& list) {
  std::vector<NamedAsset> assets;
  for (const AnswerValue& row : list.rows()) {
    assets.push_back({.id = row["asset"].text(),
                      .name = row["name"].text(),
                      .asset_class = row["class"].text(),
                      .holder = row["holder"]["id"].text(),
                      .holder_name = row["holder"]["name"].text(),
                      .assessment = row["assessment"].money(),
                      .baseline = row["baseline"].money(),
                      .reform = row["reform"].money()});
    const NamedAsset& one = assets.back();
    if (row["difference"].sum() != tax::TaxSum{one.reform} - tax::TaxSum{one.baseline}) {
      row["difference"].fail("does not add up");
    }
  }
  return assets;
}

tax::ChangedSide side_in(const AnswerValue& side) {
  return {.assets = side["assets"].count(),
          .change = side["change"].sum(),
          .p10 = side["p10"].money(),
          .p50 = side["p50"].money(),
          .p90 = side["p90"].money(),
          .largest = {}};
}

std::array<NamedDelinquencies, 2> delinquencies_in(const AnswerValue& list) {
  std::array<NamedDelinquencies, 2> all;
  const auto rows = list.rows(all.size());
  for (std::size_t at = 0; at < all.size(); ++at) {
    const AnswerValue& row = rows[at];
    all[at] = {.counts = {.within = row["within"].duration(),
                          .baseline = row["baseline"].count(),
                          .reform = row["reform"].count(),
                          .newly = row["newly"].count(),
                          .newly_assessed = row["newly_assessed"].sum(),
                          .largest = {}},
               .largest = assets_in(row["largest"])};
  }
  return all;
}

tax::Covers covers_in(const AnswerValue& covers) {
  const AnswerValue baseline = covers["baseline"];
  const AnswerValue reform = covers["reform"];
  return {.at = covers["at"].instant(),
          .baseline = baseline["cover"].sum(),
          .reform = reform["cover"].sum(),
          .short_baseline = baseline["assets_below"].count(),
          .short_reform = reform["assets_below"].count(),
          .missing_baseline = baseline["missing"].sum(),
          .missing_reform = reform["missing"].sum()};
}

tax::Spread spread_in(const AnswerValue& spread) {
  constexpr int kPpm = 6;
  return {.hhi_ppm = spread["hhi"].decimal(kPpm),
          .top_ten_ppm = spread["top_ten"].decimal(kPpm),
          .gini_ppm = spread["gini"].decimal(kPpm)};
}

std::vector<tax::Concentration> concentration_in(const AnswerValue& list) {
  std::vector<tax::Concentration> all;
  for (const AnswerValue& row : list.rows()) {
    all.push_back({.name = row["class"].text(),
                   .holders = row["holders"].count(),
                   .assessed = spread_in(row["assessed"]),
                   .baseline = spread_in(row["tax_baseline"]),
                   .reform = spread_in(row["tax_reform"])});
  }
  return all;
}

tax::Behaviour ranges_in(const AnswerValue& behaviour) {
  constexpr int kMillionths = 6;
  tax::Behaviour found;
  const auto redeclared = behaviour["redeclared"].rows(tax::kAssumptions);
  const auto opened = behaviour["opened"].rows(tax::kAssumptions);
  const auto turnover = behaviour["turnover"].rows(tax::kAssumptions);
  for (std::size_t at = 0; at < tax::kAssumptions; ++at) {
    found.redeclared[at] = {.discount = redeclared[at]["discount"].rate(),
                            .assessed = redeclared[at]["assessed"].sum(),
                            .revenue = redeclared[at]["revenue"].sum()};
    found.opened[at] = {.for_each_point = opened[at]["for_each_point"].share(),
                        .assets_ppm = opened[at]["assets_opened"].decimal(kMillionths),
                        .lost = opened[at]["lost"].sum(),
                        .revenue = opened[at]["revenue"].sum()};
    found.turnover[at] = {.response_ppm = turnover[at]["response"].decimal(kMillionths),
                          .baseline_millionths = turnover[at]["baseline"].decimal(kMillionths),
                          .reform_millionths = turnover[at]["reform"].decimal(kMillionths)};
  }
  return found;
}

std::vector<tax::RateCurve> rates_in(const AnswerValue& list) {
  std::vector<tax::RateCurve> curves;
  for (const AnswerValue& row : list.rows()) {
    tax::RateCurve curve{.asset_class = row["class"].asset_class(), .points = {}};
    for (const AnswerValue& point : row["points"].rows()) {
      // The axis of a chart has powers of ten, and ends only beyond its last point.
      const Money before = curve.points.empty() ? Money{} : curve.points.back().assessment;
      if (point["assessment"].money() <= before) point["assessment"].fail("does not ascend");
      curve.points.push_back({.assessment = point["assessment"].money(),
                              .baseline = point["baseline"].rate(),
                              .reform = point["reform"].rate()});
    }
    // A table has one row for each assessment and a column for each class.
    if (!curves.empty() && curve.points.size() != curves.front().points.size()) {
      row["points"].fail("must have as many rows as those of the first class");
    }
    curves.push_back(std::move(curve));
  }
  return curves;
}

std::vector<tax::RevenuePoint> revenue_in(const AnswerValue& list) {
  std::vector<tax::RevenuePoint> points;
  for (const AnswerValue& row : list.rows()) {
    points.push_back({.multiplier_ppm = row["multiplier"].decimal(6),
                      .highest = row["highest_rate"].rate(),
                      .revenue = row["revenue"].sum()});
    const bool is_first = points.size() == 1;
    if (!is_first && points.back().multiplier_ppm <= points.end()[-2].multiplier_ppm) {
      row["multiplier"].fail("does not ascend");
    }
  }
  if (points.size() > 1 && points.front().multiplier_ppm != 0) list.fail("must begin at 0");
  return points;
}

std::vector<tax::ScheduleFault> unmoved_in(const AnswerValue& list) {
  std::vector<tax::ScheduleFault> all;
  for (const AnswerValue& row : list.rows()) {
    all.push_back({.line = row["line"].small_count(),
                   .column = row["column"].small_count(),
                   .what = row["what"].text()});
  }
  return all;
}

Provenance provenance_in(const AnswerValue& named) {
  Provenance read;
  const std::string sequence = named["sequence"].text();
  const auto [end, fault] =
      std::from_chars(sequence.data(), sequence.data() + sequence.size(), read.sequence);
  if (fault != std::errc{} || end != sequence.data() + sequence.size()) {
    named["sequence"].fail("is no count");
  }
  const std::vector<std::pair<const char*, std::string*>> fields{
      {"register_at", &read.register_at},
      {"register_digest", &read.register_digest},
      {"baseline", &read.baseline_title},
      {"baseline_digest", &read.baseline_digest},
      {"reform", &read.reform_title},
      {"reform_digest", &read.reform_digest},
      {"reform_effective", &read.reform_effective},
      {"cap", &read.cap},
      {"program", &read.program}};
  for (const auto& [name, field] : fields) *field = named[name].text();
  // A register that answers names neither itself nor a command.
  if (named.has("register")) read.register_file = named["register"].text();
  if (named.has("command")) read.command = named["command"].text();
  for (auto& [name, text] : named.texts()) {
    const bool is_field =
        name == "sequence" || name == "register" || name == "command" ||
        std::ranges::any_of(fields, [&](const auto& field) { return field.first == name; });
    if (!is_field) read.options.emplace_back(name, text);
  }
  return read;
}

}  // namespace

SimulationReport report_from_json(const nlohmann::ordered_json& answer, const std::string& whose) {
  const AnswerValue all{answer, "", whose};
  const AnswerValue result = all["result"];
  SimulationReport report{.provenance = provenance_in(all["provenance"]),
                          .currency = result["currency"].text(),
                          .over = {result["from"].instant(), result["to"].instant()}};
  report.breakdown = breakdown_in(result);
  report.changes = {.winners = side_in(result["winners"]),
                    .losers = side_in(result["losers"]),
                    .unchanged = result["unchanged"].count()};
  report.winners = assets_in(result["winners"]["largest"]);
  report.losers = assets_in(result["losers"]["largest"]);
  report.concentration = concentration_in(result["concentration"]);
  report.delinquencies = delinquencies_in(result["delinquencies"]);
  report.covers = covers_in(result["covers"]);
  report.behaviour = ranges_in(result["behaviour"]);
  report.rates = rates_in(result["rates"]);
  report.revenue = revenue_in(result["revenue_curve"]);
  report.unmoved = unmoved_in(result["unmoved"]);
  return report;
}

}  // namespace quitrent
