// SPDX-License-Identifier: EUPL-1.2
//
// What a refusal says, so that its reader knows what to do next.
#include <algorithm>
#include <string>

#include <doctest/doctest.h>

#include "tests/api/http/live_dispatcher.hpp"
#include "tests/api/http/raw_connection.hpp"

namespace quitrent::testing {

using namespace api;
using namespace market;
using namespace tax;
namespace {

/// One item of a basket, as JSON.
std::string item(const std::string& asset, const std::string& escrow = "2000.00") {
  return R"({"asset":")" + asset +
         R"(","max_price":"36500.00","assessment":"40000.00","escrow":")" + escrow + R"("})";
}

TEST_CASE("a key without the role is told which role the call needs, and what it has") {
  const LiveDispatcher dispatcher;
  const auto ana = dispatcher.member("Ana");
  const auto rea = dispatcher.member("Rea", "1.00", R"(["registrar"])");
  const std::string asset = dispatcher.patent(ana.second, "US1");
  struct Row {
    std::string path, key;
    const char* detail;
  };
  const std::vector<Row> rows{
      {"/v1/parties", ana.second, "This call needs the role operator; the key's party has member."},
      {"/v1/assets/" + asset + "/strike", ana.second,
       "This call needs the role registrar; the key's party has member."},
      {"/v1/purchases", rea.second,
       "This call needs the role member; the key's party has registrar."}};
  for (const Row& row : rows) {
    CAPTURE(row.path);
    const RawReply reply = dispatcher.post(row.path, row.key, "{}");
    CHECK(reply.status == 403);
    CHECK(reply.member("detail") == row.detail);
  }
}

TEST_CASE("a word that is not known is answered with those that are") {
  const LiveDispatcher dispatcher;
  const auto ana = dispatcher.member("Ana");
  const auto refused = [&](const std::string& body) {
    return dispatcher.post("/v1/assets", ana.second, body);
  };
  CHECK(holds_text(refused(R"({"name":"P","class":"song","assessment":"1.00","escrow":"1.00"})"),
                   "Say patent, design, trademark, software, dataset, copyright or model."));
  CHECK(holds_text(refused(R"({"name":"P","class":"patent","terms":{"commitment":"all"},)"
                           R"("assessment":"1.00","escrow":"1.00"})"),
                   "Say none, exclusive, frand, licence-of-right, "));
  CHECK(holds_text(refused(R"({"name":"P","class":"patent","terms":{"commitment":"none"},)"
                           R"("derived_from":[{"asset":"ast_01kdvdna00e7mv2p04fpbhfx5j",)"
                           R"("relation":"copy"}],"assessment":"1.00","escrow":"1.00"})"),
                   "Say derived, fork, translation or version."));
  CHECK(holds_text(dispatcher.get("/v1/assets?state=sold"),
                   "Say active, pending, delinquent, auction, commons, "));
  CHECK(holds_text(dispatcher.get("/v1/assets?class=song"), "Say patent, design, "));
  CHECK(holds_text(dispatcher.get("/v1/assets?sort=size"),
                   "Say registered_at, -registered_at, assessment, -assessment, funded_until, "));
}

TEST_CASE("Allow names each method once") {
  const LiveDispatcher dispatcher;
  for (const char* path : {"/v1/schedules/current", "/v1/assets", "/v1/me"}) {
    CAPTURE(path);
    const RawReply reply = dispatcher.remove(path, LiveDispatcher::kOperatorKey);
    REQUIRE(reply.status == 405);
    const std::string& allow = reply.headers.at("allow");
    CAPTURE(allow);
    for (const std::string_view method : {"GET", "HEAD", "POST", "OPTIONS"}) {
      const std::size_t first = allow.find(method);
      if (first != std::string::npos) CHECK(allow.find(method, first + 1) == std::string::npos);
    }
  }
}

TEST_CASE("every answer bears a request id, and a problem says the same one") {
  const LiveDispatcher dispatcher;
  const RawReply well = dispatcher.get("/healthz");
  const RawReply badly = dispatcher.get("/v1/nowhere");
  const RawReply unread = raw_exchange(dispatcher.port(), "nonsense\r\n\r\n");
  CHECK(well.headers.at("request-id").starts_with("req_"));
  CHECK(badly.headers.at("request-id") == badly.member("request_id"));
  CHECK(well.headers.at("request-id") != badly.headers.at("request-id"));
  CHECK(unread.headers.at("request-id") == unread.member("request_id"));
}

TEST_CASE("a refused basket names the item") {
  const LiveDispatcher dispatcher;
  const auto ana = dispatcher.member("Ana");
  const auto ben = dispatcher.member("Ben");
  const std::string one = dispatcher.patent(ana.second, "US1");
  const std::string two = dispatcher.patent(ben.second, "US2");
  const auto buy = [&](const std::string& items) {
    return dispatcher.post("/v1/purchases", ben.second, R"({"items":[)" + items + "]}");
  };
  const RawReply own = buy(item(one) + "," + item(two));
  CHECK(own.code() == "own-asset");
  CHECK(holds_text(own, R"("errors":[{"pointer":"/items/1/asset","code":"own-asset",)"));
  CHECK(holds_text(own, R"("asset":")" + two + '"'));
  const RawReply low = buy(item(one, "0.01"));
  CHECK(low.code() == "below-cover");
  CHECK(holds_text(low, R"("pointer":"/items/0/escrow")"));
  CHECK(holds_text(low, R"("asset":")" + one + '"'));
  const std::string nothing = "ast_01kdvdna00e7mv2p04fpbhfx5j";
  const RawReply gone = buy(item(one) + "," + item(nothing));
  CHECK(gone.code() == "not-found");
  CHECK(holds_text(gone, R"("pointer":"/items/1/asset")"));
  CHECK(holds_text(gone, R"("asset":")" + nothing + '"'));
}

TEST_CASE("a lien above the assessment is told with what was asked") {
  const LiveDispatcher dispatcher;
  const auto ana = dispatcher.member("Ana");
  const auto ben = dispatcher.member("Ben");
  const std::string asset = dispatcher.patent(ana.second, "US1");
  const RawReply reply =
      dispatcher.post("/v1/assets/" + asset + "/liens", ana.second,
                      R"({"creditor":")" + ben.first + R"(","secured":"36500.01"})");
  CHECK(reply.code() == "below-secured");
  CHECK(reply.member("detail") ==
        "A lien of 36500.01 and the 0.00 that liens secure already pass the assessment of "
        "36500.00; secure less.");
  CHECK(holds_text(reply, R"("pointer":"/secured")"));
}

TEST_CASE("a purchase shows its buyer, its times and its kind") {
  const LiveDispatcher dispatcher;
  const auto ana = dispatcher.member("Ana");
  const auto ben = dispatcher.member("Ben");
  const std::string sold = dispatcher.patent(ana.second, "US1");
  const std::string auctioned = dispatcher.patent(ana.second, "US2");
  const auto buy = [&](const std::string& items) {
    return dispatcher.post("/v1/purchases", ben.second, R"({"items":[)" + items + "]}");
  };
  const RawReply bought = buy(item(sold));
  CHECK(bought.member("kind") == "purchase");
  CHECK(bought.member("buyer") == ben.first);
  CHECK(bought.member("filed_at") == "2026-01-01T00:00:00Z");
  CHECK(bought.member("completed_at") == "2026-01-01T00:00:00Z");
  CHECK(bought.member("completes_at") == "null");
  // The escrow of 500.00 lasts 200 days; a month later title leaves Ana.
  dispatcher.move_clock(R"("to":"2026-08-20T00:00:00Z")");
  const RawReply second = buy(item(auctioned));
  REQUIRE(second.status == 201);
  CHECK(second.member("kind") == "auction");
  CHECK(second.member("completed_at") == "2026-08-20T00:00:00Z");
  CHECK(dispatcher.get("/v1/purchases/" + second.member("id")).body == second.body);
}

TEST_CASE("the line of a shortfall in a statement names the asset") {
  const LiveDispatcher dispatcher;
  const auto ana = dispatcher.member("Ana");
  const std::string asset = dispatcher.patent(ana.second, "US1");
  dispatcher.move_clock(R"("to":"2026-10-01T00:00:00Z")");  // unsold in its auction: escheat
  const RawReply statement = dispatcher.get(
      "/v1/parties/" + ana.first + "/statement?from=2026-02-01T00:00:00Z", ana.second);
  const std::size_t debt = statement.body.find(R"("kind":"debt")");
  REQUIRE(debt != std::string::npos);
  const std::string line = statement.body.substr(debt, statement.body.find('}', debt) - debt);
  CAPTURE(line);
  CHECK(line.find(R"("asset":")" + asset + '"') != std::string::npos);
}

}  // namespace
}  // namespace quitrent::testing
