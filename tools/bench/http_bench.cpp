// SPDX-License-Identifier: EUPL-1.2
#include "tools/bench/http_bench.hpp"

#include <fstream>
#include <stdexcept>
#include <string>
#include <unistd.h>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "tools/bench/child.hpp"
#include "tools/bench/sample_register.hpp"
#include "tools/chance.hpp"
#include "tools/import/api_client.hpp"
#include "tools/import/registration.hpp"

namespace quitrent::bench {
namespace {

namespace fs = std::filesystem;

constexpr const char* kOperatorKey = "operator-of-the-bench-in-a-folder-of-its-own";
constexpr const char* kListening = "listening on ";
constexpr std::size_t kAssets = 10'000;
constexpr std::size_t kFillers = 32;
constexpr Money kBuyerCash = Money::from_micro(100'000'000'000'000);
constexpr double kPurchaseTarget = 0.35, kReadTarget = 0.7;
constexpr std::size_t kTargetConnections = 64;

/// The results of wrk in one measurement.
struct Seen {
  double per_s = 0;
  Latencies latencies;
};

/// The end of every script of wrk: one line that is easy to read.
constexpr const char* kResultLua = R"lua(
function done(summary, latency, requests)
  local e = summary.errors
  io.write(string.format("RESULT %d %d %d %d %d %d\n", summary.requests, summary.duration, e.status,
    e.connect + e.read + e.write + e.timeout, latency:percentile(50), latency:percentile(99)))
end
)lua";

Seen measured(const std::string& address, const fs::path& script, std::size_t connections,
              Seconds lasting) {
  Child wrk{{"wrk", "-t1", fmt::format("-c{}", connections),
             fmt::format("-d{}s", static_cast<int>(lasting.count())), "-s", script.string(),
             address}};
  const std::string text = wrk.output();
  const std::size_t at = text.find("RESULT ");
  std::istringstream result{at == std::string::npos ? "" : text.substr(at + 7)};
  double requests = 0, took_us = 0, refused = 0, broken = 0;
  Seen seen;
  result >> requests >> took_us >> refused >> broken >> seen.latencies.p50_us >>
      seen.latencies.p99_us;
  if (!result || requests == 0) throw std::runtime_error{"wrk measured nothing: " + text};
  if (refused + broken > 0) {
    throw std::runtime_error{fmt::format("{}: {} of {} requests refused, {} broken",
                                         script.filename().string(), refused, requests, broken)};
  }
  seen.per_s = requests * 1e6 / took_us;
  return seen;
}

/// The body of a purchase. The identifier of the asset stands between the two parts.
const std::string kBodyHead = R"({"items":[{"asset":")";
const std::string kBodyTail =
    fmt::format(R"(","max_price":"{0}","assessment":"{0}","escrow":"{1}"}}]}})",
                to_text(kSampleValue), to_text(kSampleEscrow));

/// A register that runs as a program of its own and is filled through HTTP.
class Register {
 public:
  Register(const HttpPlan& plan, const fs::path& folder)
      : child_{{plan.program.string(), "serve", "--db", (folder / "register.db").string(), "--port",
                "0"},
               {{"QUITRENT_OPERATOR_KEY", kOperatorKey}}},
        address_{child_.after(kListening)},
        client_{address_},
        registration_{client_, {.operator_key = kOperatorKey}} {
    from_threads(kFillers, [this](std::size_t filler) { fill(filler); });
  }
  const std::string& address() const { return address_; }
  /// The assets in a pseudo-random order, another one at each call.
  std::vector<std::string> shuffled_assets() {
    for (std::size_t at = assets_.size(); at > 1; --at) {
      std::swap(assets_[at - 1], assets_[chance_.below(at)]);
    }
    return assets_;
  }
  /// The API key of a new member who has the cash to buy everything.
  std::string new_buyer() {
    const std::string name = fmt::format("Buyer {}", ++buyers_);
    const debian::Member& buyer = registration_.member(name);
    registration_.credit(buyer, kBuyerCash, name);
    return buyer.key;
  }

 private:
  /// Registers all assets of one of the filling threads, over a connection of its own.
  void fill(std::size_t filler) {
    debian::ApiClient client{address_};
    debian::Registration registration{client, {.operator_key = kOperatorKey}};
    for (std::size_t number = filler; number < kAssets; number += kFillers) {
      const debian::AssetDescription asset{
          .name = fmt::format("Machine {:05}", number),
          .asset_class = "patent",
          .identifiers = {{"patent", fmt::format("US{}", 10'000'000 + number)}},
          .terms = R"({"commitment": "none"})",
          .assessment = kSampleValue,
          .escrow = kSampleEscrow,
          .expires_at = {}};
      const debian::Registered made =
          registration.register_asset(fmt::format("Founder {}", filler), asset);
      if (made.asset.empty()) throw std::runtime_error{"cannot fill the register: " + made.why};
      assets_[number] = made.asset;
    }
  }

  Child child_;
  std::string address_;
  debian::ApiClient client_;
  debian::Registration registration_;
  std::vector<std::string> assets_ = std::vector<std::string>(kAssets);
  Chance chance_{1};
  std::size_t buyers_ = 0;
};

/// Writes scripts for wrk into a folder.
class Scripts {
 public:
  explicit Scripts(fs::path folder) : folder_{std::move(folder)} {}

  /// Two members buy every asset from one another in turn, in the order given.
  fs::path purchases(const std::vector<std::string>& assets, const std::string& first_key,
                     const std::string& second_key) const {
    const std::size_t length = kBodyHead.size() + assets.front().size() + kBodyTail.size();
    const auto head = [length](const std::string& key) {
      return fmt::format(
          "POST /v1/purchases HTTP/1.1\\r\\nHost: bench\\r\\nAuthorization: Bearer {}\\r\\n"
          "Content-Type: application/json\\r\\nContent-Length: {}\\r\\n\\r\\n",
          key, length);
    };
    return written("purchases.lua",
                   list(assets) +
                       fmt::format("local heads = {{\"{}\", \"{}\"}}\nlocal at, turn = 0, 0\n",
                                   head(first_key), head(second_key)) +
                       "function request()\n  at = at + 1\n"
                       "  if at > #assets then at = 1; turn = 1 - turn end\n" +
                       fmt::format("  return heads[turn + 1] .. '{}' .. assets[at] .. '{}'\nend\n",
                                   kBodyHead, kBodyTail));
  }
  /// Reads one asset after the other, in the order given.
  fs::path reads(const std::vector<std::string>& assets) const {
    return written(
        "reads.lua",
        list(assets) +
            "local at = 0\nfunction request()\n  at = at % #assets + 1\n"
            "  return 'GET /v1/assets/' .. assets[at] .. ' HTTP/1.1\\r\\nHost: bench\\r\\n\\r\\n'\n"
            "end\n");
  }
  /// Sends the body of a purchase to the echo.
  fs::path echo(const std::string& asset) const {
    const std::string body = kBodyHead + asset + kBodyTail;
    return written("echo.lua", fmt::format("wrk.method = 'POST'\nwrk.path = '/echo'\n"
                                           "wrk.headers['Content-Type'] = 'application/json'\n"
                                           "wrk.body = '{}'\n",
                                           body));
  }

 private:
  static std::string list(const std::vector<std::string>& assets) {
    std::string text = "local assets = {\n";
    for (const std::string& asset : assets) text += fmt::format("'{}',\n", asset);
    return text + "}\n";
  }
  fs::path written(const std::string& name, const std::string& text) const {
    const fs::path path = folder_ / name;
    std::ofstream{path} << text << kResultLua;
    return path;
  }
  fs::path folder_;
};

/// The measurements of one number of connections, round by round.
struct Series {
  std::vector<double> fsyncs, echoes, purchases, reads, purchase_ratios, read_ratios, p50_us,
      p99_us;
};

void one_round(const HttpPlan& plan, Register& running, const std::string& echo_address,
               std::pair<std::size_t, Series&> row) {
  const auto& [connections, series] = row;
  const Scripts scripts{plan.folder};
  const std::vector<std::string> assets = running.shuffled_assets();
  series.fsyncs.push_back(fsyncs_per_s(plan.folder, Seconds{0.5}));
  const Seen echo = measured(echo_address, scripts.echo(assets.front()), connections, plan.lasting);
  const fs::path buying = scripts.purchases(assets, running.new_buyer(), running.new_buyer());
  const Seen purchases = measured(running.address(), buying, connections, plan.lasting);
  const Seen reads = measured(running.address(), scripts.reads(assets), connections, plan.lasting);
  series.echoes.push_back(echo.per_s);
  series.purchases.push_back(purchases.per_s);
  series.reads.push_back(reads.per_s);
  series.purchase_ratios.push_back(purchases.per_s / echo.per_s);
  series.read_ratios.push_back(reads.per_s / echo.per_s);
  series.p50_us.push_back(purchases.latencies.p50_us);
  series.p99_us.push_back(purchases.latencies.p99_us);
}

Row row_of(std::size_t connections, const Series& series) {
  return {.label = fmt::format("{} connections", connections),
          .figures = {{"fsyncs_per_s", median(series.fsyncs), 0},
                      {"echoes_per_s", median(series.echoes), 0},
                      {"purchases_per_s", median(series.purchases), 0},
                      {"ratio", median(series.purchase_ratios), 3},
                      {"p50_us", median(series.p50_us), 0},
                      {"p99_us", median(series.p99_us), 0},
                      {"reads_per_s", median(series.reads), 0},
                      {"read_ratio", median(series.read_ratios), 3}}};
}

}  // namespace

Report http_bench(const HttpPlan& plan) {
  const fs::path folder = plan.folder / "http";
  fs::remove_all(folder);
  fs::create_directories(folder);
  HttpPlan here = plan;
  here.folder = folder;
  Report report{.title = "http: durable purchases and reads beside a bare echo, wrk",
                .rows = {},
                .targets = {}};
  {
    Child echo{{fs::read_symlink("/proc/self/exe").string(), "echo"}};
    const std::string echo_address = echo.after(kListening);
    Register running{here, folder};
    for (const std::size_t connections : plan.connections) {
      Series series;
      for (std::size_t round = 0; round < plan.rounds; ++round) {
        one_round(here, running, echo_address, {connections, series});
      }
      report.rows.push_back(row_of(connections, series));
      if (connections != kTargetConnections) continue;
      report.targets = {{"purchases an echo at 64 connections", median(series.purchase_ratios),
                         kPurchaseTarget, Target::Side::at_least},
                        {"reads an echo at 64 connections", median(series.read_ratios), kReadTarget,
                         Target::Side::at_least}};
    }
  }
  fs::remove_all(folder);
  return report;
}

}  // namespace quitrent::bench
