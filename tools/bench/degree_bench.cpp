// SPDX-License-Identifier: EUPL-1.2
#include "tools/bench/degree_bench.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdlib>
#include <fstream>
#include <stdexcept>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "tax/degree/degree.hpp"
#include "tax/degree/licence_reader.hpp"
#include "tax/degree_timeline.hpp"
#include "tax/schedule/founding.hpp"
#include "tools/bench/measure.hpp"

namespace quitrent::bench {
namespace {

using Clock = std::chrono::steady_clock;

std::vector<Terms> terms_of(const std::filesystem::path& file, const std::string& field) {
  std::ifstream lines{file};
  if (!lines) throw std::runtime_error{file.string() + ": cannot be read"};
  std::vector<Terms> found;
  for (std::string line; std::getline(lines, line);) {
    Terms terms;
    terms.form = TermsForm::licence;
    terms.spdx = nlohmann::json::parse(line).at(field).get<std::string>();
    found.push_back(std::move(terms));
  }
  if (found.empty()) throw std::runtime_error{file.string() + ": has no lines"};
  return found;
}

Share degree_of(const Terms& terms) {
  const auto found =
      tax::degree(tax::founding_licences(), std::nullopt, AssetClass::software, terms);
  if (!found) throw std::runtime_error{terms.spdx + ": " + found.error().what};
  return *found;
}

/// Calls `evaluate` with the position of each of the terms, pass after pass for `lasting`, at least
/// once. The median of the passes counts.
template <class Evaluate>
Row timed(const std::string& label, const std::vector<Terms>& all, Seconds lasting,
          Evaluate&& evaluate) {
  std::vector<double> passes_s;
  std::int64_t sum_ppm = 0;
  const auto begin = Clock::now();
  do {
    const auto pass = Clock::now();
    for (std::size_t position = 0; position < all.size(); ++position)
      sum_ppm += evaluate(position).ppm();
    passes_s.push_back(Seconds{Clock::now() - pass}.count());
  } while (Clock::now() - begin < lasting);
  std::size_t bytes = 0;
  for (const Terms& terms : all) bytes += terms.spdx.size();
  const auto count = static_cast<double>(all.size());
  const double pass_s = median(passes_s);
  return {.label = label,
          .figures = {
              {"expressions", count, 0},
              {"bytes_each", static_cast<double>(bytes) / count, 0},
              {"per_s", count / pass_s, 0},
              {"each_ns", pass_s / count * 1e9, 0},
              {"mean_degree_ppm",
               static_cast<double>(sum_ppm) / (count * static_cast<double>(passes_s.size())), 0}}};
}

/// Measures the degree from the text on, as at a registration.
Row evaluated(const std::string& label, const std::vector<Terms>& all, Seconds lasting) {
  return timed(label, all, lasting,
               [&all](std::size_t position) { return degree_of(all[position]); });
}

/// Measures the degree from the levels that a registered asset keeps of its terms, as at every
/// levy.
Row kept(const std::string& label, const std::vector<Terms>& all, Seconds lasting) {
  std::vector<std::vector<DatedOpennessLevels>> levels;
  for (const Terms& terms : all) {
    levels.push_back(
        *tax::levels_of({.licences = tax::founding_licences()}, AssetClass::software, terms));
  }
  const auto timeline =
      tax::ScheduleTimeline::founded_on(*tax::read_schedule(tax::founding_schedule_toml()));
  return timed(label, all, lasting, [&](std::size_t position) {
    return tax::degree_at(*timeline, AssetClass::software, levels[position], Instant{});
  });
}

/// Forty choices of two licences each. All forty bind. Neither licence of a choice is as open as
/// the other in every dimension.
Terms forty_choices() {
  constexpr std::array<std::string_view, 4> kChoices{
      "(BUSL-1.1 OR Elastic-2.0)", "(SSPL-1.0 OR JSON)", "(CC-BY-NC-4.0 OR CC-BY-ND-4.0)",
      "(Elastic-2.0 OR PolyForm-Noncommercial-1.0.0)"};
  Terms terms;
  terms.form = TermsForm::licence;
  for (std::size_t at = 0; at < 40; ++at) {
    if (at > 0) terms.spdx += " AND ";
    terms.spdx += kChoices[at % kChoices.size()];
  }
  return terms;
}

double table_ms() {
  std::vector<double> times;
  for (int turn = 0; turn < 20; ++turn) {
    const auto begin = Clock::now();
    if (!tax::read_licences(tax::founding_licences_tsv()))
      throw std::runtime_error{"no table of licences"};
    times.push_back(Seconds{Clock::now() - begin}.count() * 1e3);
  }
  return median(times);
}

double figure_of(const Row& row, std::string_view name) {
  return std::ranges::find(row.figures, name, &Figure::name)->value;
}

}  // namespace

Report degree_bench(const DegreePlan& plan) {
  Report report{
      .title = "degree: licence expressions, from their text and from what an asset keeps",
      .rows = {},
      .targets = {}};
  report.rows.push_back(evaluated("packages", terms_of(plan.assets, "spdx"), plan.lasting));
  report.rows.push_back(
      evaluated("all their files", terms_of(plan.assets, "spdx_all_files"), plan.lasting));
  report.rows.push_back(evaluated("40 choices", {forty_choices()}, Seconds{0.2}));
  report.rows.push_back(kept("packages, kept", terms_of(plan.assets, "spdx"), plan.lasting));
  report.targets = {
      {"expressions of packages a second", figure_of(report.rows[0], "per_s"), 300'000,
       Target::Side::at_least},
      {"ns for one that an asset keeps", figure_of(report.rows[3], "each_ns"), 100,
       Target::Side::at_most},
      {"ms for 40 choices", figure_of(report.rows[2], "each_ns") / 1e6, 10, Target::Side::at_most},
      {"ms to read the table", table_ms(), 20, Target::Side::at_most}};
  return report;
}

}  // namespace quitrent::bench
