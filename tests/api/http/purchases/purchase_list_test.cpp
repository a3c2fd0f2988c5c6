// SPDX-License-Identifier: EUPL-1.2
//
// The filters of the list of purchases compared with a plain filter of all purchases.
#include <array>
#include <functional>
#include <string>
#include <vector>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include "tests/api/http/live_dispatcher.hpp"

namespace quitrent::testing {
namespace {

using Json = nlohmann::json;

std::string basket_of(const std::vector<std::string>& assets) {
  std::string items;
  for (const std::string& asset : assets) {
    items += std::string{items.empty() ? "" : ","} + R"({"asset":")" + asset +
             R"(","max_price":"90000","assessment":"36500","escrow":"500"})";
  }
  return R"({"items":[)" + items + "]}";
}

/// Purchases of three parties: at once, in a basket, out of an auction, pending and cancelled.
struct FiledPurchases {
  FiledPurchases() {
    const auto buy = [&](const std::string& key, const std::vector<std::string>& assets) {
      const RawReply reply = dispatcher.post("/v1/purchases", key, basket_of(assets));
      CAPTURE(reply.body);
      REQUIRE(reply.status == 201);
    };
    for (const char* number : {"US1", "US2", "US3"}) {
      patents.push_back(dispatcher.patent(ana.second, number));
    }
    for (const char* name : {"TM1", "TM2", "TM3"}) marks.push_back(mark(name));
    buy(ben.second, {patents[0]});
    buy(cai.second, {patents[0], patents[1]});
    buy(ben.second, {marks[0]});
    dispatcher.move_clock(R"("by":"8d")");  // completes it
    buy(cai.second, {marks[1]});
    buy(ben.second, {marks[2]});
    dispatcher.post("/v1/parties/" + cai.first + "/freeze", LiveDispatcher::kOperatorKey,
                    R"({"reference":"court"})");  // cancels what it has pending
  }

  std::string mark(const std::string& name) const {
    const RawReply made = dispatcher.post(
        "/v1/assets", ana.second,
        R"({"name":")" + name +
            R"(","class":"trademark","identifiers":[],"assessment":"36500","escrow":"500"})");
    CAPTURE(made.body);
    REQUIRE(made.status == 201);
    return made.member("id");
  }

  /// What a query lists, page after page.
  std::vector<Json> listed(const std::string& query, int limit) const {
    std::vector<Json> found;
    const std::string size = "limit=" + std::to_string(limit);
    for (std::string next = "&" + query; !next.empty() && found.size() < 99;) {
      const RawReply page = dispatcher.get("/v1/purchases?" + size + next);
      CAPTURE(page.body);
      REQUIRE(page.status == 200);
      const Json body = Json::parse(page.body);
      for (const Json& purchase : body.at("data")) found.push_back(purchase);
      next = body.at("next_cursor").is_null()
                 ? ""
                 : "&cursor=" + body.at("next_cursor").get<std::string>();
    }
    return found;
  }

  LiveDispatcher dispatcher{schedule_with_notice("trademark")};
  std::pair<std::string, std::string> ana = dispatcher.member("Ana");
  std::pair<std::string, std::string> ben = dispatcher.member("Ben", "900000.00");
  std::pair<std::string, std::string> cai = dispatcher.member("Cai", "900000.00");
  std::vector<std::string> patents;
  std::vector<std::string> marks;
};

bool has_item(const Json& purchase, const char* member, const std::string& id) {
  for (const Json& item : purchase.at("items")) {
    if (item.at(member) == id) return true;
  }
  return false;
}

TEST_CASE("a filter of purchases that cannot be read is refused") {
  const LiveDispatcher dispatcher;
  for (const char* query : {"buyer=x", "seller=", "asset=pty_01kdvdna00e7mv2p04fpbhfx5j",
                            "state=done", "state=completed&state=pending", "kind=auction"}) {
    CAPTURE(query);
    const RawReply reply = dispatcher.get("/v1/purchases?" + std::string{query});
    CHECK(reply.status == 400);
    CHECK(reply.code() == "invalid-parameter");
  }
}

TEST_CASE("the filters of purchases are the plain filter, and the cursor keeps them") {
  const FiledPurchases trades;
  const std::vector<Json> all = trades.listed("", 200);
  REQUIRE(all.size() == 5);
  const std::string ana = trades.ana.first;
  const std::string ben = trades.ben.first;
  struct Row {
    std::string query;
    std::function<bool(const Json&)> filter;
    std::size_t purchases;
  };
  const std::vector<Row> rows{
      {"buyer=" + ben, [&](const Json& one) { return one.at("buyer") == ben; }, 3},
      {"buyer=" + ana, [](const Json&) { return false; }, 0},
      {"seller=" + ana, [&](const Json& one) { return has_item(one, "seller", ana); }, 5},
      {"seller=" + ben, [&](const Json& one) { return has_item(one, "seller", ben); }, 1},
      {"asset=" + trades.patents[0],
       [&](const Json& one) { return has_item(one, "asset", trades.patents[0]); }, 2},
      {"asset=" + trades.patents[2], [](const Json&) { return false; }, 0},
      {"asset=" + trades.marks[1] + "&state=cancelled",
       [&](const Json& one) { return has_item(one, "asset", trades.marks[1]); }, 1},
      {"state=completed", [](const Json& one) { return one.at("state") == "completed"; }, 3},
      {"state=pending", [](const Json& one) { return one.at("state") == "pending"; }, 1},
      {"state=cancelled", [](const Json& one) { return one.at("state") == "cancelled"; }, 1},
      {"state=pending&buyer=" + trades.cai.first, [](const Json&) { return false; }, 0},
      {"seller=" + ana + "&state=completed&buyer=" + ben,
       [&](const Json& one) { return one.at("buyer") == ben && one.at("state") == "completed"; },
       2},
      {"buyer=pty_01kdvdna00e7mv2p04fpbhfx5j", [](const Json&) { return false; }, 0},
      {"asset=ast_01kdvdna00e7mv2p04fpbhfx5j", [](const Json&) { return false; }, 0}};
  for (const Row& row : rows) {
    CAPTURE(row.query);
    std::vector<Json> wanted;
    for (const Json& purchase : all) {
      if (row.filter(purchase)) wanted.push_back(purchase);
    }
    CHECK(wanted.size() == row.purchases);
    CHECK(trades.listed(row.query, 200) == wanted);
    CHECK(trades.listed(row.query, 1) == wanted);
  }
  const RawReply first = trades.dispatcher.get("/v1/purchases?limit=1&seller=" + ana);
  const std::string next = "/v1/purchases?limit=1&cursor=" + first.member("next_cursor");
  CHECK(trades.dispatcher.get(next + "&seller=" + ana).status == 200);
  CHECK(trades.dispatcher.get(next + "&seller=" + ben).code() == "invalid-cursor");
  CHECK(trades.dispatcher.get(next + "&state=pending").code() == "invalid-cursor");
}

}  // namespace
}  // namespace quitrent::testing
