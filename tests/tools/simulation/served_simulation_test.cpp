// SPDX-License-Identifier: EUPL-1.2
//
// A register that runs and its file give the same simulation.
#include <fstream>
#include <string>
#include <vector>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include "tax/schedule/founding.hpp"
#include "tests/api/server/served.hpp"
#include "tests/folders.hpp"

namespace quitrent {
namespace {

using testing::Ended;
using testing::Folder;
using testing::Served;
using SimulationJson = nlohmann::ordered_json;

constexpr int kPatents = 25;

/// Writes a file and answers with its path.
std::string written(const Folder& folder, const std::string& name, const std::string& text) {
  std::ofstream{folder / name, std::ios::binary} << text;
  return folder / name;
}

/// A register with patents and works, some of whose escrows fail, and a reform in a file.
struct ServedSimulationScene {
  Folder folder;
  std::string database = folder / "register.db";
  std::string charter = written(
      folder, "charter.toml",
      "max_rate = \"12%\"\nminimum_grace = \"30d\"\nnotice_of_increase = \"30d\"\n"
      "notice_of_decrease = \"1d\"\nlargest_step = \"20%\"\nlargest_step_points = \"0.5%\"\n"
      "between_steps = \"90d\"\n");
  Served served{database, {"--charter", charter}};
  std::string server = "http://127.0.0.1:" + std::to_string(served.port());
  std::string key_file;
  std::string reform;

  ServedSimulationScene() {
    const auto ana = served.member("Ana", "1000000.00");
    const auto ben = served.member("Ben", "1000000.00");
    for (int nth = 1; nth <= kPatents; ++nth) {
      const std::string number = std::to_string(nth);
      const bool is_work = nth % 3 == 0;
      const auto made = served.post(
          "/v1/assets", nth % 4 == 0 ? ben.second : ana.second,
          R"({"name":"Thing )" + number + R"(","class":")" + (is_work ? "software" : "patent") +
              R"(","identifiers":[{"scheme":"number","value":"n)" + number + R"("}],"terms":)" +
              (is_work ? R"({"spdx":"BUSL-1.1"})" : R"({"commitment":"none"})") +
              R"(,"assessment":")" + std::to_string(nth * 1'357) + R"(.00","escrow":"300.00"})");
      REQUIRE_MESSAGE(made.status == 201, made.body);
    }
    const auto pia =
        served.post("/v1/parties", Served::kOperatorKey, R"({"name":"Pia","roles":["policy"]})");
    key_file = written(folder, "pia.key", pia.member("api_key"));
    const auto moved = served.post("/v1/sandbox/clock", Served::kOperatorKey, R"({"by":"70d"})");
    REQUIRE_MESSAGE(moved.status == 200, moved.body);
    std::string toml{tax::founding_schedule_toml()};
    toml.replace(toml.find("\"2.5%\""), 6, "\"3%\"");
    reform = written(folder, "reform.toml",
                     toml.insert(toml.find("currency"), "effective = 2026-06-01\n"));
  }

  Ended simulate(const std::string& source, std::vector<std::string> more = {}) const {
    std::vector<std::string> words{"policy",   "simulate", "--register", source,
                                   "--reform", reform,     "--json"};
    words.insert(words.end(), more.begin(), more.end());
    return testing::ran(words);
  }
};

TEST_CASE("a register that runs and its file give the same result, at the same entry") {
  const ServedSimulationScene scene;
  for (const std::vector<std::string>& period : {std::vector<std::string>{},
                                                 {"--from", "2026-04-01", "--to", "2027-01-15"},
                                                 {"--from", "2026-02-01T00:00:00Z"}}) {
    std::vector<std::string> remote_flags{"--key-file", scene.key_file};
    remote_flags.insert(remote_flags.end(), period.begin(), period.end());
    const Ended remote = scene.simulate(scene.server, remote_flags);
    const Ended local = scene.simulate(scene.database, period);
    REQUIRE_MESSAGE(remote.exit_code == 0, remote.errors);
    REQUIRE_MESSAGE(local.exit_code == 0, local.errors);
    const auto from_register = SimulationJson::parse(remote.out);
    const auto from_file = SimulationJson::parse(local.out);
    CHECK(from_register.at("result") == from_file.at("result"));
    CHECK(from_file.at("result").at("assets") == kPatents);
    CHECK(from_file.at("provenance").at("cap") == "12%");
    for (const char* const name :
         {"sequence", "register_at", "register_digest", "baseline", "baseline_digest", "reform",
          "reform_digest", "reform_effective", "cap", "program", "from", "to", "discount"}) {
      CAPTURE(name);
      CHECK(from_register.at("provenance").at(name) == from_file.at("provenance").at(name));
    }
  }
}

TEST_CASE("a register that runs refuses a schedule in another currency, in one line") {
  const ServedSimulationScene scene;
  std::string toml{tax::founding_schedule_toml()};
  toml.replace(toml.find("EUR"), 3, "USD");
  const std::string dollars = written(scene.folder, "dollars.toml", toml);
  const Ended ended = testing::ran({"policy", "simulate", "--register", scene.server, "--reform",
                                    dollars, "--key-file", scene.key_file});
  CHECK(ended.exit_code == 1);
  CHECK(ended.errors.contains("its currency is USD, and the register's is EUR"));
}

}  // namespace
}  // namespace quitrent
