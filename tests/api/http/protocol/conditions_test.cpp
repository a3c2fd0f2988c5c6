// SPDX-License-Identifier: EUPL-1.2
//
// If-Match: a write depends on the version that its caller has read.
#include <atomic>
#include <thread>
#include <vector>

#include <doctest/doctest.h>

#include "tests/api/http/live_dispatcher.hpp"

namespace quitrent::testing {

using namespace api;
using namespace market;
namespace {

/// An asset with its holder, and assessments of it under a condition.
struct ConditionsScene {
  LiveDispatcher dispatcher;
  std::pair<std::string, std::string> ana = dispatcher.member("Ana");
  std::string asset = dispatcher.patent(ana.second, "US1");
  std::string path = "/v1/assets/" + asset;

  std::string tag() const { return dispatcher.get(path).headers.at("etag"); }
  RawReply assess(const std::string& condition, const std::string& amount = "40000.00",
                  const std::string& more = {}, const std::string& key = {}) const {
    RawRequest request{.method = "POST",
                       .path = path + "/assessments",
                       .key = ana.second,
                       .body = R"({"assessment":")" + amount + "\"" + more + "}",
                       .headers = {{"If-Match", condition}}};
    if (!key.empty()) request.headers.emplace_back("Idempotency-Key", key);
    return dispatcher.ask(request);
  }
};

TEST_CASE("a write whose If-Match does not hold is refused with 412 and leaves no trace") {
  const ConditionsScene scene;
  const std::string old = scene.tag();
  REQUIRE(scene.assess(old).status == 200);
  const std::string now = scene.tag();
  REQUIRE(now != old);
  const Sequence before = scene.dispatcher.sequence();
  struct Row {
    const char* why;
    std::string condition;
    std::string more;
  };
  const std::vector<Row> rows{
      {"an older version", old, ""},
      {"no tag at all", "x", ""},
      {"nothing", "", ""},
      {"a tag of something else", "\"0123456789abcdef\"", ""},
      {"the right tag, but weak", "W/" + now, ""},
      {"two that are not it", old + ", \"v99-0123456789abcdef\"", ""},
      {"another version in the body, another tag", old, R"(,"expected_version":1)"},
      {"the right version in the body, another tag", old, R"(,"expected_version":2)"}};
  for (const Row& row : rows) {
    CAPTURE(row.why);
    const RawReply reply = scene.assess(row.condition, "50000.00", row.more);
    CHECK(reply.status == 412);
    CHECK(reply.code() == "version-mismatch");
    CHECK(reply.body.find(R"("current":{"version":2})") != std::string::npos);
  }
  CHECK(scene.dispatcher.sequence() == before);
}

TEST_CASE("a wrong expected_version beside an If-Match that holds is refused with 409") {
  const ConditionsScene scene;
  const std::string old = scene.tag();
  REQUIRE(scene.assess(old).status == 200);
  const std::string now = scene.tag();
  const Sequence before = scene.dispatcher.sequence();
  for (const std::string& condition : {now, old + ", " + now, std::string{"*"}}) {
    for (const char* version : {"1", "3"}) {
      CAPTURE(condition);
      const RawReply reply =
          scene.assess(condition, "50000.00", R"(,"expected_version":)" + std::string{version});
      CHECK(reply.status == 409);
      CHECK(reply.code() == "version-mismatch");
      CHECK(reply.body.find(R"("current":{"version":2})") != std::string::npos);
    }
  }
  CHECK(scene.dispatcher.sequence() == before);
}

TEST_CASE("a write whose If-Match holds is taken") {
  const ConditionsScene scene;
  CHECK(scene.assess(scene.tag()).status == 200);
  CHECK(scene.assess("*").status == 200);
  CHECK(scene.assess("\"v99-0123456789abcdef\",  " + scene.tag()).status == 200);
  CHECK(scene.assess(scene.tag(), "41000.00", R"(,"expected_version":4)").status == 200);
  // Time that passes is no change: the version counts, not the second.
  const std::string tag = scene.tag();
  scene.dispatcher.move_clock(R"("by":"1h")");
  CHECK(scene.tag() != tag);
  CHECK(scene.assess(tag).status == 200);
}

TEST_CASE("where nothing has a version only * holds") {
  const ConditionsScene scene;
  const std::string path = "/v1/parties/" + scene.ana.first + "/withdrawals";
  for (const char* const condition : {"*", "\"x\"", "\"v1-0123456789abcdef\""}) {
    const RawReply reply = scene.dispatcher.ask({.method = "POST",
                                                 .path = path,
                                                 .key = scene.ana.second,
                                                 .body = R"({"amount":"1.00"})",
                                                 .headers = {{"If-Match", condition}}});
    CHECK(reply.status == (std::string{condition} == "*" ? 201 : 412));
  }
}

TEST_CASE("a repeated request gets its answer though the version has moved on") {
  const ConditionsScene scene;
  const std::string tag = scene.tag();
  const RawReply first = scene.assess(tag, "40000.00", {}, "k");
  REQUIRE(first.status == 200);
  const RawReply again = scene.assess(tag, "40000.00", {}, "k");
  CHECK(again.status == 200);
  CHECK(again.headers.at("idempotent-replayed") == "true");
  CHECK(again.body == first.body);
}

TEST_CASE("of many writes with one tag exactly one is taken") {
  const ConditionsScene scene;
  for (int round = 0; round < 5; ++round) {
    const std::string tag = scene.tag();
    std::atomic<int> taken = 0;
    std::atomic<int> refused = 0;
    std::vector<std::jthread> writers;
    for (int n = 0; n < 8; ++n) {
      writers.emplace_back([&, n] {
        const int status = scene.assess(tag, std::to_string(40'000 + n)).status;
        taken += status == 200 ? 1 : 0;
        refused += status == 412 ? 1 : 0;
      });
    }
    writers.clear();
    CHECK(taken == 1);
    CHECK(refused == 7);
  }
}

}  // namespace
}  // namespace quitrent::testing
