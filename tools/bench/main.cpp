// SPDX-License-Identifier: EUPL-1.2
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <filesystem>
#include <string>

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

int measured(int argc, const char* const* argv) {
  CLI::App app{"The figures of Quitrent, measured on this machine.", "quitrent-bench"};
  app.require_subcommand(1);
  Form form;
  FlagValues values;
  EnginePlan engine_plan;
  HttpPlan http_plan;
  DuePlan due_plan;
  DegreePlan degree_plan;
  GrowthPlan growth_plan;
  SimulatePlan simulate_plan;
  LivePlan live_plan;
  ExplainPlan explain_plan;
  CLI::App* const engine = app.add_subcommand(
      "engine", "durable purchases by clients in one process, memory, time to start");
  CLI::App* const http = app.add_subcommand("http", "purchases and reads through HTTP, with wrk");
  CLI::App* const due =
      app.add_subcommand("due", "what time brings about: lapses, foreclosures, levies");
  CLI::App* const degree =
      app.add_subcommand("degree", "degrees of the licence expressions of real packages");
  CLI::App* const growth =
      app.add_subcommand("growth", "what a filing costs once something has grown");
  CLI::App* const simulate =
      app.add_subcommand("simulate", "the tax of a whole register under two schedules, with numpy");
  CLI::App* const live = app.add_subcommand(
      "live", "a simulation of a register that runs, and what filings wait for it");
  CLI::App* const explain = app.add_subcommand("explain", "the tax of one asset, slice by slice");
  CLI::App* const echo = app.add_subcommand("echo", "serve the bare echo that http compares with");
  describe_engine(*engine, values, engine_plan);
  describe_http(*http, values, http_plan);
  describe_due(*due, values, due_plan);
  describe_degree(*degree, degree_plan);
  describe_growth(*growth, growth_plan);
  describe_simulate(*simulate, simulate_plan);
  describe_live(*live, values, live_plan);
  explain->add_option("--rounds", explain_plan.rounds, "the median of so many explanations")
      ->check(CLI::Range(1, 1'000'000))
      ->capture_default_str();
  for (CLI::App* const command : {engine, http, due, degree, growth, simulate, explain, live}) {
    command->add_flag("--json", form.json, "print JSON");
  }
  try {
    app.parse(argc, argv);
  } catch (const CLI::CallForHelp&) {
    std::fputs(app.help().c_str(), stdout);
    return 0;
  } catch (const CLI::ParseError& wrong) {
    std::fprintf(stderr, "quitrent-bench: %s\n", wrong.what());
    return 2;
  }
  engine_plan.folder = http_plan.folder = due_plan.folder = live_plan.folder = values.folder;
  engine_plan.lasting = http_plan.lasting = live_plan.lasting = Seconds{values.seconds};
  http_plan.program = values.program;
  if (echo->parsed()) return quitrent::bench::serve_echo();
  if (engine->parsed()) print(engine_bench(engine_plan), form);
  if (http->parsed()) print(http_bench(http_plan), form);
  if (degree->parsed()) print(degree_bench(degree_plan), form);
  if (growth->parsed()) print(growth_bench(growth_plan), form);
  if (simulate->parsed()) print(simulate_bench(simulate_plan), form);
  if (live->parsed()) print(live_bench(live_plan), form);
  if (explain->parsed()) print(explain_bench(explain_plan), form);
  if (due->parsed()) print(due_bench(due_plan), form);
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
