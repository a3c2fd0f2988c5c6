// SPDX-License-Identifier: EUPL-1.2
//
// The parties as everybody sees them.
#include <set>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "tests/api/http/live_dispatcher.hpp"

namespace quitrent::testing {
namespace {

/// The names of the parties of a page, in order.
std::string names_in(const RawReply& reply) {
  constexpr std::string_view before = R"("name":")";
  std::string names;
  for (std::size_t at = reply.body.find(before); at != std::string::npos;
       at = reply.body.find(before, at + 1)) {
    const std::size_t begin = at + before.size();
    names += reply.body.substr(begin, reply.body.find('"', begin) - begin) + ";";
  }
  return names;
}

/// A purchase of one asset at any price.
std::string purchase_of(const std::string& asset) {
  return R"({"items":[{"asset":")" + asset +
         R"(","max_price":"90000.00","assessment":"36500.00","escrow":"500.00"}]})";
}

/// What a party holds, sold and bought, as "1/2/3".
std::string trade_of(const LiveDispatcher& dispatcher, const std::string& party) {
  const RawReply shown = dispatcher.get("/v1/parties/" + party);
  CHECK(shown.status == 200);
  return shown.member("holds") + "/" + shown.member("sold") + "/" + shown.member("bought");
}

TEST_CASE("a query of parties that cannot be read is refused") {
  const LiveDispatcher dispatcher;
  struct Row {
    const char* query;
    const char* code;
  };
  const auto rows = std::to_array<Row>({{"role=king", "invalid-parameter"},
                                        {"role=", "invalid-parameter"},
                                        {"role=member&role=member", "invalid-parameter"},
                                        {"limit=0", "invalid-parameter"},
                                        {"limit=201", "invalid-parameter"},
                                        {"sort=name", "invalid-parameter"},
                                        {"q=a+b+c+d+e+f+g+h+i", "invalid-parameter"},
                                        {"cursor=x", "invalid-cursor"}});
  for (const Row& row : rows) {
    CAPTURE(row.query);
    const RawReply reply = dispatcher.get("/v1/parties?" + std::string{row.query});
    CHECK(reply.status == 400);
    CHECK(reply.code() == row.code);
  }
  for (const char* id : {"x", "pty_01kdvdna00e7mv2p04fpbhfx5j", "ast_01kdvdna00e7mv2p04fpbhfx5j"}) {
    CAPTURE(id);
    CHECK(dispatcher.get("/v1/parties/" + std::string{id}).status == 404);
  }
}

TEST_CASE("parties are found by the beginnings of words in their names, and by role") {
  const LiveDispatcher dispatcher;
  dispatcher.member("Ana Müller");
  dispatcher.member("Ben Bauer");
  dispatcher.member("Anatol Bauer", "1.00", R"(["member","auditor"])");
  struct Row {
    const char* query;
    const char* names;
  };
  const auto rows = std::to_array<Row>({{"q=ana", "Ana Müller;Anatol Bauer;"},
                                        {"q=BAU+ana", "Anatol Bauer;"},
                                        {"q=muller", "Ana Müller;"},
                                        {"q=uller", ""},
                                        {"q=!!!", ""},
                                        {"role=auditor", "Anatol Bauer;"},
                                        {"role=auditor&q=ben", ""},
                                        {"role=member&q=bauer", "Ben Bauer;Anatol Bauer;"},
                                        {"role=registrar", ""}});
  for (const Row& row : rows) {
    CAPTURE(row.query);
    const RawReply reply = dispatcher.get("/v1/parties?" + std::string{row.query});
    CHECK(reply.status == 200);
    CHECK(names_in(reply) == row.names);
  }
  const RawReply operators = dispatcher.get("/v1/parties?role=operator");
  CHECK(operators.body.contains(R"("roles":["operator"],"holds":0,"sold":0,"bought":0,)"));
}

TEST_CASE("the pages of the list of parties are whole, in order, and keep their filters") {
  const LiveDispatcher dispatcher;
  for (int n = 0; n < 7; ++n)
    dispatcher.member((n % 2 == 0 ? "Odd " : "Even ") + std::to_string(n));
  for (const char* filters : {"q=odd", "role=member", "", "q=even&role=member"}) {
    CAPTURE(filters);
    const std::string all = names_in(dispatcher.get("/v1/parties?" + std::string{filters}));
    std::string seen;
    std::string path = "/v1/parties?limit=2&" + std::string{filters};
    for (int pages = 0; !path.empty() && pages < 9; ++pages) {
      const RawReply page = dispatcher.get(path);
      REQUIRE(page.status == 200);
      seen += names_in(page);
      const std::string next = page.member("next_cursor");
      CHECK((next == "null") == (page.headers.count("link") == 0));
      path = next == "null" ? "" : "/v1/parties?limit=2&cursor=" + next;
      if (next == "null") continue;
      CHECK(dispatcher.get(path + "&q=zzz").code() == "invalid-cursor");
      CHECK(dispatcher.get(path + "&" + filters).status == 200);
      if (pages == 0) CHECK(dispatcher.get("/v1/assets?cursor=" + next).code() == "invalid-cursor");
    }
    CHECK(seen == all);
  }
}

TEST_CASE("a party shows what it holds, sold and bought, and nothing private") {
  const LiveDispatcher dispatcher;
  const auto ana = dispatcher.member("Ana");
  const auto ben = dispatcher.member("Ben");
  const auto cai = dispatcher.member("Cai");
  CHECK(trade_of(dispatcher, ana.first) == "0/0/0");
  const std::string one = dispatcher.patent(ana.second, "US1");
  const std::string two = dispatcher.patent(ana.second, "US2");
  CHECK(trade_of(dispatcher, ana.first) == "2/0/0");
  REQUIRE(dispatcher.post("/v1/purchases", ben.second, purchase_of(one)).status == 201);
  CHECK(trade_of(dispatcher, ana.first) == "1/1/0");
  CHECK(trade_of(dispatcher, ben.first) == "1/0/1");
  REQUIRE(dispatcher.post("/v1/purchases", ana.second, purchase_of(one)).status == 201);
  CHECK(trade_of(dispatcher, ana.first) == "2/1/1");
  CHECK(trade_of(dispatcher, ben.first) == "0/1/1");
  // 500.00 of escrow last 200 days; grace is 30 days; then both are in auction, held by nobody.
  dispatcher.move_clock(R"("by":"231d")");
  CHECK(trade_of(dispatcher, ana.first) == "0/1/1");
  REQUIRE(dispatcher.post("/v1/purchases", cai.second, purchase_of(two)).status == 201);
  CHECK(trade_of(dispatcher, ana.first) == "0/2/1");
  CHECK(trade_of(dispatcher, cai.first) == "1/0/1");
  dispatcher.post("/v1/parties/" + cai.first + "/freeze", LiveDispatcher::kOperatorKey,
                  R"({"reference":"court"})");
  const RawReply shown = dispatcher.get("/v1/parties/" + cai.first);
  CHECK(shown.body == R"({"id":")" + cai.first +
                          R"(","name":"Cai","roles":["member"],"holds":1,"sold":0,"bought":1,)"
                          R"("as_of":"2026-08-20T00:00:00Z"})");
  CHECK(dispatcher.get("/v1/parties").body.contains(shown.body));
  CHECK(dispatcher.get("/v1/parties", ana.second).body == dispatcher.get("/v1/parties").body);
  const std::string tag = shown.headers.at("etag");
  CHECK(dispatcher.ask({.path = "/v1/parties/" + cai.first, .headers = {{"If-None-Match", tag}}})
            .status == 304);
}

}  // namespace
}  // namespace quitrent::testing
