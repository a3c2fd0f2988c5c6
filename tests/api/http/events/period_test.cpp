// SPDX-License-Identifier: EUPL-1.2
//
// Events of a period.
#include <algorithm>
#include <string>
#include <vector>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include "tests/api/http/live_dispatcher.hpp"

namespace quitrent::testing {

using namespace api;
using namespace market;
namespace {

using ReadJson = nlohmann::json;

/// A register in which Ana registers two patents, and Ben buys the first on 2026-02-01 and the
/// second on 2026-02-03.
struct TwoSales {
  LiveDispatcher dispatcher;
  std::pair<std::string, std::string> ana = dispatcher.member("Ana");
  std::pair<std::string, std::string> ben = dispatcher.member("Ben");
  std::string first = dispatcher.patent(ana.second, "US2190483");
  std::string second = dispatcher.patent(ana.second, "US2190484");

  TwoSales() {
    dispatcher.move_clock(R"("to":"2026-02-01T10:00:00Z")");
    buy(first);
    dispatcher.move_clock(R"("to":"2026-02-03T10:00:00Z")");
    buy(second);
  }
  void buy(const std::string& asset) const {
    const RawReply bought = dispatcher.post(
        "/v1/purchases", ben.second,
        R"({"items":[{"asset":")" + asset +
            R"(","max_price":"36500.00","assessment":"40000.00","escrow":"900.00"}]})");
    REQUIRE_MESSAGE(bought.status == 201, bought.body);
  }
  ReadJson read(const std::string& path) const {
    const RawReply reply = dispatcher.get(path);
    REQUIRE_MESSAGE(reply.status == 200, reply.body);
    return ReadJson::parse(reply.body);
  }
  /// The numbers of all events of a query, page by page.
  std::vector<std::uint64_t> numbers(const std::string& query, const std::string& limit) const {
    std::vector<std::uint64_t> all;
    std::string path = "/v1/events?" + query + "&limit=" + limit;
    for (;;) {
      const ReadJson page = read(path);
      for (const ReadJson& event : page.at("data")) all.push_back(event.at("number"));
      if (page.at("next_cursor").is_null()) return all;
      path = "/v1/events?cursor=" + page.at("next_cursor").get<std::string>() + "&limit=" + limit;
    }
  }
};

TEST_CASE("a period of events that cannot be read is refused") {
  const LiveDispatcher dispatcher;
  struct Row {
    const char* query;
    const char* code;
  };
  const auto rows = std::to_array<Row>(
      {{"from=yesterday", "invalid-parameter"},
       {"to=2026-02-01", "invalid-parameter"},
       {"from=2026-02-02T00:00:00Z&to=2026-02-01T00:00:00Z", "invalid-parameter"}});
  for (const Row& row : rows) {
    CAPTURE(row.query);
    CHECK(dispatcher.get(std::string{"/v1/events?"} + row.query).code() == row.code);
  }
}

TEST_CASE("the events of a period are those whose second is within it, on pages of any length") {
  const TwoSales scene;
  const ReadJson all = scene.read("/v1/events?limit=200");
  REQUIRE(all.at("next_cursor").is_null());
  struct Row {
    const char* query;
    const char* from;
    const char* to;
  };
  const auto rows =
      std::to_array<Row>({{"from=2026-02-01T00:00:00Z&to=2026-02-02T00:00:00Z",
                           "2026-02-01T00:00:00Z", "2026-02-02T00:00:00Z"},
                          {"from=2026-02-01T10:00:00Z&to=2026-02-03T10:00:00Z",
                           "2026-02-01T10:00:00Z", "2026-02-03T10:00:00Z"},
                          {"from=2026-02-03T10:00:00Z", "2026-02-03T10:00:00Z", "9"},
                          {"to=2026-02-01T10:00:00Z", "0", "2026-02-01T10:00:00Z"},
                          {"from=1970-01-01T00:00:00Z&to=1970-01-02T00:00:00Z", "0", "0"},
                          {"from=2027-01-01T00:00:00Z&to=2027-01-02T00:00:00Z", "9", "9"}});
  for (const Row& row : rows) {
    CAPTURE(row.query);
    std::vector<std::uint64_t> expected;
    for (const ReadJson& event : all.at("data")) {
      const std::string at = event.at("at");
      if (at >= row.from && at < row.to) expected.push_back(event.at("number"));
    }
    for (const char* const limit : {"1", "2", "200"}) {
      CAPTURE(limit);
      CHECK(scene.numbers(row.query, limit) == expected);
    }
  }
  CHECK(scene.numbers("from=2026-02-01T10:00:00Z&to=2026-02-01T10:00:01Z", "50").size() > 0);
}

TEST_CASE("a cursor keeps its period, and refuses another one") {
  const TwoSales scene;
  const std::string period = "from=2026-02-01T00:00:00Z&to=2026-02-04T00:00:00Z";
  const std::string cursor =
      scene.read("/v1/events?" + period + "&limit=1").at("next_cursor").get<std::string>();
  const std::string path = "/v1/events?cursor=" + cursor + "&limit=1";
  CHECK(scene.dispatcher.get(path + "&from=2026-02-02T00:00:00Z").code() == "invalid-cursor");
  CHECK(scene.dispatcher.get(path + "&to=2026-02-02T00:00:00Z").code() == "invalid-cursor");
  CHECK(scene.dispatcher.get(path + "&" + period).status == 200);
  const std::string without = scene.read("/v1/events?limit=1").at("next_cursor").get<std::string>();
  CHECK(scene.dispatcher.get("/v1/events?" + period + "&cursor=" + without).code() ==
        "invalid-cursor");
}

}  // namespace
}  // namespace quitrent::testing
