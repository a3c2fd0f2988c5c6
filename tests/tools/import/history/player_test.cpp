// SPDX-License-Identifier: EUPL-1.2
#include "tools/import/history/player.hpp"

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include "tests/folders.hpp"
#include "tools/bench/child.hpp"
#include "tools/import/history/people.hpp"

namespace quitrent::history {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::json;

constexpr const char* kOperatorKey = "operator-of-the-history-test";
const Instant kBeginning = *parse_instant("2024-11-28T00:00:00Z");

std::vector<std::string> command(const fs::path& folder, const std::vector<std::string>& flags) {
  std::vector<std::string> words{(fs::path{testing::binary_folder()} / "quitrent").string(),
                                 "serve",
                                 "--db",
                                 (folder / "register.db").string(),
                                 "--port",
                                 "0"};
  words.insert(words.end(), flags.begin(), flags.end());
  return words;
}

/// A register on a free port, in a folder of its own that is empty at first.
class Server {
 public:
  Server(const fs::path& folder, const std::vector<std::string>& flags)
      : child_{command(folder, flags), {{"QUITRENT_OPERATOR_KEY", kOperatorKey}}},
        client_{child_.after("listening on ")} {}
  debian::ApiClient& client() { return client_; }

  /// The things of a list, page by page.
  std::vector<Json> all(const std::string& path) {
    std::vector<Json> things;
    std::string next;
    do {
      const std::string query = next.empty() ? "" : "&cursor=" + next;
      const auto answer = client_.send({.method = "GET", .path = path + "?limit=200" + query});
      REQUIRE(answer.status == 200);
      const Json page = Json::parse(answer.body);
      things.insert(things.end(), page.at("data").begin(), page.at("data").end());
      next = page.at("next_cursor").is_null() ? "" : page.at("next_cursor").get<std::string>();
    } while (!next.empty());
    return things;
  }

 private:
  bench::Child child_;
  debian::ApiClient client_;
};

fs::path fresh_folder(const char* name) {
  const fs::path folder = fs::path{testing::binary_folder()} / name;
  fs::remove_all(folder);
  fs::create_directories(folder);
  return folder;
}

/// How many things have each value of a member.
std::map<std::string, int> counts(const std::vector<Json>& things, const char* member) {
  std::map<std::string, int> count;
  for (const Json& thing : things) ++count[thing.at(member).get<std::string>()];
  return count;
}

/// A history of one party that does one thing, a day after `from`.
History of_one(Instant from, StepKind kind, const char* body) {
  return {.steps = {{.at = from, .body = R"({"name": "Ana"})", .makes = "@party:Ana"},
                    {.at = from + Duration::from_days(1),
                     .kind = kind,
                     .by = "Ana",
                     .subject = "@party:Ana",
                     .body = body}},
          .end = from + Duration::from_days(2),
          .holder = "Ana"};
}

}  // namespace

TEST_CASE("a register that is no sandbox, or is not empty, or refuses a step gets no history") {
  const fs::path real = fresh_folder("history-real"), sandbox = fresh_folder("history-refused");
  {
    Server server{real, {}};
    CHECK_THROWS_WITH_AS(beginning_of(server.client()),
                         "only a sandbox can have an invented history", HistoryFault);
  }
  {
    Server server{sandbox, {"--sandbox", "--clock", to_text(kBeginning)}};
    CHECK(beginning_of(server.client()) == kBeginning);
    const History poor = of_one(kBeginning, StepKind::payout, R"({"amount": "1.00"})");
    Player player{server.client(), poor, kOperatorKey};
    CHECK_THROWS_WITH_AS(
        player.play_until(poor.end),
        doctest::Contains("the history ends on 2024-11-29T00:00:00Z: the register refused the "
                          "withdrawal of cash of Ana by Ana (insufficient-funds)"),
        HistoryFault);
    const History full = of_one(kBeginning + Duration::from_days(5), StepKind::registration,
                                R"({"name": "Lamp", "class": "patent",
      "terms": {"commitment": "royalty-free"}, "assessment": "1.00", "escrow": "0.00"})");
    Player later{server.client(), full, kOperatorKey};
    later.play_until(full.end);
    CHECK_THROWS_WITH_AS(beginning_of(server.client()),
                         "only an empty register can have an invented history", HistoryFault);
  }
  fs::remove_all(real);
  fs::remove_all(sandbox);
}

TEST_CASE("a sandbox takes the whole history, and shows something of everything at its end") {
  const fs::path folder = fresh_folder("history-played");
  {
    Server server{folder, {"--sandbox", "--clock", to_text(kBeginning)}};
    const History made = invented_history(beginning_of(server.client()));
    Player player{server.client(), made, kOperatorKey};
    player.play_until(made.end);
    CHECK(player.key_of(made.holder).starts_with("qtr_"));
    CHECK(player.key_of(kApprover) != player.key_of(kProposer));

    const std::vector<Json> assets = server.all("/v1/assets");
    CHECK(assets.size() == made.assets);
    CHECK(counts(assets, "class").size() == 7);
    auto states = counts(assets, "state");
    CHECK(states["active"] > 100);
    CHECK(states["auction"] == 3);
    CHECK(states["delinquent"] == 2);
    CHECK(states["pending"] == 1);
    CHECK(states["commons"] == 4);  // three dedications, one escheat
    for (const char* ended : {"expired", "struck", "surrendered", "withdrawn"}) {
      CAPTURE(ended);
      CHECK(states[ended] > 0);
    }
    CHECK(counts(assets, "title_evidence").size() == 2);
    const std::vector<Json> purchases = server.all("/v1/purchases");
    auto kinds = counts(purchases, "kind");
    CHECK(kinds["auction"] == 3);
    CHECK(kinds["purchase"] > 80);
    const std::map<std::string, int> schedules{{"in-force", 1}, {"proposed", 1}, {"superseded", 1}};
    CHECK(counts(server.all("/v1/schedules"), "state") == schedules);
    const std::map<std::string, int> acts{{"done", 3}, {"proposed", 1}};
    CHECK(counts(server.all("/v1/acts"), "state") == acts);
  }
  fs::remove_all(folder);
}

}  // namespace quitrent::history
