// SPDX-License-Identifier: EUPL-1.2
//
// Every route gets every kind of bad input. The answer must be the documented problem, and nothing
// may be recorded.
#include <array>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "api/http/routes.hpp"
#include "tests/api/http/bad_requests_scene.hpp"
#include "tests/api/http/live_dispatcher.hpp"

namespace quitrent::testing {

using namespace api;
using namespace market;
namespace {

using namespace std::string_literals;

void check(const RawReply& reply, int status, std::string_view code) {
  CAPTURE(reply.body);
  CHECK(reply.status == status);
  CHECK(reply.code() == code);
  CHECK(reply.headers.at("content-type") == "application/problem+json");
  CHECK(reply.member("request_id").starts_with("req_"));
  CHECK(reply.member("status") == std::to_string(status));
}

TEST_CASE("every route that takes a body refuses what is no body of its") {
  const BadRequestsScene scene;
  const Sequence before = scene.dispatcher.sequence();
  const std::string large = R"({"name":")" + std::string(64 * 1024, 'x') + R"("})";
  struct Row {
    const char* why;
    std::string body;
    std::string content_type;
    int status;
    const char* code;
  };
  const std::vector<Row> rows{
      {"a byte too many", large, "application/json", 413, "body-too-large"},
      {"too large beats the media type", large, "text/plain", 413, "body-too-large"},
      {"no media type", "{}", "", 415, "unsupported-media-type"},
      {"another media type", "{}", "text/plain", 415, "unsupported-media-type"},
      {"a form", "a=b", "application/x-www-form-urlencoded", 415, "unsupported-media-type"},
      {"nothing", "", "application/json", 400, "malformed-json"},
      {"half an object", "{", "application/json", 400, "malformed-json"},
      {"a NUL behind the value", "{}\0"s, "application/json", 400, "malformed-json"},
      {"a NUL and more behind the value", "{}\0{}"s, "application/json", 400, "malformed-json"},
      {"a NUL in a text", "{\"name\":\"\0\"}"s, "application/json", 400, "malformed-json"},
      {"two values", "{} {}", "application/json", 400, "malformed-json"},
      {"a comma too many", R"({"a":1,})", "application/json", 400, "malformed-json"},
      {"a key twice", R"({"name":"a","name":"b"})", "application/json", 400, "malformed-json"},
      {"a key twice, within", R"({"x":{"y":1,"y":2}})", "application/json", 400, "malformed-json"},
      {"bad UTF-8", "{\"name\":\"\xff\xfe\"}", "application/json", 400, "malformed-json"},
      {"half a surrogate", R"({"name":"\ud800"})", "application/json", 400, "malformed-json"},
      {"too deep", std::string(40, '[') + std::string(40, ']'), "application/json", 400,
       "malformed-json"},
      {"not a number", "NaN", "application/json", 400, "malformed-json"},
      {"a list", "[]", "application/json; charset=utf-8", 422, "invalid-field"},
      {"a text", R"("x")", "application/json", 422, "invalid-field"},
      {"null", "null", "Application/JSON", 422, "invalid-field"}};
  for (const Route& route : routes()) {
    if (route.body == BodyForm::none || route.body == BodyForm::toml) continue;
    CAPTURE(route.pattern);
    for (const Row& row : rows) {
      CAPTURE(row.why);
      if (row.body.empty() && route.body == BodyForm::optional_json) continue;
      check(scene.dispatcher.ask({.method = std::string{to_text(route.method)},
                                  .path = path_of(route, scene),
                                  .key = key_of(route, scene),
                                  .body = row.body,
                                  .content_type = row.content_type}),
            row.status, row.code);
    }
    const RawReply unknown = scene.dispatcher.ask({.method = std::string{to_text(route.method)},
                                                   .path = path_of(route, scene),
                                                   .key = key_of(route, scene),
                                                   .body = R"({"no such field":1})"});
    CHECK(unknown.status == 422);
    CHECK(unknown.body.find("unknown-field") != std::string::npos);
    CHECK(unknown.body.find(R"("pointer":"/no such field")") != std::string::npos);
  }
  CHECK(scene.dispatcher.sequence() == before);
}

TEST_CASE("every route asks for the key and the role that it needs, before it reads the body") {
  const BadRequestsScene scene;
  const auto auditor = scene.dispatcher.member("Eve", "1.00", R"(["auditor"])");
  const Sequence before = scene.dispatcher.sequence();
  for (const Route& route : routes()) {
    CAPTURE(route.pattern);
    RawRequest request{.method = std::string{to_text(route.method)},
                       .path = path_of(route, scene),
                       .body = "not JSON",
                       .content_type = type_of(route)};
    if (route.access == Access::anyone) continue;
    if (route.access != Access::optional_key) {
      check(scene.dispatcher.ask(request), 401, "unauthenticated");
      CHECK(scene.dispatcher.ask(request).headers.at("www-authenticate") == "Bearer");
    }
    request.key = "qtr_no_such_key";
    check(scene.dispatcher.ask(request), 401, "unauthenticated");
    if (route.access == Access::optional_key) continue;
    request.key = scene.ana.second + "x";
    check(scene.dispatcher.ask(request), 401, "unauthenticated");
    if (route.access == Access::any_key) continue;
    request.key = auditor.second;
    check(scene.dispatcher.ask(request), 403, "forbidden");
    request.key = route.access == Access::member ? std::string{LiveDispatcher::kOperatorKey}
                                                 : scene.ana.second;
    check(scene.dispatcher.ask(request), 403, "forbidden");
  }
  CHECK(scene.dispatcher.sequence() == before);
}

TEST_CASE("every route refuses other methods and chunked and compressed bodies") {
  const BadRequestsScene scene;
  const Sequence before = scene.dispatcher.sequence();
  for (const Route& route : routes()) {
    CAPTURE(route.pattern);
    const std::string path = path_of(route, scene);
    const RawReply reply =
        scene.dispatcher.ask({.method = "PATCH", .path = path, .key = key_of(route, scene)});
    check(reply, 405, "method-not-allowed");
    CHECK(reply.headers.at("allow").find(to_text(route.method)) != std::string::npos);
    const RawReply options = scene.dispatcher.ask({.method = "OPTIONS", .path = path});
    CHECK(options.status == 204);
    CHECK(options.headers.at("allow") == reply.headers.at("allow"));
    if (route.body == BodyForm::none) continue;
    const std::string head = std::string{to_text(route.method)} + " " + path +
                             " HTTP/1.1\r\nHost: test\r\nAuthorization: Bearer " +
                             key_of(route, scene) + "\r\nContent-Type: " + type_of(route) + "\r\n";
    check(raw_exchange(scene.dispatcher.port(),
                       head + "Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n"),
          411, "length-required");
    check(raw_exchange(scene.dispatcher.port(),
                       head + "Content-Encoding: gzip\r\nContent-Length: 2\r\n\r\n{}"),
          415, "unsupported-media-type");
  }
  CHECK(scene.dispatcher.sequence() == before);
}

TEST_CASE("what is not there is not found, in the words of API.md") {
  const BadRequestsScene scene;
  const Sequence before = scene.dispatcher.sequence();
  const std::string nobody = "pty_01kdvdna00e7mv2p04fpbhfx5j";
  const std::string amount = R"({"amount":"1.00","reference":"r"})";
  struct Row {
    const char* why;
    RawRequest request;
    int status;
    const char* code;
  };
  const std::string operator_key{LiveDispatcher::kOperatorKey};
  const std::string& ana = scene.ana.second;
  const std::string assets = "/v1/assets/";
  const std::vector<Row> rows{
      {"no such route", {.path = "/v2"}, 404, "not-found"},
      {"a route of a later day",
       {.method = "POST", .path = "/v1/assets/x/leases"},
       404,
       "not-found"},
      {"a slash too many", {.path = "/v1/assets/"}, 404, "not-found"},
      {"an unknown asset", {.path = assets + scene.unknown_asset}, 404, "not-found"},
      {"no identifier", {.path = assets + "x"}, 404, "not-found"},
      {"an identifier in capitals",
       {.path = assets + "AST_01KDVDNA00E7MV2P04FPBHFX5J"},
       404,
       "not-found"},
      {"its title", {.path = assets + scene.unknown_asset + "/title"}, 404, "not-found"},
      {"its events", {.path = assets + scene.unknown_asset + "/events"}, 404, "not-found"},
      {"a purchase", {.path = "/v1/purchases/pur_01kdvdna00e7mv2p04fpbhfx5j"}, 404, "not-found"},
      {"a schedule", {.path = "/v1/schedules/sch_01kdvdna00e7mv2p04fpbhfx5j"}, 404, "not-found"},
      {"somebody else's account",
       {.path = "/v1/parties/" + scene.ben.first + "/account", .key = ana},
       404,
       "not-found"},
      {"somebody else's statement",
       {.path = "/v1/parties/" + scene.ben.first + "/statement", .key = ana},
       404,
       "not-found"},
      {"nobody's account",
       {.path = "/v1/parties/" + nobody + "/account", .key = operator_key},
       404,
       "not-found"},
      {"a credit for nobody",
       {.method = "POST",
        .path = "/v1/parties/" + nobody + "/credits",
        .key = operator_key,
        .body = amount},
       404,
       "not-found"},
      {"a withdrawal from somebody else",
       {.method = "POST",
        .path = "/v1/parties/" + scene.ben.first + "/withdrawals",
        .key = ana,
        .body = amount},
       404,
       "not-found"},
      {"shape comes before the thing",
       {.method = "POST",
        .path = assets + scene.unknown_asset + "/assessments",
        .key = ana,
        .body = "{}"},
       422,
       "missing-field"},
      {"an unknown asset assessed",
       {.method = "POST",
        .path = assets + scene.unknown_asset + "/assessments",
        .key = ana,
        .body = R"({"assessment":"1.00"})"},
       404,
       "not-found"},
      {"an unknown asset bought",
       {.method = "POST",
        .path = "/v1/purchases",
        .key = ana,
        .body = R"({"items":[{"asset":")" + scene.unknown_asset +
                R"(","max_price":"1.00","assessment":"1.00","escrow":"1.00"}]})"},
       404,
       "not-found"},
      {"an unknown asset quoted",
       {.method = "POST",
        .path = "/v1/quotes",
        .body = R"({"asset":")" + scene.unknown_asset + R"("})"},
       404,
       "not-found"}};
  for (const Row& row : rows) {
    CAPTURE(row.why);
    check(scene.dispatcher.ask(row.request), row.status, row.code);
  }
  CHECK(scene.dispatcher.sequence() == before);
}

TEST_CASE("every route under /v1 refuses a parameter that it does not know, and files nothing") {
  const BadRequestsScene scene;
  const Sequence before = scene.dispatcher.sequence();
  for (const Route& route : routes()) {
    CAPTURE(route.pattern);
    CAPTURE(to_text(route.method));
    for (const char* parameter : {"?no_such=1", "?no_such", "?%6eo_such=", "?limit=1&no_such=1"}) {
      const RawReply reply = scene.dispatcher.ask({.method = std::string{to_text(route.method)},
                                                   .path = path_of(route, scene) + parameter,
                                                   .key = key_of(route, scene),
                                                   .body = route.body == BodyForm::none ? "" : "{}",
                                                   .content_type = type_of(route)});
      if (!route.pattern.starts_with("/v1/")) {
        CHECK(reply.status == 200);
        continue;
      }
      check(reply, 400, "invalid-parameter");
      CHECK(reply.body.contains(R"("pointer":"no_such")"));
    }
  }
  check(scene.dispatcher.get("/v1/schedules/current?as_of=2026-01-01"), 400, "invalid-parameter");
  CHECK(scene.dispatcher.get("/v1/stats?").status == 200);
  CHECK(scene.dispatcher.sequence() == before);
}

TEST_CASE("parameters and cursors that cannot be read are refused") {
  const BadRequestsScene scene;
  struct Row {
    const char* path;
    const char* code;
  };
  const auto rows = std::to_array<Row>({
      {"/v1/assets?limit=0", "invalid-parameter"},
      {"/v1/assets?limit=201", "invalid-parameter"},
      {"/v1/assets?limit=ten", "invalid-parameter"},
      {"/v1/assets?limit=1&limit=1", "invalid-parameter"},
      {"/v1/assets?class=boat", "invalid-parameter"},
      {"/v1/assets?state=gone", "invalid-parameter"},
      {"/v1/assets?holder=me", "invalid-parameter"},
      {"/v1/assets?sort=name", "invalid-parameter"},
      {"/v1/assets?colour=red", "invalid-parameter"},
      {"/v1/assets?q=%ff", "invalid-parameter"},
      {"/v1/assets?q=%0a", "invalid-parameter"},
      {"/v1/assets?q=%4", "invalid-parameter"},
      {"/v1/assets?cursor=x", "invalid-cursor"},
      {"/v1/assets?cursor=MXB1cmNoYXNlcwow", "invalid-cursor"},
      {"/v1/purchases?cursor=x", "invalid-cursor"},
      {"/v1/purchases?after=1", "invalid-parameter"},
      {"/v1/events?after=-1", "invalid-parameter"},
      {"/v1/events?limit=0", "invalid-parameter"},
      {"/v1/events?cursor=%20", "invalid-cursor"},
      {"/v1/schedules?cursor=x", "invalid-cursor"},
  });
  for (const Row& row : rows) {
    CAPTURE(row.path);
    check(scene.dispatcher.get(row.path), 400, row.code);
  }
  check(scene.dispatcher.get("/v1/parties/" + scene.ana.first + "/statement?from=x",
                             scene.ana.second),
        400, "invalid-parameter");
  check(scene.dispatcher.get("/v1/parties/" + scene.ana.first +
                                 "/statement?from=2026-01-02T00:00:00Z&to=2026-01-01T00:00:00Z",
                             scene.ana.second),
        400, "invalid-parameter");
}

TEST_CASE("what is no request of HTTP/1.1 is answered all the same") {
  const BadRequestsScene scene;
  struct Row {
    const char* why;
    std::string bytes;
    int status;
    const char* code;
  };
  const std::vector<Row> rows{
      {"no method", "hello\r\n\r\n", 400, "malformed-request"},
      {"an old version", "GET / HTTP/0.9\r\n\r\n", 400, "malformed-request"},
      {"a header without a colon", "GET /healthz HTTP/1.1\r\nHost\r\n\r\n", 400,
       "malformed-request"},
      {"a long address", "GET /" + std::string(4'000, 'x') + " HTTP/1.1\r\nHost: t\r\n\r\n", 414,
       "target-too-long"},
      {"two lengths",
       "POST /v1/quotes HTTP/1.1\r\nHost: t\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\n{}",
       400, "malformed-request"},
      {"length and chunks",
       "POST /v1/quotes HTTP/1.1\r\nHost: t\r\nContent-Length: 2\r\nTransfer-Encoding: "
       "chunked\r\n\r\n{}",
       400, "malformed-request"}};
  for (const Row& row : rows) {
    CAPTURE(row.why);
    check(raw_exchange(scene.dispatcher.port(), row.bytes), row.status, row.code);
  }
  const RawReply ranged =
      scene.dispatcher.ask({.path = "/healthz", .headers = {{"Range", "bytes=0-3"}}});
  CHECK(ranged.status == 200);
  CHECK(ranged.body == R"({"status":"ok"})");
}

TEST_CASE("a request without a body leaves the connection to the next one") {
  const BadRequestsScene scene;
  const std::string rest = " HTTP/1.1\r\nHost: t\r\n\r\n";
  const std::string asset = "/v1/assets/" + scene.asset;
  const std::vector<std::string> firsts{"DELETE " + asset + "/liens/x",
                                        "POST " + asset + "/withdrawal", "POST /v1/quotes",
                                        "PUT " + asset, "GET /healthz"};
  for (const std::string& first : firsts) {
    CAPTURE(first);
    const auto replies =
        raw_exchanges(scene.dispatcher.port(), {first + rest, "GET /version" + rest});
    CHECK(replies[0].status >= 200);
    CHECK(replies[1].status == 200);
    CHECK(replies[1].member("name") == "quitrent");
  }
}

TEST_CASE("an Idempotency-Key has 1 to 255 bytes") {
  const BadRequestsScene scene;
  const Sequence before = scene.dispatcher.sequence();
  for (const std::string& key : {std::string(256, 'k'), std::string{}}) {
    check(scene.dispatcher.ask({.method = "POST",
                                .path = "/v1/parties",
                                .key = std::string{LiveDispatcher::kOperatorKey},
                                .body = R"({"name":"Cai"})",
                                .headers = {{"Idempotency-Key", key}}}),
          400, "invalid-parameter");
  }
  CHECK(scene.dispatcher.sequence() == before);
}

}  // namespace
}  // namespace quitrent::testing
