// SPDX-License-Identifier: EUPL-1.2
//
// What the commands of the workbench read of a register by its address, and have it simulate.
#include "tools/quitrent/policy_remote.hpp"

#include <string>
#include <vector>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include "registry/vocabulary/sha256.hpp"
#include "tax/schedule/founding.hpp"
#include "tests/api/http/live_dispatcher.hpp"
#include "tests/tools/quitrent/kept_register.hpp"
#include "tests/tools/quitrent/recorded_server.hpp"
#include "tools/quitrent/simulate_command.hpp"
#include "tools/quitrent/simulate_remote.hpp"
#include "tools/simulation/json_report.hpp"
#include "tools/simulation/text_report.hpp"

namespace quitrent {
namespace {

using testing::policy;
using Json = nlohmann::ordered_json;

std::string later_schedule(const std::string& rate, const std::string& effective) {
  std::string toml{tax::founding_schedule_toml()};
  toml.replace(toml.find("2.5%"), 4, rate);
  return toml.insert(toml.find("currency"), "effective = " + effective + "\n");
}

/// A register whose second schedule is approved for a later day.
struct RemoteScene {
  testing::LiveDispatcher dispatcher;
  testing::PassingFolder folder;
  std::string address = "http://127.0.0.1:" + std::to_string(dispatcher.port());
  std::string pia =
      folder.file("pia.key", dispatcher.member("Pia", "1.00", R"(["policy"])").second);
  std::string pol =
      folder.file("pol.key", dispatcher.member("Pol", "1.00", R"(["policy"])").second);
  std::string second = folder.file("second.toml", later_schedule("3%", "2026-03-01"));
  std::string id;

  RemoteScene() {
    id = nlohmann::json::parse(
             policy({"propose", second, "--json", "--server", address, "--key-file", pia}).output)
             .at("id");
    REQUIRE(policy({"approve", id, second, "--rate", "patent,2026-03-01,0,3%", "--server", address,
                    "--key-file", pol})
                .exit_code == 0);
  }
};

TEST_CASE("check compares with every schedule that a register has published") {
  const RemoteScene scene;
  const auto checked = [&](const std::string& toml) {
    return policy({"check", scene.folder.file("third.toml", toml), "--against", scene.address,
                   "--approved", "2026-02-01"});
  };
  // From 3%, which is approved and not in force yet: a step of 0.5 points, 90 days later.
  CHECK(checked(later_schedule("3.5%", "2026-07-01")).exit_code == 0);
  const CommandAnswer soon = checked(later_schedule("3.5%", "2026-04-01"));
  CHECK(soon.exit_code == 1);
  CHECK(soon.output.contains("90d"));
  CHECK(checked(later_schedule("4%", "2026-07-01")).exit_code == 1);
  const std::string file = scene.folder.file("third.toml", later_schedule("3.5%", "2026-07-01"));
  CHECK(policy({"check", file, "--against", "http://127.0.0.1:1"}).exit_code == 2);
}

TEST_CASE("notice counts from the register's clock, to the second of an approval") {
  const RemoteScene scene;
  const std::string file = scene.folder.file("third.toml", later_schedule("3.5%", "2026-07-01"));
  const auto code = [&](std::vector<std::string> more) {
    std::vector<std::string> words{"check", file, "--against", scene.address};
    words.insert(words.end(), more.begin(), more.end());
    return policy(words).exit_code;
  };
  scene.dispatcher.move_clock(R"("to":"2026-06-01T00:00:00Z")");
  CHECK(code({}) == 0);
  scene.dispatcher.move_clock(R"("by":"1s")");
  CHECK(code({}) == 1);
  CHECK(code({"--approved", "2026-06-01"}) == 0);
  CHECK(code({"--approved", "2026-06-01T00:00:01Z"}) == 1);
}

TEST_CASE("the charter is that of the register unless another is named") {
  const testing::PassingFolder folder;
  const testing::LiveDispatcher dispatcher;
  const ServerFlags flags{.server = "http://127.0.0.1:" + std::to_string(dispatcher.port())};
  CHECK(charter_of_server(flags) == tax::Charter{});
  tax::Charter read;
  Json answer = Json::parse(dispatcher.get("/v1/charter").body);
  answer["max_rate"] = "0.026";
  answer["minimum_grace"] = "45d";
  answer["longest_cover"] = "1s";
  testing::RecordedServer server{{{.text = answer.dump()}}};
  read = charter_of_server({.server = server.address()});
  CHECK(read.max_rate == *parse_percent("2.6%"));
  CHECK(read.minimum_grace == Duration::from_days(45));
  CHECK(read.longest_cover == Duration::from_seconds(1));
  CHECK(read.largest_step == tax::Charter{}.largest_step);
  for (const auto& [name, text] : answer.items()) {
    if (name == "acts_of_two" || name == "act_lapses_after" || name == "credit_by_one") continue;
    CAPTURE(name);
    Json wrong = answer;
    wrong[name] = "x";
    testing::RecordedServer other{{{.text = wrong.dump()}}};
    CHECK_THROWS_AS(charter_of_server({.server = other.address()}), PolicyFault);
  }
}

TEST_CASE("print gives the schedule in force of a register by its address") {
  const RemoteScene scene;
  const CommandAnswer first = policy({"print", "--server", scene.address});
  CHECK_MESSAGE(first.exit_code == 0, first.fault);
  CHECK(first.output.contains(to_text(sha256(tax::founding_schedule_toml()))));
  scene.dispatcher.move_clock(R"("to":"2026-03-01T00:00:00Z")");
  const CommandAnswer later = policy({"print", "--server", scene.address});
  CHECK(later.output.starts_with("# In force since 2026-03-01: " + scene.id + ", at " +
                                 scene.address + ".\n"));
  CHECK(later.output.contains(to_text(sha256(testing::file_text(scene.second)))));
  CHECK(later.output.contains("rate = \"3%\""));
  CHECK(!later.output.contains("\neffective"));
  CHECK(policy({"print", "--server", scene.address, "--founding"}).exit_code == 2);
  CHECK(policy({"print", "--server", scene.address, "--register", "x"}).exit_code == 2);
  CHECK(policy({"print", "--server", "http://127.0.0.1:1"}).exit_code == 2);
}

TEST_CASE("a list of schedules that no register gives is not believed") {
  const std::string toml{tax::founding_schedule_toml()};
  const Json good{{"id", "sch_1"},
                  {"state", "in-force"},
                  {"digest", to_text(sha256(toml))},
                  {"toml", toml},
                  {"in_force_from", "2026-01-01T00:00:00Z"}};
  const auto fault_of_list = [](const Json& data, const Json& cursor) {
    testing::RecordedServer server{
        {{.text = Json{{"data", data}, {"next_cursor", cursor}}.dump()}}};
    try {
      published_texts({.server = server.address()});
      return std::string{};
    } catch (const PolicyFault& fault) {
      return std::string{fault.what()};
    }
  };
  CHECK(fault_of_list(Json::array({good}), nullptr).empty());
  Json lapsed = good;
  lapsed["state"] = "lapsed";
  CHECK(fault_of_list(Json::array({good, lapsed}), nullptr).empty());
  CHECK(fault_of_list(Json::array({lapsed}), nullptr).contains("no schedule is in force"));
  CHECK(fault_of_list(Json::array({good, good}), nullptr).contains("no schedule is in force"));
  CHECK(fault_of_list(Json::array({good}), "again").contains("does not end"));
  for (const char* const name : {"id", "state", "digest", "toml", "in_force_from"}) {
    CAPTURE(name);
    for (const Json& other : {Json(), Json(5)}) {
      Json wrong = good;
      wrong[name] = other;
      CHECK(fault_of_list(Json::array({wrong}), nullptr)
                .contains("does not answer as a register does"));
    }
  }
  Json wrong = good;
  wrong["toml"] = toml + "#";
  CHECK(fault_of_list(Json::array({wrong}), nullptr).contains("the digest of sch_1"));
}

/// A simulation over the kept register, as a register would answer it.
struct SimulatedScene {
  testing::PassingFolder folder;
  std::string key = folder.file("key", "secret");
  std::string reform = folder.file("reform.toml", later_schedule("3%", "2027-09-01"));
  SimulationReport report;
  Json answer;

  SimulatedScene() {
    SimulationRequest request;
    request.register_file = testing::kept_register(folder);
    request.reform_file = reform;
    report = simulated(request);
    answer = {{"id", "sim_01abc"},
              {"state", "done"},
              {"digest", report.provenance.reform_digest},
              {"baseline_digest", report.provenance.baseline_digest},
              {"sequence", 480}};
    answer.update(Json::parse(json_report(report)));
  }
  Json with_state(const char* state) const {
    return {{"id", "sim_01abc"}, {"state", state}, {"digest", "d"}, {"baseline_digest", "b"}};
  }
  std::expected<RemoteReport, CommandAnswer> ask(const std::string& address) const {
    return simulated_by_register({.flags = {.server = address, .key_file = key},
                                  .reform_file = reform,
                                  .from = day(2027, 9, 1)});
  }
};

TEST_CASE("a register's simulation is waited for, and comes back as a report") {
  const SimulatedScene scene;
  testing::RecordedServer server{{{.status = 202, .text = scene.with_state("running").dump()},
                                  {.text = scene.with_state("running").dump()},
                                  {.text = scene.answer.dump()}}};
  const auto remote = scene.ask(server.address());
  REQUIRE(remote);
  CHECK(remote->id == "sim_01abc");
  const std::vector<std::string> asked{"POST /v1/simulations", "GET /v1/simulations/sim_01abc",
                                       "GET /v1/simulations/sim_01abc"};
  CHECK(server.asked() == asked);
  CHECK(
      nlohmann::json::parse(server.bodies()[0]) ==
      nlohmann::json{{"toml", testing::file_text(scene.reform)}, {"from", "2027-09-01T00:00:00Z"}});
  SimulationReport expected = scene.report;
  expected.provenance.options.emplace_back("simulation", "sim_01abc");
  CHECK(text_report(remote->report) == text_report(expected));
  CHECK(json_report(remote->report) == json_report(expected));
}

TEST_CASE("a refusal, a failure and an answer of nobody's are told") {
  const SimulatedScene scene;
  testing::RecordedServer refusing{
      {{.status = 422, .text = R"({"code":"schedule-invalid","detail":"No.","errors":[]})"}}};
  const auto refused = scene.ask(refusing.address());
  REQUIRE(!refused);
  CHECK(refused.error().exit_code == 1);
  CHECK(refused.error().fault == "quitrent policy simulate: schedule-invalid: No.\n");
  testing::RecordedServer failing{{{.text = scene.with_state("failed").dump()}}};
  const auto failed = scene.ask(failing.address());
  REQUIRE(!failed);
  CHECK(failed.error().fault.contains("sim_01abc: the register could not simulate it"));
  const auto fault_of_answer = [&](const Json& said) {
    testing::RecordedServer server{{{.text = said.dump()}}};
    try {
      const auto taken = scene.ask(server.address());
      return std::string{taken ? "" : "refused"};
    } catch (const PolicyFault& fault) {
      return std::string{fault.what()};
    }
  };
  CHECK(fault_of_answer(scene.answer).empty());
  for (const char* const name : {"id", "state", "provenance", "result"}) {
    CAPTURE(name);
    for (const Json& other : {Json(), Json(5), Json("x")}) {
      Json wrong = scene.answer;
      wrong[name] = other;
      CHECK(fault_of_answer(wrong).contains("does not answer as a register does"));
    }
  }
  Json wrong = scene.answer;
  wrong["id"] = "sim_../../x";
  CHECK(fault_of_answer(wrong).contains("does not answer as a register does"));
  wrong = scene.answer;
  wrong["provenance"]["reform_digest"] = to_text(Digest{});
  CHECK(fault_of_answer(wrong).contains("it simulated another schedule"));
}

TEST_CASE("a plan by address names the simulation, and compares with the register's schedule") {
  const SimulatedScene scene;
  const std::string toml{tax::founding_schedule_toml()};
  Json answer = scene.answer;
  answer["provenance"]["baseline_digest"] = to_text(sha256(toml));
  const Json list{{"data", Json::array({{{"id", "sch_1"},
                                         {"state", "in-force"},
                                         {"digest", to_text(sha256(toml))},
                                         {"toml", toml},
                                         {"in_force_from", "2026-01-01T00:00:00Z"}}})},
                  {"next_cursor", nullptr}};
  testing::RecordedServer server{{{.text = answer.dump()}, {.text = list.dump()}}};
  const std::string out = scene.folder.file("plan.json", "");
  const CommandAnswer told = policy({"plan", scene.reform, "--register", server.address(),
                                     "--key-file", scene.key, "--out", out});
  REQUIRE_MESSAGE(told.exit_code == 0, told.fault);
  const Json plan = Json::parse(testing::file_text(out));
  CHECK(plan.at("simulation").at("id") == "sim_01abc");
  CHECK(plan.at("diff").at("same") == false);
  CHECK(!plan.at("diff").contains("touches"));
  CHECK(plan.at("simulation")
            .at("provenance")
            .at("command")
            .get<std::string>()
            .contains("--register " + server.address() + " --reform " + scene.reform));
  CHECK(policy({"cite", out}).exit_code == 0);
}

TEST_CASE("flags that only a file can take are refused for an address") {
  const SimulatedScene scene;
  for (const char* const flag :
       {"--baseline", "--charter", "--discount", "--opening", "--turnover", "--response"}) {
    CAPTURE(flag);
    testing::RecordedServer server{{{.text = scene.answer.dump()}}};
    const std::string address = server.address();
    const std::vector<const char*> words{
        "--register", address.c_str(),   "--reform", scene.reform.c_str(),
        "--key-file", scene.key.c_str(), flag,       "1%,2%,3%"};
    CHECK(run_simulate(static_cast<int>(words.size()), words.data()) == 2);
    CHECK(server.asked().empty());
  }
  const std::string file = testing::kept_register(scene.folder);
  const std::vector<const char*> words{"--register",         file.c_str(), "--reform",
                                       scene.reform.c_str(), "--key-file", scene.key.c_str()};
  CHECK(run_simulate(static_cast<int>(words.size()), words.data()) == 2);
}

}  // namespace
}  // namespace quitrent
