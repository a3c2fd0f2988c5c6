// SPDX-License-Identifier: EUPL-1.2
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>

#include "tools/bench/crowd.hpp"
#include "tools/bench/degree_bench.hpp"
#include "tools/bench/due_bench.hpp"
#include "tools/bench/echo_server.hpp"
#include "tools/bench/engine_bench.hpp"
#include "tools/bench/explain_bench.hpp"
#include "tools/bench/growth_bench.hpp"
#include "tools/bench/http_bench.hpp"
#include "tools/bench/live_bench.hpp"
#include "tools/bench/simulate_bench.hpp"

namespace {

using quitrent::bench::DegreePlan;
using quitrent::bench::DuePlan;
using quitrent::bench::EnginePlan;
using quitrent::bench::ExplainPlan;
using quitrent::bench::GrowthPlan;
using quitrent::bench::HttpPlan;
using quitrent::bench::LivePlan;
using quitrent::bench::Report;
using quitrent::bench::Seconds;
using quitrent::bench::SimulatePlan;

/// The form in which a report is printed.
struct Form {
  bool json = false;
};

void print(const Report& report, const Form& form) {
  const std::string text =
      form.json ? quitrent::bench::json_text(report) : quitrent::bench::table_text(report);
  std::fputs(text.c_str(), stdout);
}

/// The most assets that a benchmark makes; few machines have the memory for more.
constexpr std::size_t kLargestCrowd = 100'000'000;

/// Flags as texts and numbers, before they become part of a plan.
struct FlagValues {
  std::string folder = "build/bench-registers", program = "build/quitrent";
  double seconds = 4;
};

void describe_engine(CLI::App& app, FlagValues& values, EnginePlan& plan) {
  app.add_option("--dir", values.folder, "folder for registers, on the disk to be measured")
      ->capture_default_str();
  app.add_option("--assets", plan.size.assets, "assets in the register")->capture_default_str();
  app.add_option("--parties", plan.size.parties, "parties in the register")->capture_default_str();
  app.add_option("--clients", plan.clients, "clients of each row")->delimiter(',');
  app.add_option("--seconds", values.seconds, "how long a row lasts")->capture_default_str();
  app.add_option("--snapshot-every", plan.snapshot_every, "entries between snapshots")
      ->capture_default_str();
}

void describe_http(CLI::App& app, FlagValues& values, HttpPlan& plan) {
  app.add_option("--dir", values.folder, "folder for the register, on the disk to be measured")
      ->capture_default_str();
  app.add_option("--program", values.program, "the quitrent to measure")->capture_default_str();
  app.add_option("--connections", plan.connections, "connections of each row")->delimiter(',');
  app.add_option("--seconds", values.seconds, "how long a measurement lasts, whole seconds")
      ->check(CLI::Range(1, 3'600))
      ->capture_default_str();
  app.add_option("--rounds", plan.rounds, "measurements of each kind; the median counts")
      ->check(CLI::Range(1, 99))
      ->capture_default_str();
}

void describe_due(CLI::App& app, FlagValues& values, DuePlan& plan) {
  app.add_option("--dir", values.folder, "folder for registers, on the disk to be measured")
      ->capture_default_str();
  const CLI::Range in_a_crowd{quitrent::bench::kSmallestCrowd, kLargestCrowd};
  app.add_option("--lapsing", plan.lapsing, "assets that lapse in one second")
      ->check(in_a_crowd)
      ->capture_default_str();
  app.add_option("--levied", plan.levied, "assets that are levied at once")->capture_default_str();
  app.add_option("--scheduled", plan.scheduled, "assets in the long queue")
      ->check(in_a_crowd)
      ->capture_default_str();
}

void describe_live(CLI::App& app, FlagValues& values, LivePlan& plan) {
  app.add_option("--dir", values.folder, "folder for the register, on the disk to be measured")
      ->capture_default_str();
  app.add_option("--assets", plan.size.assets, "assets in the register")->capture_default_str();
  app.add_option("--parties", plan.size.parties, "parties in the register")->capture_default_str();
  app.add_option("--rounds", plan.rounds, "simulations; the median counts")
      ->check(CLI::Range(1, 99))
      ->capture_default_str();
  app.add_option("--seconds", values.seconds, "how long filings alone are measured")
      ->capture_default_str();
}

/// The folder with records and yardsticks that belong to no clone.
std::filesystem::path shared_folder() {
  const char* const shared = std::getenv("QUITRENT_SHARED");  // NOLINT(concurrency-mt-unsafe)
  return shared != nullptr ? shared : "../shared";
}

void describe_degree(CLI::App& app, DegreePlan& plan) {
  plan.assets = shared_folder() / "realdata" / "software_assets.ndjson";
  app.add_option("--assets", plan.assets, "packages with their licence expressions, a line each")
      ->capture_default_str();
}

void describe_growth(CLI::App& app, GrowthPlan& plan) {
  app.add_option("--sizes", plan.sizes, "how far each thing has grown, one row each")
      ->capture_default_str();
  app.add_option("--rounds", plan.rounds, "the median of so many counts")->capture_default_str();
}

void describe_simulate(CLI::App& app, SimulatePlan& plan) {
  plan.yardstick = shared_folder() / "yardsticks" / "policy" / "numpy_bench.py";
  const CLI::Range any_size{std::size_t{10}, kLargestCrowd};
  app.add_option("--assets", plan.assets, "assets that both programs tax")
      ->check(any_size)
      ->capture_default_str();
  app.add_option("--many", plan.many, "assets of the large reform; 0: none")
      ->check(CLI::Range(std::size_t{0}, kLargestCrowd))
      ->capture_default_str();
  app.add_option("--yardstick", plan.yardstick, "numpy's program")->capture_default_str();
  app.add_option("--rounds", plan.rounds, "measurements of each kind; the median counts")
      ->check(CLI::Range(1, 99))
      ->capture_default_str();
}

void describe_explain(CLI::App& app, ExplainPlan& plan) {
  app.add_option("--rounds", plan.rounds, "the median of so many explanations")
      ->check(CLI::Range(1, 1'000'000))
      ->capture_default_str();
}

/// The plans of all measurements.
struct Plans {
  FlagValues values;
  EnginePlan engine;
  HttpPlan http;
  DuePlan due;
  DegreePlan degree;
  GrowthPlan growth;
  SimulatePlan simulate;
  LivePlan live;
  ExplainPlan explain;

  /// Takes over the flags that several measurements have in common.
  void take_over_values() {
    engine.folder = http.folder = due.folder = live.folder = values.folder;
    engine.lasting = http.lasting = live.lasting = Seconds{values.seconds};
    http.program = values.program;
  }
};

/// A measurement: its words, and how it is made.
struct Measurement {
  CLI::App* command;
  std::function<Report()> report;
};

/// Adds every measurement with its flags.
std::vector<Measurement> described(CLI::App& app, Plans& plans) {
  const auto add = [&app](const char* name, const char* purpose) {
    return app.add_subcommand(name, purpose);
  };
  std::vector<Measurement> all{
      {add("engine", "durable purchases by clients in one process, memory, time to start"),
       [&plans] { return engine_bench(plans.engine); }},
      {add("http", "purchases and reads through HTTP, with wrk"),
       [&plans] { return http_bench(plans.http); }},
      {add("due", "what time brings about: lapses, foreclosures, levies"),
       [&plans] { return due_bench(plans.due); }},
      {add("degree", "degrees of the licence expressions of real packages"),
       [&plans] { return degree_bench(plans.degree); }},
      {add("growth", "what a filing costs once something has grown"),
       [&plans] { return growth_bench(plans.growth); }},
      {add("simulate", "the tax of a whole register under two schedules, with numpy"),
       [&plans] { return simulate_bench(plans.simulate); }},
      {add("live", "a simulation of a register that runs, and what filings wait for it"),
       [&plans] { return live_bench(plans.live); }},
      {add("explain", "the tax of one asset, slice by slice"),
       [&plans] { return explain_bench(plans.explain); }}};
  describe_engine(*all[0].command, plans.values, plans.engine);
  describe_http(*all[1].command, plans.values, plans.http);
  describe_due(*all[2].command, plans.values, plans.due);
  describe_degree(*all[3].command, plans.degree);
  describe_growth(*all[4].command, plans.growth);
  describe_simulate(*all[5].command, plans.simulate);
  describe_live(*all[6].command, plans.values, plans.live);
  describe_explain(*all[7].command, plans.explain);
  return all;
}

int measured(int argc, const char* const* argv) {
  CLI::App app{"The figures of Quitrent, measured on this machine.", "quitrent-bench"};
  app.require_subcommand(1);
  Form form;
  Plans plans;
  const std::vector<Measurement> all = described(app, plans);
  for (const Measurement& one : all) one.command->add_flag("--json", form.json, "print JSON");
  const CLI::App* const echo =
      app.add_subcommand("echo", "serve the bare echo that http compares with");
  try {
    app.parse(argc, argv);
  } catch (const CLI::CallForHelp&) {
    std::fputs(app.help().c_str(), stdout);
    return 0;
  } catch (const CLI::ParseError& wrong) {
    std::fprintf(stderr, "quitrent-bench: %s\n", wrong.what());
    return 2;
  }
  plans.take_over_values();
  if (echo->parsed()) return quitrent::bench::serve_echo();
  for (const Measurement& one : all) {
    if (one.command->parsed()) print(one.report(), form);
  }
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  try {
    return measured(argc, argv);
  } catch (const std::exception& broken) {
    std::fprintf(stderr, "quitrent-bench: %s\n", broken.what());
    return 1;
  }
}
