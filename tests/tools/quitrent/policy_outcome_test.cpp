// SPDX-License-Identifier: EUPL-1.2
//
// The outcome of a schedule by the command line, on a register behind a socket.
#include "tools/quitrent/policy_outcome.hpp"

#include <string>
#include <thread>

#include <doctest/doctest.h>
#include <httplib.h>
#include <nlohmann/json.hpp>

#include "tests/api/http/schedules/outcome_scene.hpp"
#include "tests/tools/quitrent/policy_files.hpp"

namespace quitrent {
namespace {

using OutcomeJson = nlohmann::json;
using testing::OutcomeScene;
using testing::policy;

std::string address_of(const OutcomeScene& scene) {
  return "http://127.0.0.1:" + std::to_string(scene.dispatcher.port());
}

TEST_CASE("an outcome is printed with predicted and actual figures, and where they come from") {
  const OutcomeScene scene;
  const Period year{*day(2026, 3, 1), *day(2027, 3, 1)};
  const std::string id = scene.enacted("3%", "2026-03-01", testing::prediction_of_patents(year));
  scene.dispatcher.move_clock(R"("to":"2026-03-10T00:00:00Z")");
  scene.act_once();
  scene.dispatcher.move_clock(R"("to":"2026-09-01T00:00:00Z")");
  const CommandAnswer told = policy({"outcome", id, "--server", address_of(scene)});
  CAPTURE(told.output);
  CHECK(told.exit_code == 0);
  CHECK(told.fault.empty());
  const OutcomeJson answer = OutcomeJson::parse(scene.outcome(id).body);
  const std::string received = answer["by_class"][0]["actual"]["revenue"];
  for (const std::string& line : {
           id + "  in-force\n",
           std::string{"  compared from 2026-03-01T00:00:00Z until 2026-09-01T00:00:00Z; amounts "
                       "in EUR\n  revenue over the whole months from 2026-03-01T00:00:00Z until "
                       "2026-09-01T00:00:00Z\n"},
           std::string{"  patent           1840.00  "} + received,
           std::string{"  purchases so far                      0, 1.84, 3.68  1 for 36500.00\n"},
           std::string{"4    3      146000.00  112500.00  2 by 3600.00  1 by 600.00\n"},
           std::string{"(low, middle, high): 130000.00, 140000.00, 145000.00\n"},
           std::string{"  opened, predicted in all                 0, 1, 2.400004       1\n"},
           std::string{"  unsold at auction  1\n"},
           std::string{"  90 days                 2                 0\n"},
           std::string{"  register   entry 7, sha256:"},
           std::string{"  program    0.9.1\n"},
       }) {
    CAPTURE(line);
    CHECK(told.output.contains(line));
  }
  const CommandAnswer raw = policy({"outcome", id, "--server", address_of(scene), "--json"});
  CHECK(raw.exit_code == 0);
  CHECK(OutcomeJson::parse(raw.output) == answer);
}

TEST_CASE("a schedule without a prediction says so, and one without an outcome is refused") {
  const OutcomeScene scene;
  const std::string server = address_of(scene);
  const std::string id = scene.propose("3%", "2026-03-01");
  const CommandAnswer early = policy({"outcome", id, "--server", server});
  CHECK(early.exit_code == 1);
  CHECK(early.fault.starts_with("quitrent policy outcome: wrong-state: "));
  CHECK(early.fault.contains("ask again after 2026-03-01T00:00:00Z."));
  CHECK(policy({"outcome", "sch_1", "--server", server}).fault.contains(": not-found: "));
  CHECK(policy({"outcome", "--server", server}).exit_code == 2);
  scene.approve(id, "3%", "2026-03-01");
  scene.dispatcher.move_clock(R"("to":"2026-03-01T00:00:00Z")");
  const CommandAnswer told = policy({"outcome", id, "--server", server});
  CAPTURE(told.output);
  CHECK(told.exit_code == 0);
  CHECK(told.output.contains("none: whoever proposed the schedule named no simulation\n"));
  CHECK(
      told.output.contains("  patent                 -      0.00           -                 -\n"));
}

TEST_CASE("an answer that is no outcome is not believed") {
  httplib::Server server;
  std::string content;
  server.Get("/.*", [&content](const httplib::Request&, httplib::Response& response) {
    response.set_content(content, "application/json");
  });
  const int port = server.bind_to_any_port("127.0.0.1");
  std::thread serving{[&server] { server.listen_after_bind(); }};
  const OutcomeJson good = {
      {"schedule", "sch_1"},
      {"state", "in-force"},
      {"from", "a"},
      {"until", "b"},
      {"levied_from", "a"},
      {"levied_until", "b"},
      {"as_of", "c"},
      {"prediction", nullptr},
      {"by_class", OutcomeJson::array({{{"predicted", nullptr}, {"actual", {{"raised", 1}}}}})},
      {"total", {{"predicted", nullptr}, {"actual", OutcomeJson::object()}}}};
  std::vector<std::string> said{"{}", "[]", "hello"};
  for (const auto& [name, member] : good.items()) {
    OutcomeJson other = good;
    other[name] = 5;
    said.push_back(other.dump());
    other.erase(name);
    said.push_back(other.dump());
  }
  OutcomeJson other = good;
  other["by_class"][0]["actual"] = nullptr;
  said.push_back(other.dump());
  const std::vector<std::string> words{"outcome", "x", "--server",
                                       "http://127.0.0.1:" + std::to_string(port)};
  for (const std::string& answer : said) {
    CAPTURE(answer);
    content = answer;
    const CommandAnswer told = policy(words);
    CHECK(told.exit_code == 2);
    CHECK(told.fault.contains("does not answer as a register does"));
  }
  content = good.dump();
  CHECK(policy(words).exit_code == 0);
  server.stop();
  serving.join();
}

}  // namespace
}  // namespace quitrent
