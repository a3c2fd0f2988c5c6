// SPDX-License-Identifier: EUPL-1.2
//
// What the register shows of its past: an asset at a second, the tax of a period, revenue.
#include <array>
#include <string>

#include <doctest/doctest.h>

#include "tests/api/http/live_dispatcher.hpp"
#include "tests/api/http/raw_connection.hpp"

namespace quitrent::testing {

using namespace api;
using namespace market;
using namespace tax;
namespace {

/// Ana registers a patent at 36500.00 on 2026-01-01. Ben buys it on 2026-01-11 and states 40000.00.
/// Now it is 2026-01-21. The patent is taxed at 2.5 % a year.
struct HistoryScene {
  LiveDispatcher dispatcher;
  std::pair<std::string, std::string> ana = dispatcher.member("Ana");
  std::pair<std::string, std::string> ben = dispatcher.member("Ben");
  std::string path = "/v1/assets/" + dispatcher.patent(ana.second, "US1");
  std::string fifth_day;  ///< the asset as it was shown on 2026-01-05

  HistoryScene() {
    dispatcher.move_clock(R"("to":"2026-01-05T00:00:00Z")");
    fifth_day = dispatcher.get(path).body;
    dispatcher.move_clock(R"("to":"2026-01-11T00:00:00Z")");
    const RawReply bought = dispatcher.post(
        "/v1/purchases", ben.second,
        R"({"items":[{"asset":")" + path.substr(11) +
            R"(","max_price":"36500.00","assessment":"40000.00","escrow":"900.00"}]})");
    REQUIRE(bought.status == 201);
    dispatcher.move_clock(R"("to":"2026-01-21T00:00:00Z")");
  }
};

TEST_CASE("questions about the future and in other words are refused") {
  const HistoryScene scene;
  struct Row {
    const char* query;
    int status;
    const char* code;
  };
  const auto rows = std::to_array<Row>({
      {"?as_of=2026-01-21T00:00:01Z", 400, "invalid-parameter"},
      {"?as_of=yesterday", 400, "invalid-parameter"},
      {"?at=2026-01-05", 400, "invalid-parameter"},
      {"?as_of=2025-12-31T23:59:59Z", 404, "not-found"},
      {"/tax?to=2026-01-21T00:00:01Z", 400, "invalid-parameter"},
      {"/tax?from=2026-01-03T00:00:00Z&to=2026-01-02T00:00:00Z", 400, "invalid-parameter"},
      {"/tax?from=x", 400, "invalid-parameter"},
      {"/tax?limit=0", 400, "invalid-parameter"},
      {"/tax?limit=201", 400, "invalid-parameter"},
      {"/tax?cursor=x", 400, "invalid-cursor"},
  });
  for (const Row& row : rows) {
    CAPTURE(row.query);
    const RawReply reply = scene.dispatcher.get(scene.path + row.query);
    CHECK(reply.status == row.status);
    CHECK(reply.code() == row.code);
  }
  for (const char* query :
       {"?to=2026-01-21T00:00:02Z", "?from=2026-01-03T00:00:00Z&to=2026-01-02T00:00:00Z", "?from=x",
        "?class=patent"}) {
    CAPTURE(query);
    CHECK(scene.dispatcher.get("/v1/revenue" + std::string{query}).code() == "invalid-parameter");
  }
  CHECK(scene.dispatcher.get("/v1/assets/ast_01kdvdna00e7mv2p04fpbhfx5j/tax").code() ==
        "not-found");
  CHECK(scene.dispatcher.get("/v1/assets/x/tax").code() == "not-found");
  CHECK(scene.dispatcher.get("/v1/assets/x?as_of=2026-01-05T00:00:00Z").code() == "not-found");
}

TEST_CASE("an asset at a past second is what was shown then") {
  const HistoryScene scene;
  const RawReply then = scene.dispatcher.get(scene.path + "?as_of=2026-01-05T00:00:00Z");
  CHECK(then.status == 200);
  CHECK(then.body == scene.fifth_day);
  CHECK(then.headers.count("etag") == 1);
  CHECK(scene.dispatcher.get(scene.path + "?as_of=2026-01-21T00:00:00Z").body ==
        scene.dispatcher.get(scene.path).body);
}

TEST_CASE("the tax of a period adds up over a sale") {
  const HistoryScene scene;
  // Ten days at 2.50, then ten at 40000.00 x 2.5 % / 365, which is 2.7397260273.
  const RawReply tax = scene.dispatcher.get(scene.path + "/tax");
  CHECK(tax.status == 200);
  CHECK(tax.member("total") == "52.39726");
  CHECK(holds_text(tax, R"("assessment":"36500.00")"));
  CHECK(holds_text(tax, R"("seconds":864000,"amount":"25.00","carried":"0")"));
  CHECK(holds_text(tax, R"("assessment":"40000.00")"));
  CHECK(scene.dispatcher.get(scene.path + "/tax?from=2026-01-02T00:00:00Z&to=2026-01-04T00:00:00Z")
            .member("total") == "5.00");
}

TEST_CASE("the slices of tax come page by page, each beside the total of the whole period") {
  const HistoryScene scene;
  const RawReply first = scene.dispatcher.get(scene.path + "/tax?limit=1");
  CHECK(first.member("total") == "52.39726");
  CHECK(holds_text(first, R"("assessment":"36500.00")"));
  CHECK_FALSE(holds_text(first, R"("assessment":"40000.00")"));
  CHECK(first.headers.count("link") == 1);
  const std::string cursor = first.member("next_cursor");
  REQUIRE_FALSE(cursor.empty());
  const RawReply second = scene.dispatcher.get(scene.path + "/tax?limit=1&cursor=" + cursor);
  CHECK(second.member("total") == "52.39726");
  CHECK_FALSE(holds_text(second, R"("assessment":"36500.00")"));
  CHECK(holds_text(second, R"("assessment":"40000.00")"));
  CHECK(holds_text(second, R"("next_cursor":null)"));
  CHECK(second.headers.count("link") == 0);
}

TEST_CASE("revenue of a period tells what came in and where it went") {
  const HistoryScene scene;
  const RawReply sale =
      scene.dispatcher.get("/v1/revenue?from=2026-01-11T00:00:00Z&to=2026-01-12T00:00:00Z");
  CHECK(sale.status == 200);
  CHECK(sale.member("opening") == "0.00");
  CHECK(holds_text(sale, R"({"class":"patent","amount":"25.00"})"));
  CHECK(sale.member("closing") == "25.00");
  const RawReply day_after =
      scene.dispatcher.get("/v1/revenue?from=2026-01-12T00:00:00Z&to=2026-01-13T00:00:00Z");
  CHECK(day_after.member("opening") == "25.00");
  CHECK(holds_text(day_after, R"("apportioned":{"shares":[{"to":"treasury","amount":"10.00"},)"
                              R"({"to":"commons fund","amount":"7.50"},)"
                              R"({"to":"dividend","amount":"5.00"},)"
                              R"({"to":"operations","amount":"2.50"}],"total":"25.00"})"));
  CHECK(day_after.member("closing") == "0.00");
}

}  // namespace
}  // namespace quitrent::testing
