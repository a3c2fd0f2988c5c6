// SPDX-License-Identifier: EUPL-1.2
//
// A reform is planned over a kept register, and the plan is proposed and cited.
#include "tools/quitrent/policy_plan.hpp"

#include <fstream>
#include <functional>
#include <string>
#include <vector>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include "registry/vocabulary/sha256.hpp"
#include "tax/schedule/founding.hpp"
#include "tests/api/http/live_dispatcher.hpp"
#include "tests/tools/quitrent/kept_register.hpp"
#include "tests/tools/quitrent/recorded_server.hpp"
#include "tools/quitrent/policy_plan_file.hpp"
#include "tools/simulation/csv_report.hpp"
#include "tools/simulation/json_report.hpp"
#include "tools/simulation/page_report.hpp"

namespace quitrent {
namespace {

using testing::policy;
using Json = nlohmann::ordered_json;

constexpr const char* kTest =
    "\n[[test]]\nname = \"a year\"\nclass = \"patent\"\ndegree = \"1\"\nassessment = "
    "\"1000\"\nfrom = 2028-01-01\nperiod = \"365d\"\nexpect = ";

std::string reform_of(const std::string& effective, const std::string& expected) {
  std::string toml{tax::founding_schedule_toml()};
  toml.replace(toml.find("2.5%"), 4, "3%");
  toml.insert(toml.find("currency"), "effective = " + effective + "\n");
  return toml + kTest + '"' + expected + "\"\n";
}

/// A kept register, a baseline and a reform with a test.
struct PlanScene {
  testing::PassingFolder folder;
  std::string register_file = testing::kept_register(folder);
  std::string baseline = folder.file("old.toml", std::string{tax::founding_schedule_toml()});
  std::string reform = folder.file("new.toml", reform_of("2028-01-01", "30"));
  std::string out = folder.file("plan.json", "");

  CommandAnswer plan(const std::vector<std::string>& more = {}) const {
    std::vector<std::string> words{"plan",       reform,   "--register", register_file,
                                   "--baseline", baseline, "--out",      out};
    words.insert(words.end(), more.begin(), more.end());
    return policy(words);
  }
  Json planned() const {
    REQUIRE(plan().exit_code == 0);
    return Json::parse(testing::file_text(out));
  }
  std::string written(const Json& json) const { return folder.file("edited.json", json.dump()); }
};

TEST_CASE("a plan holds the text, what it changes, its tests and its simulation, with digests") {
  const PlanScene scene;
  const CommandAnswer told = scene.plan();
  REQUIRE_MESSAGE(told.exit_code == 0, told.fault);
  const Json plan = Json::parse(testing::file_text(scene.out));
  CHECK(plan.at("schedule").at("toml") == testing::file_text(scene.reform));
  CHECK(plan.at("schedule").at("digest") == to_text(sha256(testing::file_text(scene.reform))));
  CHECK(plan.at("baseline").at("digest") == to_text(sha256(testing::file_text(scene.baseline))));
  CHECK(plan.at("simulation").at("id").is_null());
  CHECK(plan.at("simulation").at("provenance").at("sequence") == "480");
  CHECK(plan.at("tests").at("failed") == 0);
  CHECK(plan.at("tests").at("tests").size() == 1);
  CHECK(plan.at("diff").at("touches").at("assets") == 2);
  CHECK(plan_faults(plan).empty());
  CHECK(told.output.starts_with(scene.out + ": " + plan.at("digest").get<std::string>()));
  // The same question gives the same plan.
  const std::string first = testing::file_text(scene.out);
  const Json summary = Json::parse(scene.plan({"--json"}).output);
  CHECK(testing::file_text(scene.out) == first);
  CHECK(summary.at("digest") == plan.at("digest"));
  CHECK(summary.at("tests") == 1);
}

TEST_CASE("the register's own schedule is the baseline where no other is named") {
  const PlanScene scene;
  const CommandAnswer told =
      policy({"plan", scene.reform, "--register", scene.register_file, "--out", scene.out});
  REQUIRE_MESSAGE(told.exit_code == 0, told.fault);
  const Json plan = Json::parse(testing::file_text(scene.out));
  CHECK(policy({"print", "--register", scene.register_file})
            .output.contains(plan.at("baseline").at("digest").get<std::string>()));
}

TEST_CASE("a failing test makes no plan, and wrong flags are told") {
  const PlanScene scene;
  const std::string failing = scene.folder.file("failing.toml", reform_of("2028-01-01", "31"));
  const CommandAnswer told =
      policy({"plan", failing, "--register", scene.register_file, "--out", scene.out});
  CHECK(told.exit_code == 1);
  CHECK(told.output.contains("1 test, 1 failed"));
  CHECK(told.fault.contains("a test fails, so nothing is planned"));
  CHECK(testing::file_text(scene.out).empty());
  struct Row {
    std::vector<std::string> words;
    const char* about;
  };
  const std::vector<Row> rows{
      {{}, "file"},
      {{scene.reform}, "--register"},
      {{scene.reform, "--register", scene.register_file}, "--out"},
      {{scene.reform, "--register", scene.register_file, "--out", "/nowhere/x"}, "be written"},
      {{scene.reform, "--register", scene.register_file, "--out", scene.reform}, "is read by this"},
      {{scene.reform, "--register", scene.register_file, "--out", scene.register_file},
       "is read by this"},
      {{scene.reform, "--register", scene.register_file, "--out", "/dev/full"}, "no file that can"},
      {{scene.reform, "--register", scene.baseline, "--out", scene.out}, "old.toml"},
      {{"-", "--register", scene.register_file, "--out", scene.out}, "no name"},
      {{scene.reform, "--register", scene.register_file, "--out", scene.out, "--key-file", "k"},
       "needs no key"},
      {{scene.reform, "--register", "http://127.0.0.1:1", "--out", scene.out, "--baseline", "b"},
       "its own schedules"},
      {{scene.reform, "--register", "http://127.0.0.1:1", "--out", scene.out, "--key-file",
        scene.folder.file("pia.key", "qtr_1")},
       "no answer from"},
      {{scene.reform, "--register", scene.register_file, "--out", scene.out, "--from", "soon"},
       "--from soon: must be a day"}};
  for (const Row& row : rows) {
    CAPTURE(row.about);
    std::vector<std::string> words{"plan"};
    words.insert(words.end(), row.words.begin(), row.words.end());
    const CommandAnswer answer = policy(words);
    CAPTURE(answer.fault);
    CHECK(answer.exit_code == 2);
    CHECK(answer.fault.contains(row.about));
    CHECK(testing::file_text(scene.out).empty());
  }
}

TEST_CASE("a plan that was edited anywhere is refused before anything is sent") {
  const PlanScene scene;
  const Json plan = scene.planned();
  testing::RecordedServer server{{{.text = "{}"}}};
  const auto refused = [&](const Json& edited, const char* about) {
    CAPTURE(about);
    const std::string file = scene.written(edited);
    const CommandAnswer told = policy({"propose", file, "--server", server.address()});
    CHECK(told.exit_code == 2);
    CHECK(told.fault.contains(file + ": the plan "));
    CHECK(told.fault.contains(about));
    CHECK(policy({"cite", file}).exit_code == 1);
  };
  const auto with = [&plan](const char* pointer, const Json& other) {
    Json edited = plan;
    edited[Json::json_pointer{pointer}] = other;
    return edited;
  };
  refused(with("/diff/same", true), "was edited");
  refused(with("/schedule/toml", "title = \"x\""), "has another schedule");
  refused(with("/simulation/result/difference", "0.00"), "has another result");
  refused(with("/plan", 2), "of a form that this program does not know");
  const auto sealed_with = [&](const char* pointer, const Json& other) {
    Json edited = with(pointer, other);
    edited.erase("digest");
    return sealed_plan(std::move(edited));
  };
  refused(sealed_with("/schedule/toml", "title = \"x\""), "has another schedule");
  refused(sealed_with("/baseline/digest", to_text(Digest{})), "simulated another schedule");
  refused(sealed_with("/baseline", Json::array()), "has a baseline without a digest");
  refused(sealed_with("/simulation/id", "sim_1&baseline=x"), "a simulation that is none");
  refused(sealed_with("/simulation/result/difference", "0.00"), "has another result");
  refused(sealed_with("/schedule/file", 5), "names no file");
  refused(sealed_with("/simulation", 5), "simulated another schedule");
  CHECK(server.asked().empty());
}

TEST_CASE("a plan is proposed with its baseline and its simulation, whatever the file is now") {
  const PlanScene scene;
  Json plan = scene.planned();
  plan["simulation"]["id"] = "sim_01abc";
  plan.erase("digest");
  const std::string file = scene.written(sealed_plan(plan));
  const std::string text = testing::file_text(scene.reform);
  const Json answer{{"id", "sch_1"},
                    {"state", "proposed"},
                    {"digest", to_text(sha256(text))},
                    {"title", "t"},
                    {"changes", Json::array()}};
  testing::RecordedServer server{{{.status = 202, .text = answer.dump()}}};
  const std::vector<std::string> words{"propose",    file,
                                       "--server",   server.address(),
                                       "--key-file", scene.folder.file("key", "secret")};
  const CommandAnswer told = policy(words);
  CHECK(told.exit_code == 0);
  CHECK(told.fault.empty());
  CHECK(told.output.contains("quitrent policy approve sch_1 " + scene.reform));
  CHECK(server.asked().back() ==
        "POST /v1/schedules?baseline=" + plan.at("baseline").at("digest").get<std::string>() +
            "&simulation=sim_01abc");
  CHECK(server.bodies().back() == text);
  scene.folder.file("new.toml", "title = \"another\"");
  const CommandAnswer changed = policy(words);
  CHECK(changed.exit_code == 0);
  CHECK(changed.fault.contains("new.toml has changed since"));
  CHECK(server.bodies().back() == text);
  std::vector<std::string> doubled = words;
  doubled.insert(doubled.end(), {"--simulation", "sim_2"});
  CHECK(policy(doubled).fault.contains("a plan names its own simulation"));
}

TEST_CASE("a register takes a plan, and refuses one whose baseline is no longer the newest") {
  const testing::PassingFolder folder;
  const testing::LiveDispatcher dispatcher;
  const std::string server = "http://127.0.0.1:" + std::to_string(dispatcher.port());
  const std::string key =
      folder.file("pia.key", dispatcher.member("Pia", "1.00", R"(["policy"])").second);
  const std::string register_file = testing::kept_register(folder);
  const std::string reform = folder.file("reform.toml", reform_of("2028-01-01", "30"));
  const auto proposed = [&](const std::string& baseline) {
    const std::string out = (folder.file("plan.json", ""));
    REQUIRE(
        policy({"plan", reform, "--register", register_file, "--baseline", baseline, "--out", out})
            .exit_code == 0);
    return policy({"propose", out, "--server", server, "--key-file", key});
  };
  const CommandAnswer stale = proposed(folder.file("other.toml", [] {
    std::string toml{tax::founding_schedule_toml()};
    return toml.replace(toml.find("Founding"), 8, "Foundling");
  }()));
  CHECK(stale.exit_code == 1);
  CHECK(stale.fault.contains("quitrent policy propose: stale: "));
  const CommandAnswer taken =
      proposed(folder.file("founding.toml", std::string{tax::founding_schedule_toml()}));
  CHECK_MESSAGE(taken.exit_code == 0, taken.fault);
  CHECK(taken.output.contains("  proposed  "));
}

TEST_CASE("every artefact says where it comes from, and an edited or foreign one is found") {
  const PlanScene scene;
  SimulationRequest request;
  request.register_file = scene.register_file;
  request.reform_file = scene.reform;
  request.baseline_file = scene.baseline;
  SimulationReport report = simulated(request);
  report.provenance.command = "quitrent policy simulate --register " + scene.register_file +
                              " --reform " + scene.reform + " --baseline " + scene.baseline +
                              " --from " + to_text(report.over.begin) + " --to " +
                              to_text(report.over.end);
  REQUIRE(scene.plan().exit_code == 0);
  const std::vector<std::string> files{
      scene.folder.file("a.json", json_report(report)),
      scene.folder.file("a.csv", csv_text(tables_of(report)[0], report.provenance)),
      scene.folder.file("a.html", page_report(report)), scene.out};
  const auto each = [&](int exit_code, const std::string& about) {
    for (const std::string& file : files) {
      CAPTURE(file);
      CAPTURE(about);
      const CommandAnswer told = policy({"cite", file});
      CHECK(told.exit_code == exit_code);
      CHECK(told.output.contains(about));
    }
  };
  each(0, report.provenance.register_digest);
  each(0, report.provenance.reform_digest);
  each(0, "\nMade again by\n  quitrent policy simulate --register " + scene.register_file);
  each(0, "ok     " + scene.reform + " is the file that was read");
  each(0, "ok     " + scene.register_file + " is the register that was read, at entry 480");
  for (const std::string& file : files) {
    const Json json = Json::parse(policy({"cite", file, "--json"}).output);
    CHECK(json.at("sound") == true);
    CHECK(json.at("checks").size() == 3);
    CHECK(json.at("provenance").at("sequence") == "480");
    CHECK(json.at("provenance").size() == report.provenance.lines().size());
  }
  Json other = Json::parse(json_report(report));
  other["provenance"]["register_digest"] = to_text(Digest{});
  CHECK(policy({"cite", scene.written(other)})
            .output.contains("FAILED " + scene.register_file + " is another register now"));
  scene.folder.file("new.toml", "title = \"x\"");
  each(1, "FAILED " + scene.reform + " is another file now: its reform_digest differs");
  scene.folder.file("new.toml", reform_of("2028-01-01", "30"));
  std::filesystem::remove(scene.register_file);
  std::filesystem::copy_file(testing::source_folder() + "/tests/formats/4574b52/sandbox.db",
                             scene.register_file);
  each(1, "FAILED " + scene.register_file + " is another register now");
  std::filesystem::remove(scene.register_file);
  each(0, "-      " + scene.register_file + " is not here");
}

TEST_CASE("what names no provenance, or lacks a part of it, ends with 1") {
  const PlanScene scene;
  SimulationRequest request;
  request.register_file = scene.register_file;
  request.reform_file = scene.reform;
  SimulationReport report = simulated(request);
  report.provenance.command = "quitrent policy simulate --from 2020-01-01T00:00:00Z";
  const auto told = [&](const std::string& text) {
    const CommandAnswer answer = policy({"cite", scene.folder.file("x", text)});
    CHECK(answer.exit_code == 1);
    return answer.output;
  };
  for (const char* const text : {"", "{}", "[]", "hello", "# a title\r\na,b\r\n", "<html></html>",
                                 "{\"provenance\": 5}", "{\"plan\": 1}", "{\"plan\": {}}"}) {
    CAPTURE(text);
    CHECK(told(text).contains("names no provenance"));
  }
  CHECK(told(json_report(report)).contains("command states another from than the provenance"));
  report.provenance.command = "quitrent policy simulate";
  Json json = Json::parse(json_report(report));
  json["provenance"].erase("register_digest");
  CHECK(told(json.dump()).contains("register_digest is not named"));
  json["provenance"]["register_digest"] = "sha256:12";
  CHECK(told(json.dump()).contains("register_digest is no digest"));
  Json edited = Json::parse(json_report(report));
  edited["result"]["difference"] = "1.00";
  CHECK(told(edited.dump()).contains("result is not as a simulation writes it"));
  CHECK(policy({"cite"}).exit_code == 2);
  CHECK(policy({"cite", scene.folder.file("x", "") + "y"}).exit_code == 2);
  CHECK(policy({"cite", "/tmp"}).fault.contains("is a folder"));
}

}  // namespace
}  // namespace quitrent
