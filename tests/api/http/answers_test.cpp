// SPDX-License-Identifier: EUPL-1.2
//
// Answers of the HTTP interface to requests that succeed, and the form of refusals.
#include <set>
#include <string>

#include <doctest/doctest.h>

#include "api/http/protocol/problem.hpp"
#include "registry/vocabulary/digest.hpp"
#include "tests/api/http/live_dispatcher.hpp"

namespace quitrent::testing {

using namespace api;
using namespace market;
using namespace tax;
namespace {

/// The names of the members of the outermost object, in order.
std::string names_of(const std::string& json) {
  std::string names;
  int depth = 0;
  for (std::size_t at = 0; at < json.size(); ++at) {
    if (json[at] == '{' || json[at] == '[') ++depth;
    if (json[at] == '}' || json[at] == ']') --depth;
    if (json[at] != '"') continue;
    const std::size_t end = json.find('"', at + 1);
    if (depth == 1 && json[end + 1] == ':') names += json.substr(at + 1, end - at - 1) + " ";
    at = end;
  }
  return names;
}

std::string purchase_of(const std::string& asset, const std::string& max_price) {
  return R"({"items":[{"asset":")" + asset + R"(","max_price":")" + max_price +
         R"(","assessment":"40000.00","escrow":"2000.00"}]})";
}

TEST_CASE("every refusal of the register has a row in the table of problems") {
  std::size_t refusals = 0;
  // Lists every refusal again, to find one that is missing in the table of problems.
#define QUITRENT_ROW(refusal, number, http, words)                                  \
  {                                                                                 \
    CAPTURE(#refusal);                                                              \
    const ProblemKind& kind = problem_kind(static_cast<int>(RefusalCode::refusal)); \
    CHECK(kind.code == to_text(RefusalCode::refusal));                              \
    CHECK(kind.code.find('_') == std::string::npos);                                \
    CHECK(kind.title == std::string_view{words});                                   \
    CHECK(kind.status == (http));                                                   \
    ++refusals;                                                                     \
  }
  QUITRENT_REFUSALS(QUITRENT_ROW, QUITRENT_ROW)
#undef QUITRENT_ROW
  CHECK(refusals == 37);
  int before = 0;
  for (const ProblemKind& kind : problem_kinds()) {
    CAPTURE(kind.number);
    CHECK(kind.number > before);
    before = kind.number;
    CHECK(kind.status >= 400);
    CHECK_FALSE(kind.title.empty());
  }
}

TEST_CASE("refusals show the values to look at again, and record nothing") {
  const LiveDispatcher dispatcher;
  const auto ana = dispatcher.member("Ana");
  const auto ben = dispatcher.member("Ben", "50.00");
  const std::string asset = dispatcher.patent(ana.second, "US1");
  const std::string of_asset = "/v1/assets/" + asset;
  const Sequence before = dispatcher.sequence();
  struct Row {
    const char* why;
    std::string path, key, body;
    int status;
    const char* code;
    const char* current;
  };
  const std::vector<Row> rows{
      {"another's asset", of_asset + "/assessments", ben.second, R"({"assessment":"1.00"})", 403,
       "forbidden", ""},
      {"another's escrow", of_asset + "/escrow/withdrawals", ben.second, R"({"amount":"1.00"})",
       403, "forbidden", ""},
      {"another version", of_asset + "/assessments", ana.second,
       R"({"assessment":"1.00","expected_version":7})", 409, "version-mismatch",
       R"("current":{"version":1)"},
      {"another version beats the holder's right", of_asset + "/assessments", ben.second,
       R"({"assessment":"1.00","expected_version":7})", 409, "version-mismatch",
       R"("current":{"version":1)"},
      {"below cover", of_asset + "/escrow/withdrawals", ana.second, R"({"amount":"500.00"})", 409,
       "below-cover", R"("minimum":"75.00")"},
      {"too dear", "/v1/purchases", ben.second, purchase_of(asset, "36499.999999"), 409,
       "price-above-maximum", R"("price":"36500.00")"},
      {"too poor", "/v1/purchases", ben.second, purchase_of(asset, "36500.00"), 409,
       "insufficient-funds", R"("available":"50.00")"},
      {"its own", "/v1/purchases", ana.second, purchase_of(asset, "36500.00"), 409, "own-asset",
       R"("current":{)"},
      {"a reference twice", "/v1/parties/" + ana.first + "/credits",
       std::string{LiveDispatcher::kOperatorKey},
       R"({"amount":"1.00","reference":"opening of Ana"})", 409, "duplicate-reference",
       R"("current":{)"},
      {"a name taken", "/v1/assets", ben.second,
       R"({"name":"P","class":"patent","identifiers":[{"scheme":"patent","value":"US1"}],)"
       R"("terms":{"commitment":"none"},"assessment":"1.00","escrow":"1.00"})",
       409, "duplicate-identifier", asset.c_str()}};
  for (const Row& row : rows) {
    CAPTURE(row.why);
    const RawReply reply = dispatcher.post(row.path, row.key, row.body);
    CAPTURE(reply.body);
    CHECK(reply.status == row.status);
    CHECK(reply.code() == row.code);
    CHECK(reply.body.find(row.current) != std::string::npos);
  }
  CHECK(dispatcher.sequence() == before);
}

TEST_CASE("an asset has the fields of the contract, in their order") {
  const LiveDispatcher dispatcher;
  const auto ana = dispatcher.member("Ana");
  const std::string fields =
      "id name class identifiers terms derived_from degree state title_evidence holder "
      "former_holder "
      "assessment price rate escrow arrears surcharge cure tax_per_day tax_per_year funded_until "
      "forecloses_at held_until withdraws_at completes_at auction_ends_at "
      "expires_at encumbrances findings terms_digest version registered_at as_of currency ";
  const std::string id = dispatcher.patent(ana.second, "US1");
  const RawReply shown = dispatcher.get("/v1/assets/" + id);
  CHECK(names_of(shown.body) == fields);
  CHECK(shown.member("tax_per_day") == "2.50");
  CHECK(shown.member("funded_until") == "2026-07-20T00:00:01Z");
  CHECK(shown.headers.at("quitrent-clock") == "2026-01-01T00:00:00Z");
  const RawReply listed = dispatcher.get("/v1/assets");
  CHECK(listed.body.find(shown.body) != std::string::npos);
  const RawReply head = dispatcher.ask({.method = "HEAD", .path = "/v1/assets/" + id});
  CHECK(head.status == 200);
  CHECK(head.headers.at("content-length") == std::to_string(shown.body.size()));
}

TEST_CASE("an ETag holds as long as the bytes do") {
  const LiveDispatcher dispatcher;
  const auto ana = dispatcher.member("Ana");
  const std::string path = "/v1/assets/" + dispatcher.patent(ana.second, "US1");
  const std::string tag = dispatcher.get(path).headers.at("etag");
  CHECK(tag.starts_with('"'));
  const auto status = [&](const std::string& condition) {
    return dispatcher.ask({.path = path, .headers = {{"If-None-Match", condition}}}).status;
  };
  CHECK(status(tag) == 304);
  CHECK(status("\"x\", W/" + tag) == 304);
  CHECK(status("*") == 304);
  CHECK(status("\"x\"") == 200);
  dispatcher.post("/v1/sandbox/clock", LiveDispatcher::kOperatorKey, R"({"by":"1d"})");
  CHECK(status(tag) == 200);
}

TEST_CASE("a repeated request is answered byte for byte, its key with another body is refused") {
  const LiveDispatcher dispatcher;
  const auto ana = dispatcher.member("Ana");
  const auto repeated = [&](const std::string& path, const std::string& key,
                            const std::string& body) {
    return dispatcher.ask({.method = "POST",
                           .path = path,
                           .key = key,
                           .body = body,
                           .headers = {{"Idempotency-Key", "the same"}}});
  };
  const std::string operator_key{LiveDispatcher::kOperatorKey};
  const std::string body = R"({"name":"Cai"})";
  const RawReply first = repeated("/v1/parties", operator_key, body);
  const Sequence before = dispatcher.sequence();
  const RawReply again = repeated("/v1/parties", operator_key, body);
  CHECK(first.status == 201);
  CHECK(first.headers.count("idempotent-replayed") == 0);
  CHECK(again.status == 201);
  CHECK(again.body == first.body);
  CHECK(again.headers.at("idempotent-replayed") == "true");
  CHECK(dispatcher.get("/v1/me", again.member("api_key")).member("name") == "Cai");
  const RawReply other = repeated("/v1/parties", operator_key, R"({"name":"Dan"})");
  CHECK(other.status == 422);
  CHECK(other.code() == "idempotency-key-reused");
  // Method and path are part of a request; a key belongs to one caller.
  CHECK(repeated("/v1/parties/" + ana.first + "/credits", operator_key,
                 R"({"amount":"1.00","reference":"x"})")
            .code() == "idempotency-key-reused");
  CHECK(dispatcher.sequence() == before);
  CHECK(repeated("/v1/parties/" + ana.first + "/withdrawals", ana.second, R"({"amount":"1.00"})")
            .status == 201);
}

TEST_CASE("lists go on where their page ended and keep their filters") {
  const LiveDispatcher dispatcher;
  const auto ana = dispatcher.member("Ana");
  std::set<std::string> registered;
  for (const char* number : {"US1", "US2", "US3", "US4", "US5"}) {
    registered.insert(dispatcher.patent(ana.second, number));
  }
  std::set<std::string> seen;
  std::string path = "/v1/assets?limit=2&class=patent&q=patent&sort=-assessment";
  int pages = 0;
  for (; !path.empty() && pages < 10; ++pages) {
    const RawReply page = dispatcher.get(path);
    REQUIRE(page.status == 200);
    for (std::size_t at = page.body.find("{\"id\":\"ast_"); at != std::string::npos;
         at = page.body.find("{\"id\":\"ast_", at + 1)) {
      seen.insert(page.body.substr(at + 7, 30));
    }
    const std::string next = page.member("next_cursor");
    const auto link = page.headers.find("link");
    CHECK((next == "null") == (link == page.headers.end()));
    path = next == "null" ? "" : "/v1/assets?limit=2&cursor=" + next;
    if (next != "null") {
      CHECK(link->second.starts_with("</v1/assets?cursor=" + next + "&limit=2>; rel=\"next\""));
      CHECK(dispatcher.get("/v1/assets?class=design&cursor=" + next).code() == "invalid-cursor");
    }
  }
  CHECK(pages == 3);
  CHECK(seen == registered);
}

/// A register with three patents of Ana's, one of them assessed anew twice.
struct Lists {
  Lists() {
    for (const char* number : {"US1", "US2", "US3"}) asset = dispatcher.patent(ana.second, number);
    dispatcher.move_clock(R"("by":"10d")");
    for (const char* value : {"40000.00", "41000.00"}) {
      const std::string body = R"({"assessment":")" + std::string{value} + R"("})";
      REQUIRE(dispatcher.post(path("/assessments"), ana.second, body).status == 200);
      dispatcher.move_clock(R"("by":"10d")");
    }
  }
  std::string path(const std::string& of_asset) const { return "/v1/assets/" + asset + of_asset; }

  LiveDispatcher dispatcher;
  std::pair<std::string, std::string> ana = dispatcher.member("Ana");
  std::string asset;
};

TEST_CASE("a filter beside a cursor of other filters is refused, the same filter is not") {
  const Lists lists;
  const std::string events = lists.path("/events");
  const std::string tax = lists.path("/tax");
  const std::string from = "from=2026-01-02T00:00:00Z";
  struct Row {
    std::string path;    ///< of the list
    std::string first;   ///< parameters of the first page
    std::string beside;  ///< parameters beside its cursor
    bool same;
  };
  const std::vector<Row> rows{{"/v1/assets", "", "q=zzz", false},
                              {"/v1/assets", "", "q=patent", false},
                              {"/v1/assets", "q=patent", "q=us", false},
                              {"/v1/assets", "q=patent", "q=", false},
                              {"/v1/assets", "q=patent", "q=patent", true},
                              {"/v1/assets", "", "q=", true},
                              {"/v1/assets", "class=patent", "class=patent", true},
                              {"/v1/assets", "sort=-assessment", "sort=registered_at", false},
                              {"/v1/licences", "q=mit", "q=", false},
                              {"/v1/licences", "q=mit", "q=MIT", true},
                              {"/v1/licences", "", "class=dataset", false},
                              {"/v1/events", "", "after=2", false},
                              {"/v1/events", "after=2", "after=3", false},
                              {"/v1/events", "after=2", "after=0", false},
                              {"/v1/events", "after=2", "after=2", true},
                              {"/v1/events", "", "after=0", true},
                              {events, "", "after=3", false},
                              {events, "after=1", "after=2", false},
                              {events, "after=1", "after=1", true},
                              {tax, from, "from=2026-01-03T00:00:00Z", false},
                              {tax, from, "to=2026-01-20T00:00:00Z", false},
                              {tax, from, from, true}};
  for (const Row& row : rows) {
    CAPTURE(row.path);
    CAPTURE(row.first);
    CAPTURE(row.beside);
    const RawReply page = lists.dispatcher.get(row.path + "?limit=1&" + row.first);
    const std::string cursor = page.member("next_cursor");
    REQUIRE(cursor != "null");
    REQUIRE_FALSE(cursor.empty());
    const RawReply next = lists.dispatcher.get(row.path + "?limit=1&cursor=" + cursor);
    CHECK(next.status == 200);
    const RawReply beside =
        lists.dispatcher.get(row.path + "?limit=1&cursor=" + cursor + '&' + row.beside);
    CHECK(beside.status == (row.same ? 200 : 400));
    CHECK(beside.code() == (row.same ? "" : "invalid-cursor"));
    if (row.same) CHECK(beside.body == next.body);
  }
}

TEST_CASE("all pages of an asset's tax have the period of the first, and are of one asset") {
  const Lists lists;
  const std::string from = "from=2026-01-02T00:00:00Z";
  const RawReply whole = lists.dispatcher.get(lists.path("/tax?" + from));
  const RawReply first = lists.dispatcher.get(lists.path("/tax?limit=1&" + from));
  const std::string next = "?limit=1&cursor=" + first.member("next_cursor");
  CHECK(lists.dispatcher.get(lists.path("/tax" + next)).member("total") == whole.member("total"));
  const std::string other = lists.dispatcher.patent(lists.ana.second, "US4");
  CHECK(lists.dispatcher.get("/v1/assets/" + other + "/tax" + next).code() == "invalid-cursor");
}

TEST_CASE("a purchase is seen in title, events, purchases, accounts and statements") {
  const LiveDispatcher dispatcher;
  const auto ana = dispatcher.member("Ana", "1000.00");
  const auto ben = dispatcher.member("Ben", "80000.00");
  const std::string asset = dispatcher.patent(ana.second, "US1");
  dispatcher.post("/v1/sandbox/clock", LiveDispatcher::kOperatorKey, R"({"by":"10d"})");
  const RawReply quote = dispatcher.post("/v1/quotes", "", R"({"asset":")" + asset + R"("})");
  CHECK(quote.body.starts_with(R"({"price":"36500.00","cover":"75.00","total":"36575.00",)"));
  const RawReply beyond = dispatcher.post(
      "/v1/quotes", "", R"({"asset":")" + asset + R"(","escrow":"9000000000000.00"})");
  CHECK(beyond.status == 422);
  CHECK(beyond.body.find(R"("code":"out-of-range")") != std::string::npos);
  const RawReply bought =
      dispatcher.post("/v1/purchases", ben.second, purchase_of(asset, "36500.00"));
  REQUIRE(bought.status == 201);
  const std::string id = bought.member("id");
  CHECK(bought.headers.at("location") == "/v1/purchases/" + id);
  CHECK(dispatcher.get("/v1/purchases/" + id).body == bought.body);
  CHECK(dispatcher.get("/v1/purchases").body.find(bought.body) != std::string::npos);
  const RawReply title = dispatcher.get("/v1/assets/" + asset + "/title");
  CHECK(title.body.find(R"("name":"Ana"},"from":"2026-01-01T00:00:00Z",)"
                        R"("to":"2026-01-11T00:00:00Z","cause":"registration","price":null})") !=
        std::string::npos);
  CHECK(title.body.find(R"("to":null,"cause":"purchase","price":"36500.00"})") !=
        std::string::npos);
  CHECK(dispatcher.get("/v1/assets/" + asset + "/events").body.find("\"asset-conveyed\"") !=
        std::string::npos);
  const RawReply account = dispatcher.get("/v1/parties/" + ana.first + "/account", ana.second);
  CHECK(names_of(account.body) == "available held debt frozen currency as_of ");
  CHECK(account.member("available") == "37475.00");
  const RawReply statement = dispatcher.get(
      "/v1/parties/" + ana.first + "/statement?from=2026-01-02T00:00:00Z", ana.second);
  CHECK(statement.member("opening") == "500.00");
  CHECK(statement.member("closing") == "37475.00");
  CHECK(dispatcher.get("/v1/parties/" + ana.first + "/statement", LiveDispatcher::kOperatorKey)
            .status == 200);
}

TEST_CASE("the public events come without gaps, with every entry of the chain") {
  const LiveDispatcher dispatcher;
  const auto ana = dispatcher.member("Ana");
  for (const char* number : {"US1", "US2", "US3"}) dispatcher.patent(ana.second, number);
  std::uint64_t entry = 0;
  std::uint64_t number = 0;
  std::string path = "/v1/events?limit=1";
  for (int pages = 0; !path.empty() && pages < 20; ++pages) {
    const RawReply page = dispatcher.get(path);
    REQUIRE(page.status == 200);
    for (std::size_t at = page.body.find("\"number\":"); at != std::string::npos;
         at = page.body.find("\"number\":", at + 1)) {
      CHECK(std::stoull(page.body.substr(at + 9)) == ++number);
    }
    for (std::size_t at = page.body.find("\"sequence\":"); at != std::string::npos;
         at = page.body.find("\"sequence\":", at + 1)) {
      CHECK(std::stoull(page.body.substr(at + 11)) == ++entry);
    }
    const std::string next = page.member("next_cursor");
    path = next == "null" ? "" : "/v1/events?limit=1&cursor=" + next;
  }
  CHECK(number == 5);
  CHECK(entry == dispatcher.sequence());
  const RawReply later = dispatcher.get("/v1/events?after=4");
  CHECK(later.member("number") == "5");
  CHECK(later.body.find(R"("api_key")") == std::string::npos);
  CHECK(dispatcher.get("/v1/events?after=5").body.find("\"data\":[]") != std::string::npos);
}

}  // namespace
}  // namespace quitrent::testing
