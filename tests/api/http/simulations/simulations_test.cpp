// SPDX-License-Identifier: EUPL-1.2
//
// What a schedule would do, asked of the register itself.
#include <chrono>
#include <memory>
#include <string>
#include <thread>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include "api/http/simulations/simulation_runs.hpp"
#include "registry/vocabulary/sha256.hpp"
#include "tests/api/engine/fixture.hpp"
#include "tests/api/http/live_dispatcher.hpp"

namespace quitrent::testing {
namespace {

using Json = nlohmann::json;

/// The founding schedule with another rate of patents, from a day on.
std::string dearer_patents(const std::string& rate, const std::string& effective) {
  std::string toml{founding_schedule_toml()};
  toml.replace(toml.find("2.5%"), 4, rate);
  return toml.insert(toml.find("currency"), "effective = " + effective + "\n");
}

struct SimulationsScene {
  explicit SimulationsScene(const LiveOptions& options = {}) : dispatcher{options} {}

  LiveDispatcher dispatcher;
  std::pair<std::string, std::string> ana = dispatcher.member("Ana");
  std::pair<std::string, std::string> pia = dispatcher.member("Pia", "1.00", R"(["policy"])");
  std::string patent = dispatcher.patent(ana.second, "US1");
  std::string reform = dearer_patents("3%", "2026-03-01");

  RawReply simulate(const std::string& text, const std::string& query = {},
                    const std::string& type = "application/toml") const {
    return dispatcher.ask({.method = "POST",
                           .path = "/v1/simulations" + query,
                           .key = pia.second,
                           .body = text,
                           .content_type = type});
  }
};

TEST_CASE("a schedule is simulated at once, and is found again by its identifier") {
  const SimulationsScene scene;
  const Sequence before = scene.dispatcher.sequence();
  const RawReply made = scene.simulate(scene.reform);
  REQUIRE_MESSAGE(made.status == 201, made.body);
  CHECK(scene.dispatcher.sequence() == before);
  const Json answer = Json::parse(made.body);
  CHECK(made.headers.at("location") == "/v1/simulations/" + answer["id"].get<std::string>());
  CHECK(answer["state"] == "done");
  CHECK(answer["progress"] == "1.00");
  CHECK(answer["digest"] == to_text(sha256(scene.reform)));
  CHECK(answer["sequence"] == before);
  const Json current = Json::parse(scene.dispatcher.get("/v1/schedules/current").body);
  CHECK(answer["baseline_digest"] == current["digest"]);
  // 36,500.00 from March to March: 912.50 at 2.5%, and 1,095.00 at 3%.
  const Json& result = answer["result"];
  CHECK(result["from"] == "2026-03-01T00:00:00Z");
  CHECK(result["to"] == "2027-03-01T00:00:00Z");
  CHECK(result["assets"] == 1);
  CHECK(result["baseline"] == "912.50");
  CHECK(result["reform"] == "1095.00");
  CHECK(result["difference"] == "182.50");
  CHECK(result["losers"]["largest"][0]["asset"] == scene.patent);
  CHECK(result["losers"]["largest"][0]["holder"]["name"] == "Ana");
  CHECK(answer["provenance"]["reform_digest"] == answer["digest"]);
  CHECK_FALSE(answer["provenance"].contains("command"));
  const RawReply again = scene.dispatcher.get(made.headers.at("location"));
  CHECK(again.status == 200);
  CHECK(again.body == made.body);
}

TEST_CASE("the period is stated in the query or in JSON") {
  const SimulationsScene scene;
  const RawReply half = scene.simulate(scene.reform, "?from=2026-01-01&to=2026-05-01");
  REQUIRE_MESSAGE(half.status == 201, half.body);
  const Json result = Json::parse(half.body)["result"];
  // 120 days at 2.50 a day; under the reform 59 of them at 2.50 and 61 at 3.00.
  CHECK(result["baseline"] == "300.00");
  CHECK(result["reform"] == "330.50");
  const Json asked{
      {"toml", scene.reform}, {"from", "2026-01-01T00:00:00Z"}, {"to", "2026-05-01T00:00:00Z"}};
  const RawReply json = scene.simulate(asked.dump(), "", "application/json");
  REQUIRE_MESSAGE(json.status == 201, json.body);
  CHECK(Json::parse(json.body)["result"] == result);
}

TEST_CASE("the reform that is the baseline changes nothing") {
  const SimulationsScene scene;
  const RawReply made = scene.simulate(std::string{founding_schedule_toml()});
  REQUIRE_MESSAGE(made.status == 201, made.body);
  const Json result = Json::parse(made.body)["result"];
  CHECK(result["difference"] == "0.00");
  CHECK(result["losers"]["assets"] == 0);
  CHECK(result["winners"]["assets"] == 0);
  CHECK(result["unchanged"] == 1);
}

TEST_CASE("what cannot be simulated is refused") {
  const SimulationsScene scene;
  const auto code_of = [](const RawReply& reply, int status) {
    CHECK(reply.status == status);
    return reply.code();
  };
  CHECK(code_of(scene.simulate("rate = 3"), 422) == "schedule-invalid");
  CHECK(code_of(scene.simulate("{}", "", "application/json"), 422) == "missing-field");
  CHECK(code_of(scene.simulate(R"({"toml":"x = 1","more":1})", "", "application/json"), 422) ==
        "unknown-field");
  CHECK(code_of(scene.simulate(scene.reform, "?from=2026-05-01&to=2026-05-01"), 400) ==
        "invalid-parameter");
  CHECK(code_of(scene.simulate(scene.reform, "?until=2026-05-01"), 400) == "invalid-parameter");
  CHECK(code_of(scene.simulate(scene.reform, "?to=2026-02-01"), 422) == "invalid-field");
  CHECK(code_of(scene.simulate(scene.reform, "?from=2025-12-31"), 422) == "invalid-field");
  CHECK(code_of(scene.simulate(scene.reform, "?to=2026-02-30"), 400) == "invalid-parameter");
  CHECK(code_of(scene.simulate(scene.reform, "", "text/plain"), 415) == "unsupported-media-type");
  // Its first day is not stated, so it would be in force now, before its scale begins.
  std::string late{founding_schedule_toml()};
  late.replace(late.rfind("from = "), 17, "from = 2027-01-01");
  const RawReply gap = scene.simulate(late);
  CHECK(code_of(gap, 422) == "schedule-invalid");
  CHECK(Json::parse(gap.body)["errors"][0]["line"] > 1);
  std::string dollars = scene.reform;
  dollars.replace(dollars.find("EUR"), 3, "USD");
  const RawReply other = scene.simulate(dollars);
  CHECK(code_of(other, 422) == "invalid-field");
  CHECK(other.body.find("currency") != std::string::npos);
  CHECK(scene.dispatcher
            .ask({.method = "POST",
                  .path = "/v1/simulations",
                  .key = scene.ana.second,
                  .body = scene.reform,
                  .content_type = "application/toml"})
            .code() == "forbidden");
  CHECK(scene.dispatcher.get("/v1/simulations/sim_nothing").status == 404);
  CHECK(scene.dispatcher.get("/v1/simulations/sim_0000000000000000000000000g").status == 404);
}

TEST_CASE("a proposal names its simulation, and what it predicts stands in the journal") {
  const SimulationsScene scene;
  const auto propose = [&scene](const std::string& toml, const std::string& query) {
    return scene.dispatcher.ask({.method = "POST",
                                 .path = "/v1/schedules" + query,
                                 .key = scene.pia.second,
                                 .body = toml,
                                 .content_type = "application/toml"});
  };
  const auto named = [](const RawReply& run) { return "?simulation=" + run.member("id"); };
  const RawReply run = scene.simulate(scene.reform);
  REQUIRE_MESSAGE(run.status == 201, run.body);
  CHECK(propose(scene.reform + "\n", named(run)).code() == "digest-mismatch");
  CHECK(propose(scene.reform, "?simulation=sim_nothing").code() == "not-found");
  CHECK(propose(scene.reform, "?simulation=sim_0000000000000000000000000g").code() == "not-found");
  const RawReply earlier = scene.simulate(scene.reform, "?from=2026-02-01");
  REQUIRE_MESSAGE(earlier.status == 201, earlier.body);
  CHECK(propose(scene.reform, named(earlier)).code() == "invalid-field");
  const std::string zeros(64, '0');
  CHECK(propose(scene.reform, named(run) + "&baseline=sha256:" + zeros).code() == "stale");
  const RawReply proposed = propose(scene.reform, named(run));
  REQUIRE_MESSAGE(proposed.status == 202, proposed.body);
  const Json shown = Json::parse(proposed.body)["simulation"];
  const Json answer = Json::parse(run.body);
  CHECK(shown["id"] == answer["id"]);
  CHECK(shown["digest"] == answer["result_digest"]);
  CHECK(shown["sequence"] == answer["sequence"]);
  CHECK(shown["register_digest"] == answer["register_digest"]);
  CHECK(shown["by_class"][0]["class"] == "patent");
  CHECK(shown["by_class"][0]["revenue_baseline"] == answer["result"]["baseline"]);
  CHECK(shown["by_class"][0]["revenue"] == answer["result"]["reform"]);
  // The query belongs to what is repeated: the same key without the simulation is another request.
  const auto keyed = [&](const std::string& query) {
    return scene.dispatcher.ask({.method = "POST",
                                 .path = "/v1/schedules" + query,
                                 .key = scene.pia.second,
                                 .body = scene.reform,
                                 .headers = {{"Idempotency-Key", "one"}},
                                 .content_type = "application/toml"});
  };
  const RawReply once = keyed(named(run));
  CHECK(once.status == 202);
  CHECK(keyed(named(run)).body == once.body);
  CHECK(keyed("").code() == "idempotency-key-reused");
  const Json assessed = shown["assessed"];
  CHECK(assessed["middle"] == answer["result"]["behaviour"]["redeclared"][1]["assessed"]);
}

TEST_CASE("a simulation against a baseline that is no longer the last is stale") {
  const SimulationsScene scene;
  const auto pol = scene.dispatcher.member("Pol", "1.00", R"(["policy"])");
  const std::string later = dearer_patents("3.5%", "2026-07-01");
  const RawReply run = scene.simulate(later);
  REQUIRE_MESSAGE(run.status == 201, run.body);
  const auto ask = [&](const std::string& path, const std::string& text, const std::string& type,
                       const std::string& key) {
    return scene.dispatcher.ask(
        {.method = "POST", .path = path, .key = key, .body = text, .content_type = type});
  };
  const RawReply first = ask("/v1/schedules", scene.reform, "application/toml", scene.pia.second);
  REQUIRE_MESSAGE(first.status == 202, first.body);
  const RawReply approved =
      ask("/v1/schedules/" + first.member("id") + "/approval",
          R"({"digest":")" + first.member("digest") +
              R"(","rates":[{"class":"patent","from":"2026-03-01","above":"0.00","rate":"3%"}]})",
          "application/json", pol.second);
  REQUIRE_MESSAGE(approved.status == 200, approved.body);
  const RawReply stale = ask("/v1/schedules?simulation=" + run.member("id"), later,
                             "application/toml", scene.pia.second);
  CHECK(stale.status == 409);
  CHECK(stale.code() == "stale");
}

struct RunsScene : EngineFixture {
  std::string reform = dearer_patents("3%", "2026-03-01");
  SimulationRuns runs;

  RunsScene() {
    const PartyId ana = member("ana", units(1'000'000));
    for (int nth = 0; nth < 300; ++nth) {
      ensure(file(ana, patent("US" + std::to_string(nth), units(365), units(20))).has_value(),
             "a patent is filed");
    }
  }
  std::shared_ptr<const SimulationRun> begin(const HttpLimits& limits) {
    auto run = std::make_unique<SimulationRun>();
    run->ask.toml = reform;
    run->version = "0.1.0";
    return runs.begin(*engine, std::move(run), limits);
  }
};

bool has_ended(const SimulationRun& run) {
  const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds{60};
  while (run.state == SimulationState::running && std::chrono::steady_clock::now() < deadline) {
    std::this_thread::sleep_for(std::chrono::milliseconds{1});
  }
  return run.state != SimulationState::running;
}

TEST_CASE("a simulation that takes longer than its caller waits is found once it has ended") {
  RunsScene scene;
  const auto run = scene.begin({.simulation_timeout_ms = 0});
  CHECK(scene.runs.find(run->id) == run);
  REQUIRE(has_ended(*run));
  CHECK(run->state == SimulationState::done);
  CHECK(run->progress_ppm == 1'000'000);
  CHECK(run->report.breakdown.all.assets == 300);
}

TEST_CASE("only so many simulations wait, and only the newest are kept") {
  RunsScene scene;
  std::vector<std::shared_ptr<const SimulationRun>> begun;
  int refused = 0;
  for (int nth = 0; nth < 24; ++nth) {
    try {
      begun.push_back(scene.begin({.simulation_timeout_ms = 0}));
    } catch (const Overloaded&) {
      ++refused;
    }
  }
  CHECK(refused > 0);
  for (const auto& run : begun) REQUIRE(has_ended(*run));
  const auto first = begun.front();
  for (std::size_t nth = 0; nth < SimulationRuns::kMostKept; ++nth) {
    CHECK(scene.begin({.simulation_timeout_ms = 60'000})->state == SimulationState::done);
  }
  CHECK(scene.runs.find(first->id) == nullptr);
}

/// Whether a simulation is given up that is begun, and whose register then ends at once.
bool is_given_up(RunsScene& scene) {
  std::shared_ptr<const SimulationRun> begun;
  {
    SimulationRuns ending;
    auto run = std::make_unique<SimulationRun>();
    run->ask.toml = scene.reform;
    begun = ending.begin(*scene.engine, std::move(run), {.simulation_timeout_ms = 0});
  }
  return begun->state == SimulationState::failed && begun->failure == SimulationFailure::ended &&
         begun->why == "the register ended";
}

TEST_CASE("a simulation in work is given up when the register ends") {
  RunsScene scene;
  int given_up = 0;
  for (int round = 0; round < 50; ++round) given_up += is_given_up(scene) ? 1 : 0;
  CHECK(given_up > 0);
}

TEST_CASE("one simulation too many is told to come back") {
  const SimulationsScene scene{LiveOptions{.limits = {.threads = 16, .waiting_simulations = 0}}};
  const RawReply reply = scene.simulate(scene.reform);
  CHECK(reply.status == 503);
  CHECK(reply.code() == "overloaded");
  CHECK(reply.headers.contains("retry-after"));
}

TEST_CASE("whoever does not wait is told where to ask") {
  const SimulationsScene scene{LiveOptions{.limits = {.threads = 16, .simulation_timeout_ms = 0}}};
  std::string place;
  // Where the result is there at once, the answer holds it.
  for (int round = 0; round < 200 && place.empty(); ++round) {
    const RawReply reply = scene.simulate(scene.reform);
    CAPTURE(reply.body);
    CHECK((reply.status == 201 || reply.status == 202));
    if (reply.status != 202) continue;
    place = reply.headers.at("location");
    CHECK(place == "/v1/simulations/" + reply.member("id"));
  }
  REQUIRE_FALSE(place.empty());
  const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds{60};
  RawReply reply = scene.dispatcher.get(place);
  while (reply.member("state") == "running" && std::chrono::steady_clock::now() < deadline) {
    std::this_thread::sleep_for(std::chrono::milliseconds{1});
    reply = scene.dispatcher.get(place);
  }
  CHECK(reply.status == 200);
  CHECK(reply.member("state") == "done");
  CHECK(Json::parse(reply.body)["result"]["difference"] == "182.50");
}

}  // namespace
}  // namespace quitrent::testing
