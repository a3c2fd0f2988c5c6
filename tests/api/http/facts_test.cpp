// SPDX-License-Identifier: EUPL-1.2
//
// Texts, instants and identifiers as they are accepted and shown, and identifiers that are no terms
// of their own.
#include <array>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "tests/api/http/live_dispatcher.hpp"

namespace quitrent::testing {

using namespace api;
using namespace market;
using namespace tax;
namespace {

constexpr std::string_view kPatent =
    R"("class":"patent","terms":{"commitment":"none"},"assessment":"100.00","escrow":"10.00")";

std::string asset_named(const std::string& name, const std::string& more = {}) {
  return R"({"name":")" + name + R"(",)" + std::string{kPatent} + more + "}";
}

std::string identified(const std::string& scheme, const std::string& value) {
  return asset_named(
      "P", R"(,"identifiers":[{"scheme":")" + scheme + R"(","value":")" + value + R"("}])");
}

std::string work(const std::string& spdx) {
  return R"({"name":"W","class":"software","assessment":"100.00","escrow":"10.00",)"
         R"("terms":{"spdx":")" +
         spdx + R"("}})";
}

bool holds(const RawReply& reply, std::string_view part) {
  return reply.body.find(part) != std::string::npos;
}

std::string many_times(std::string_view text, int times) {
  std::string all;
  for (int at = 0; at < times; ++at) all += text;
  return all;
}

TEST_CASE("names and references show something, in at most 200 characters") {
  const LiveDispatcher dispatcher;
  const std::string key{LiveDispatcher::kOperatorKey};
  const Sequence before = dispatcher.sequence();
  const auto refused = std::to_array<std::string>(
      {"", " ", R"(\u200b)", R"(\u00a0\u3000)", R"(\u2800)", R"(\ud83d\ude00\u202e)", R"(a\u200f)",
       R"(a\u2066b\u2069)", R"(a\u0000)", R"(a\u0085)", R"(a\u2028b)", R"(\udb40\udc41)",
       many_times("\u00e9", 201)});
  for (const std::string& name : refused) {
    CAPTURE(name);
    const RawReply party = dispatcher.post("/v1/parties", key, R"({"name":")" + name + R"("})");
    CHECK(party.status == 422);
    CHECK(holds(party, R"("pointer":"/name")"));
  }
  CHECK(dispatcher.sequence() == before);
  for (const std::string& name : {many_times("\u00e9", 200), many_times("\U0001f355", 200)}) {
    CHECK(dispatcher.post("/v1/parties", key, R"({"name":")" + name + R"("})").status == 201);
  }
  const auto ana = dispatcher.member("Ana");
  const std::string account = "/v1/parties/" + ana.first;
  CHECK(dispatcher.post(account + "/credits", key, R"({"amount":"1.00","reference":"\u200b"})")
            .code() == "invalid-field");
  CHECK(dispatcher.post(account + "/freeze", key, R"({"reference":"a\u202eb"})").code() ==
        "invalid-field");
}

TEST_CASE("an instant is an instant, and never the one that stands for never") {
  const LiveDispatcher dispatcher;
  const auto ana = dispatcher.member("Ana");
  const std::string key{LiveDispatcher::kOperatorKey};
  struct Row {
    std::string instant;
    std::string code;
  };
  const auto rows = std::to_array<Row>({{"9999-12-31T23:59:59Z", "out-of-range"},
                                        {"9999-12-31T22:59:59-01:00", "out-of-range"},
                                        {"9999-12-31T23:59:59-05:00", "out-of-range"},
                                        {"1960-01-01T00:00:00Z", "out-of-range"},
                                        {"2031-03-01", "invalid-field"},
                                        {"2031-03-01T00:00:00", "invalid-field"}});
  for (const Row& row : rows) {
    CAPTURE(row.instant);
    const RawReply reply = dispatcher.post(
        "/v1/assets", ana.second, asset_named("P", R"(,"expires_at":")" + row.instant + '"'));
    CHECK(reply.status == 422);
    CHECK(holds(reply, R"("pointer":"/expires_at","code":")" + row.code));
    CHECK(dispatcher.post("/v1/sandbox/clock", key, R"({"to":")" + row.instant + R"("})").status ==
          422);
  }
  CHECK(dispatcher.post("/v1/sandbox/clock", key, R"({"by":"2920000d"})").code() == "out-of-range");
  const RawReply last = dispatcher.post(
      "/v1/assets", ana.second, asset_named("P", R"(,"expires_at":"9999-12-31T23:59:58Z")"));
  CHECK(last.status == 201);
  CHECK(last.member("expires_at") == "9999-12-31T23:59:58Z");
  // A day is accepted where the contract names a day, and nowhere else.
  for (const std::string& path : std::vector<std::string>{
           "/v1/assets/" + last.member("id") + "?as_of=2026-01-01",
           "/v1/assets/" + last.member("id") + "/tax?from=2026-01-01", "/v1/revenue?to=2026-01-01",
           "/v1/revenue?to=9999-12-31T23:59:59Z"}) {
    CAPTURE(path);
    CHECK(dispatcher.get(path).code() == "invalid-parameter");
  }
}

TEST_CASE("identifiers are kept in canonical form, and one patent has one title") {
  const LiveDispatcher dispatcher;
  const auto ana = dispatcher.member("Ana");
  const auto ben = dispatcher.member("Ben");
  const RawReply first =
      dispatcher.post("/v1/assets", ana.second, identified("Patent", "US 6,004,596 B1"));
  REQUIRE(first.status == 201);
  CHECK(holds(first, R"("identifiers":[{"scheme":"patent","value":"US6004596"}])"));
  const auto rows = std::to_array<std::pair<std::string, std::string>>({
      {"patent", "US6004596"},
      {"patent", "us 6004596"},
      {"patent", "US-6004596-B1"},
      {"patent", R"(US6\u200b004596)"},
      {"patent", R"(\uff35\uff33\uff16\uff10\uff10\uff14\uff15\uff19\uff16)"},
      {"PATENT", "US 6.004.596"},
      {R"(pa\u00adtent)", "US06004596"},
      {"patents", "US/6004596 A"},
  });
  for (const auto& [scheme, value] : rows) {
    CAPTURE(value);
    const RawReply again = dispatcher.post("/v1/assets", ben.second, identified(scheme, value));
    CHECK(again.status == 409);
    CHECK(again.code() == "duplicate-identifier");
  }
  const auto refused = std::to_array<std::array<std::string, 3>>({
      {"patent", "6,004,596", "/identifiers/0/value"},
      {"patent", R"(US\u0666)", "/identifiers/0/value"},
      {"US-Trademark", "76044902", "/identifiers/0/scheme"},
      {"us patent", "US6004596", "/identifiers/0/scheme"},
      {R"(p\u0430tent)", "US6004596", "/identifiers/0/scheme"},
      {"isbn", "978-0-306-40615-8", "/identifiers/0/value"},
  });
  for (const auto& [scheme, value, pointer] : refused) {
    CAPTURE(value);
    const RawReply reply = dispatcher.post("/v1/assets", ben.second, identified(scheme, value));
    CHECK(reply.status == 422);
    CHECK(holds(reply, R"("pointer":")" + pointer + R"(","code":"invalid-field")"));
  }
  // Two spellings of one identifier in a request count as the same identifier twice.
  const RawReply twice =
      dispatcher.post("/v1/assets", ben.second,
                      asset_named("P", R"(,"identifiers":[{"scheme":"doi","value":"10.1000/A"},)"
                                       R"({"scheme":"DOI","value":"https://doi.org/10.1000/a"}])"));
  CHECK(twice.code() == "invalid-field");
  for (const std::string query : {"US6004596", "US%206,004,596%20B1", "us-6004596"}) {
    CAPTURE(query);
    CHECK(holds(dispatcher.get("/v1/assets?q=" + query), first.member("id")));
  }
}

TEST_CASE("what is no terms of its own is refused with what to write, and is not listed") {
  const LiveDispatcher dispatcher;
  const auto ana = dispatcher.member("Ana");
  const Sequence before = dispatcher.sequence();
  const auto rows = std::to_array<std::string>(
      {"LicenseRef-scancode-ada-linking-exception", "LicenseRef-scancode-other-permissive",
       "LicenseRef-scancode-patent-disclaimer", "LicenseRef-scancode-dual-commercial-gpl",
       "MIT OR LicenseRef-scancode-fsf-notice",
       "GPL-2.0-only WITH LicenseRef-scancode-ada-linking-exception"});
  for (const std::string& spdx : rows) {
    CAPTURE(spdx);
    const RawReply reply = dispatcher.post("/v1/assets", ana.second, work(spdx));
    CHECK(reply.status == 422);
    CHECK(reply.code() == "unknown-terms");
    const RawReply asked = dispatcher.post(
        "/v1/degree", {}, R"({"class":"software","terms":{"spdx":")" + spdx + R"("}})");
    CHECK(asked.code() == "unknown-terms");
  }
  CHECK(dispatcher.sequence() == before);
  const RawReply taken =
      dispatcher.post("/v1/assets", ana.second, work("BSD-3-Clause WITH PCRE2-exception"));
  CHECK(taken.member("degree") == "0.000000");
  const std::string asset = "/v1/assets/" + taken.member("id") + "/terms";
  CHECK(dispatcher.put(asset, ana.second, R"({"terms":{"spdx":"LicenseRef-scancode-fsf-notice"}})")
            .code() == "unknown-terms");
  const RawReply list = dispatcher.get("/v1/licences?q=LicenseRef-scancode-other");
  CHECK(holds(list, R"("data":[])"));
}

TEST_CASE("the version names the release of SPDX by which terms are read") {
  CHECK(LiveDispatcher{}.get("/version").member("spdx") == "3.29.0");
}

}  // namespace
}  // namespace quitrent::testing
