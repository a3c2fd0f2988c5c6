// SPDX-License-Identifier: EUPL-1.2
//
// Every answer is bounded in bytes: each page of each list, and all unfinished answers together.
// The work of a search is bounded too.
#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include "api/http/routes.hpp"
#include "tests/api/http/live_dispatcher.hpp"
#include "tests/api/http/slow_reader.hpp"
#include "tests/sanitized.hpp"

namespace quitrent::testing {

using namespace api;
using namespace market;
namespace {

using Json = nlohmann::json;

constexpr std::size_t kAssets = 100;
constexpr std::size_t kChanges = 110;  // of the terms of the first asset
constexpr std::size_t kSales = 100;    // of all assets in one basket

/// `times` copies of a text, one after the other.
std::string repeated(std::string_view text, std::size_t times) {
  std::string all;
  while (times-- > 0) all += text;
  return all;
}

/// A long name of characters of four bytes each, short enough that further words fit.
std::string long_name() { return repeated("\xf0\x9f\x9c\x81", 180); }

/// Terms of some 10 KB: each step names one licence with the longest name that can be read.
std::string long_terms(char letter) {
  std::string steps;
  for (int year = 2030; year < 2035; ++year) {
    const std::string spdx = "\"spdx\":\"LicenseRef-" +
                             std::string(year == 2030 ? 900 : 1'900, letter) +
                             std::to_string(year) + "\"";
    steps += year == 2030 ? "{" + spdx
                          : ",\"then\":{" + spdx + ",\"on\":\"" + std::to_string(year) + "-01-01\"";
  }
  return steps + "}}}}}";
}

/// A register with more than one page in each of its lists: assets with long terms, one whose terms
/// changed often, and baskets of all assets that two members bought from each other.
struct AnswerBoundsScene {
  std::atomic<bool> hurried = false;  ///< the clock moves on by 300 ms at each look
  std::atomic<int> looks = 0;
  LiveDispatcher dispatcher{LiveOptions{
      .limits = {.threads = 24, .answer_timeout_s = 120, .answer_memory = std::size_t{8} << 20U},
      .now = [this] {
        return std::chrono::steady_clock::time_point{
            std::chrono::milliseconds{hurried ? 300 * ++looks : 0}};
      }}};
  std::pair<std::string, std::string> ana = dispatcher.member(long_name(), "1000000.00");
  std::pair<std::string, std::string> ben = dispatcher.member("Ben", "1000000.00");
  std::pair<std::string, std::string> rea = dispatcher.member("Rea", "1.00", R"(["registrar"])");
  std::vector<std::string> assets;
  std::string purchase;
  std::string simulation;
  std::string act;  // a strike of the last asset that nobody approves

  AnswerBoundsScene() {
    for (std::size_t n = 0; n < kAssets; ++n) {
      const RawReply made = dispatcher.post(
          "/v1/assets", ana.second,
          R"({"name":")" + long_name() +
              R"( a thing","class":"software","identifiers":[{"scheme":"number","value":"n)" +
              std::to_string(n) + R"("}],"terms":)" + long_terms('a') +
              R"(,"assessment":"1.00","escrow":"1.00")" +
              (n == 0 ? ""
                      : R"(,"derived_from":[{"asset":")" + assets[0] + R"(","relation":"fork"}])") +
              "}");
      REQUIRE_MESSAGE(made.status == 201, made.body);
      assets.push_back(made.member("id"));
    }
    for (std::size_t change = 0; change < kChanges; ++change) {
      const RawReply changed =
          dispatcher.put("/v1/assets/" + assets[0] + "/terms", ana.second,
                         R"({"terms":)" + long_terms(change % 2 == 0 ? 'b' : 'a') + "}");
      REQUIRE_MESSAGE(changed.status == 200, changed.body);
      // An asset changes at most 24 times in 24 hours.
      if (change % 24 == 23) dispatcher.move_clock(R"("by":"1d")");
    }
    for (std::size_t turn = 0; turn < kSales; ++turn) buy_all(turn % 2 == 0 ? ben : ana);
    const auto policy = dispatcher.member("Pia", "1.00", R"(["policy"])");
    const RawReply simulated = dispatcher.ask({.method = "POST",
                                               .path = "/v1/simulations",
                                               .key = policy.second,
                                               .body = std::string{tax::founding_schedule_toml()},
                                               .content_type = "application/toml"});
    REQUIRE_MESSAGE(simulated.status == 201, simulated.body);
    simulation = simulated.member("id");
    act =
        dispatcher
            .post("/v1/assets/" + assets.back() + "/strike", rea.second, R"({"reference":"court"})")
            .member("id");
  }

  void buy_all(const std::pair<std::string, std::string>& buyer) {
    std::string items;
    for (const std::string& asset : assets) {
      items += (items.empty() ? R"({"asset":")" : R"(,{"asset":")") + asset +
               R"(","max_price":"1.00","assessment":"1.00","escrow":"1.00"})";
    }
    const RawReply bought =
        dispatcher.post("/v1/purchases", buyer.second, R"({"items":[)" + items + "]}");
    REQUIRE_MESSAGE(bought.status == 201, bought.body);
    purchase = bought.member("id");
  }

  std::string asset_path(std::string_view rest) const {
    return "/v1/assets/" + assets[0] + std::string{rest};
  }

  /// The path of a route. Each of its parameters names a thing that exists.
  std::string path_of(std::string_view pattern) const {
    std::string path{pattern};
    const std::size_t position = path.find("{id}");
    if (position == std::string::npos) return path;
    std::string id = assets[0];
    if (path.starts_with("/v1/parties")) id = ana.first;
    if (path.starts_with("/v1/purchases")) id = purchase;
    if (path.starts_with("/v1/acts")) id = act;
    if (path.starts_with("/v1/simulations")) id = simulation;
    if (path.starts_with("/v1/schedules")) {
      id = Json::parse(dispatcher.get("/v1/schedules/current").body)["id"];
    }
    return path.replace(position, 4, id);
  }

  /// All things of a list, page after page. Checks that each page is within its bounds.
  std::vector<Json> all_of(const std::string& path, const char* list, std::size_t limit) const {
    std::vector<Json> things;
    std::string query = "?limit=" + std::to_string(limit);
    cut_by_bytes = false;
    for (;;) {
      const RawReply reply = dispatcher.get(path + query, ana.second);
      REQUIRE_MESSAGE(reply.status == 200, reply.body);
      CHECK(reply.body.size() <= 1'048'576);
      const Json page = Json::parse(reply.body);
      CHECK((page[list].size() <= limit || list == std::string_view{"entries"}));
      for (const Json& thing : page[list]) things.push_back(thing);
      if (page["next_cursor"].is_null()) {
        CHECK(reply.headers.count("link") == 0);
        return things;
      }
      CHECK_FALSE((page[list].empty() && page.value("data", Json::array()).empty()));
      cut_by_bytes = cut_by_bytes || page[list].size() < limit;
      const std::string cursor = page["next_cursor"];
      CHECK(reply.headers.at("link") == "<" + path + "?cursor=" + cursor +
                                            "&limit=" + std::to_string(limit) + ">; rel=\"next\"");
      query = "?limit=" + std::to_string(limit) + "&cursor=" + cursor;
    }
  }
  mutable bool cut_by_bytes = false;  ///< a page of the last list had fewer things than its limit
};

const AnswerBoundsScene& scene() {
  // The scene is never destroyed: at the end of the process the library of digests is gone before
  // it.
  static const AnswerBoundsScene* const kept = new AnswerBoundsScene;
  return *kept;
}

TEST_CASE("no answer to a GET is longer than a page, whatever the register holds") {
  for (const Route& route : routes()) {
    if (route.method != Method::get) continue;
    const std::string path = scene().path_of(route.pattern);
    CAPTURE(path);
    const RawReply whole = scene().dispatcher.get(path, scene().ana.second);
    CHECK(whole.status == 200);
    CHECK(whole.body.size() <= 1'048'576);
    const RawReply most = scene().dispatcher.get(path + "?limit=200", scene().ana.second);
    CHECK((most.status == 200 || most.code() == "invalid-parameter"));
    CHECK(most.body.size() <= 1'048'576);
  }
}

TEST_CASE("the pages of a list are the list, cut by count or by bytes" *
          doctest::skip(kSanitized)) {
  struct Row {
    std::string path;
    const char* list;
    std::size_t things;
    bool cut_by_bytes;  // a page of 200 is too long
  };
  const auto rows = std::to_array<Row>({
      {"/v1/assets", "data", kAssets, true},
      {scene().asset_path("/events"), "data", 1 + kChanges + kSales, true},
      {"/v1/purchases", "data", kSales, true},
      {scene().asset_path("/title"), "data", 1 + kSales, false},
      {scene().asset_path("/lineage"), "derived", kAssets - 1, false},
      {"/v1/parties/" + scene().ana.first + "/statement", "lines", 0, false},
      {"/v1/licences", "data", 0, false},
      {"/v1/events", "data", 0, true},
      {"/v1/events", "entries", 0, true},
  });
  for (const Row& row : rows) {
    CAPTURE(row.path);
    const auto largest = scene().all_of(row.path, row.list, 200);
    if (row.things > 0) CHECK(largest.size() == row.things);
    CHECK(scene().cut_by_bytes == row.cut_by_bytes);
    CHECK(scene().all_of(row.path, row.list, 37) == largest);
  }
}

TEST_CASE("a chain of title names to when each link lasted, over the end of a page too") {
  const auto links = scene().all_of(scene().asset_path("/title"), "data", 7);
  REQUIRE(links.size() == 1 + kSales);
  CHECK(links.front()["cause"] == "registration");
  CHECK(links.back()["to"].is_null());
  for (std::size_t at = 0; at + 1 < links.size(); ++at) {
    CHECK(links[at]["to"] == links[at + 1]["from"]);
    CHECK(links[at]["holder"] != links[at + 1]["holder"]);
  }
}

TEST_CASE("each page of a statement opens, adds up and closes, and they follow on one another") {
  const std::string path = "/v1/parties/" + scene().ana.first + "/statement";
  std::string query = "?limit=90&from=1970-01-01T00:00:00Z";
  std::string closing = "0.00";
  std::size_t pages = 0;
  for (bool more = true; more; ++pages) {
    const RawReply reply = scene().dispatcher.get(path + query, scene().ana.second);
    REQUIRE_MESSAGE(reply.status == 200, reply.body);
    const Json page = Json::parse(reply.body);
    CHECK(page["opening"] == closing);
    closing = page["closing"];
    CHECK(page["lines"].back()["balance"] == closing);
    more = !page["next_cursor"].is_null();
    if (more) {
      CHECK(page["lines"].size() == 90);
      query = "?limit=90&cursor=" + page["next_cursor"].get<std::string>();
    }
  }
  CHECK(pages > 10);
  CHECK(closing ==
        scene()
            .dispatcher.get("/v1/parties/" + scene().ana.first + "/account", scene().ana.second)
            .member("available"));
}

TEST_CASE("cursors of another list, period or thing are refused") {
  const auto cursor = [](const std::string& path) {
    const RawReply page = scene().dispatcher.get(path, scene().ana.second);
    return page.member("next_cursor");
  };
  const std::string statement = "/v1/parties/" + scene().ana.first + "/statement";
  const std::string title = cursor(scene().asset_path("/title?limit=2"));
  const std::string lines = cursor(statement + "?limit=2&from=2026-01-01T00:00:00Z");
  const auto rows = std::to_array<std::string>({
      "/v1/assets/" + scene().assets[1] + "/title?cursor=" + title,
      scene().asset_path("/title?cursor=" + lines),
      scene().asset_path("/events?cursor=" + title),
      scene().asset_path("/contests?cursor=" + title),
      scene().asset_path("/title?cursor=x"),
      statement + "?cursor=" + title,
      statement + "?from=2026-01-02T00:00:00Z&cursor=" + lines,
      statement + "?to=2026-01-02T00:00:00Z&cursor=" + lines,
  });
  for (const std::string& path : rows) {
    CAPTURE(path);
    CHECK(scene().dispatcher.get(path, scene().ana.second).code() == "invalid-cursor");
  }
  CHECK(scene()
            .dispatcher
            .get(statement + "?from=2026-01-01T00:00:00Z&cursor=" + lines, scene().ana.second)
            .status == 200);
}

TEST_CASE("a search has few words and none is long") {
  struct Row {
    const char* why;
    std::string words;
    int status;
  };
  const auto rows = std::to_array<Row>({
      {"nine words", "a a a a a a a a a", 400},
      {"490 words", repeated("a+", 490), 400},
      {"nine words in one, parted by what is no letter", "a-b.c/d,e;f:g!h_i", 400},
      {"a word of 65 bytes", std::string(65, 'a'), 400},
      {"a word of 33 characters of two bytes", repeated("%C3%A9", 33), 400},
      {"eight words", "a a a a a a a a", 200},
      {"eight words with much between", " a  a - a / a!a,a a;a ...", 200},
      {"a word of 64 bytes", std::string(64, 'a'), 200},
      {"eight words of 64 bytes", repeated(std::string(64, 'a') + "+", 8), 200},
  });
  for (const Row& row : rows) {
    CAPTURE(row.why);
    std::string words = row.words;
    std::ranges::replace(words, ' ', '+');
    const RawReply reply = scene().dispatcher.get("/v1/assets?q=" + words);
    CHECK(reply.status == row.status);
    if (row.status == 400) {
      CHECK(reply.code() == "invalid-parameter");
      CHECK(reply.body.find("at most 8 words") != std::string::npos);
    }
  }
}

TEST_CASE("a search that takes too long is ended with 503, other reads go on") {
  auto& hurried = const_cast<std::atomic<bool>&>(scene().hurried);
  hurried = true;
  const RawReply ended = scene().dispatcher.get("/v1/assets?q=thing&sort=-assessment");
  CHECK(ended.status == 503);
  CHECK(ended.code() == "overloaded");
  CHECK(ended.headers.at("retry-after") == "1");
  CHECK(scene().dispatcher.get("/v1/assets?sort=-assessment").status == 200);
  hurried = false;
  CHECK(scene().dispatcher.get("/v1/assets?q=thing&sort=-assessment").status == 200);
}

TEST_CASE("answers that nobody reads hold no more memory together than they may") {
  const LiveDispatcher& dispatcher = scene().dispatcher;
  const auto held = [&dispatcher] {
    const std::string metrics = dispatcher.get("/metrics").body;
    const std::string name = "\nquitrent_answer_bytes_under_way ";
    return std::stoull(metrics.substr(metrics.find(name) + name.size()));
  };
  std::size_t answered = 0;
  std::size_t refused = 0;
  {
    std::vector<SlowReader> readers;
    for (int reader = 0; reader < 14; ++reader) {
      readers.emplace_back(dispatcher.port(),
                           "GET /v1/events?limit=200 HTTP/1.1\r\nHost: t\r\n\r\n");
      const std::string head = readers.back().head();
      if (head.starts_with("HTTP/1.1 200 ")) {
        ++answered;
      } else {
        CHECK(head.starts_with("HTTP/1.1 503 "));
        CHECK(head.find("Retry-After: 1\r\n") != std::string::npos);
        ++refused;
      }
    }
    CHECK(answered >= 2);
    CHECK(answered <= 8);
    CHECK(refused >= 6);
    CHECK(held() <= 8U << 20U);
    CHECK(held() >= answered << 19U);
    // Small reads and all writes are still answered.
    CHECK(dispatcher.get(scene().asset_path("")).status == 200);
    CHECK(dispatcher
              .post("/v1/parties/" + scene().ana.first + "/withdrawals", scene().ana.second,
                    R"({"amount":"0.000001"})")
              .status == 201);
  }
  // All memory is returned once the clients are gone.
  const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds{60};
  while (held() > 0 && std::chrono::steady_clock::now() < deadline) std::this_thread::yield();
  CHECK(held() == 0);
  CHECK(dispatcher.get("/v1/events?limit=200").status == 200);
}

TEST_CASE("the answer to a request full of faults names the first of them") {
  std::string body = "{";
  for (int n = 0; n < 250; ++n) body += "\"field " + std::to_string(n) + "\":1,";
  body += R"("name":"x"})";
  const RawReply reply = scene().dispatcher.post("/v1/assets", scene().ana.second, body);
  CHECK(reply.status == 422);
  CHECK(Json::parse(reply.body)["errors"].size() == 64);
}

}  // namespace
}  // namespace quitrent::testing
