// SPDX-License-Identifier: EUPL-1.2
#include "tools/bench/explain_bench.hpp"

#include <chrono>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

#include "tax/schedule/founding.hpp"
#include "tools/bench/measure.hpp"
#include "tools/quitrent/policy_explain_asset.hpp"

namespace quitrent::bench {
namespace {

/// The most that an explanation may take. Unit: µs.
constexpr double kMostExplainUs = 200;

/// The founding schedule with three brackets of software, and others from 2030 on.
std::string explained_schedule() {
  std::string toml{tax::founding_schedule_toml()};
  const std::string one = "  brackets = [{ above = \"0\", rate = \"5%\" }]\n";
  const std::string three =
      "  brackets = [{ above = \"0\", rate = \"4%\" }, { above = \"1000\", rate = \"5%\" }, { "
      "above "
      "= \"100000\", rate = \"6%\" }]\n";
  const std::size_t at = toml.find(one, toml.find("\"software\""));
  return toml.replace(at, one.size(), three + "  [[class.scale]]\n  from = 2030-01-01\n" + three);
}

/// A program that is half closed until 2029.
Asset explained_program() {
  const OpennessLevels open{};
  const OpennessLevels half{12, 12, 12, 12, 12, 12, 12, 12};
  Particulars particulars{.name = "Oven control"};
  particulars.levels = {
      {kBeginningOfTime, half}, {*day(2029, 1, 1), half}, {*day(2031, 1, 1), open}};
  Asset asset;
  asset.asset_class = AssetClass::software;
  asset.status.assessment = Money::from_micro(1'000'000'000'000);
  asset.particulars = std::make_shared<const Particulars>(std::move(particulars));
  return asset;
}

/// The median time of a run. Unit: µs.
template <class Run>
double median_us(std::size_t rounds, Run&& run) {
  std::vector<double> times;
  for (std::size_t round = 0; round < rounds; ++round) {
    const auto begin = std::chrono::steady_clock::now();
    run();
    times.push_back(Seconds{std::chrono::steady_clock::now() - begin}.count() * 1e6);
  }
  return median(std::move(times));
}

tax::ExplainedTax explained_or_throw(const Asset& asset, const tax::ScheduleTimeline& timeline) {
  auto tax = explained_asset(asset, timeline, {*day(2028, 1, 1), *day(2033, 1, 1)});
  if (!tax) throw std::runtime_error{tax.error()};
  if (tax->slices.size() < 9) throw std::runtime_error{"the tax has too few slices"};
  return *std::move(tax);
}

}  // namespace

Report explain_bench(const ExplainPlan& plan) {
  const std::string toml = explained_schedule();
  const Asset asset = explained_program();
  const auto timeline_of = [&toml] {
    auto read = tax::read_new_schedule(toml);
    if (!read) throw std::runtime_error{read.error().front().what};
    return tax::ScheduleTimeline::founded_on(*std::move(read));
  };
  const auto timeline = timeline_of();
  std::size_t bytes = 0;
  const double slices_us =
      median_us(plan.rounds, [&] { bytes += explained_or_throw(asset, *timeline).slices.size(); });
  const double json_us = median_us(plan.rounds, [&] {
    bytes += slice_json(explained_or_throw(asset, *timeline), "new.toml").dump().size();
  });
  const double read_us = median_us(plan.rounds / 10 + 1, [&] {
    bytes += slice_json(explained_or_throw(asset, *timeline_of()), "new.toml").dump().size();
  });
  if (bytes == 0) throw std::runtime_error{"nothing was explained"};
  Report report{.title = "explain: the tax of one asset over five years, in this process",
                .rows = {},
                .targets = {}};
  const auto add = [&report](const char* label, double microseconds) {
    report.rows.push_back({.label = label, .figures = {{"us", microseconds, 1}}});
  };
  add("slices", slices_us);
  add("slices as JSON", json_us);
  add("with the schedule", read_us);
  report.targets.push_back(
      {"us: explain one asset", json_us, kMostExplainUs, Target::Side::at_most});
  return report;
}

}  // namespace quitrent::bench
