// SPDX-License-Identifier: EUPL-1.2
//
// Pages about a party and about the register in figures.
#include <string>
#include <string_view>

#include <doctest/doctest.h>

#include "api/web/words.hpp"
#include "tests/api/http/raw_connection.hpp"
#include "tests/api/web/web_scene.hpp"

namespace quitrent::testing {

using namespace api;
namespace {

/// Ben as GET /v1/parties/{id} shows him: the rest of the answers are those of the scene.
Page page_of_ben(const char* roles, std::string_view query = {}) {
  const WebScene& scene = web_scene();
  const std::string path = "/v1/parties/" + scene.ben.first;
  const AskApi rest = ask_of(scene.dispatcher);
  const AskApi ask = [&](const Request& request) {
    if (request.path != path) return rest(request);
    return Response{.body = R"({"id":")" + scene.ben.first + R"(","name":"Ben","roles":)" + roles +
                            R"(,"holds":1,"sold":0,"bought":1,"as_of":"2026-03-20T00:00:00Z"})"};
  };
  return page_from(ask, "/parties/" + scene.ben.first, query);
}

TEST_CASE("there is no page for a party that is not there") {
  for (const char* const id : {"pty_none", "ast_01m8gr6x78f8a82kkmjm1ftkkg"}) {
    CAPTURE(std::string{id});
    const Page page = web_scene().page(std::string{"/parties/"} + id);
    CHECK(page.status == 404);
    CHECK(shown(page.model, "code") == "not-found");
  }
}

TEST_CASE("a party shows its roles, what it holds, and how much it sold and bought") {
  const WebScene& scene = web_scene();
  const Page page = page_of_ben(R"(["member"])");
  CHECK(page.status == 200);
  CHECK(shown(page.model, "name") == "Ben");
  CHECK(shown(page.model, "roles") == "1 items");
  CHECK(shown(page.model, "roles.0.words") == "Member: it may hold and buy");
  CHECK(shown(page.model, "holds") == "1 asset");
  CHECK(shown(page.model, "sold") == "0 assets");
  CHECK(shown(page.model, "bought") == "1 asset");
  CHECK(shown(page.model, "rows") == "1 items");
  CHECK(shown(page.model, "rows.0.name") == "Patent US2190483");
  CHECK(shown(page.model, "rows.0.address") == "/assets/" + scene.patent);
  CHECK(shown(page.model, "next") == "false");
  CHECK(page_of_ben(R"(["member"])", "cursor=wrong").status == 400);
}

TEST_CASE("every role has words") {
  const Page page = page_of_ben(R"(["member","registrar","policy","auditor","operator"])");
  CHECK(shown(page.model, "roles") == "5 items");
}

TEST_CASE("statistics show how much tax came in, and where it went") {
  const WebScene& scene = web_scene();
  const Page page = scene.page("/statistics");
  REQUIRE(page.status == 200);
  const AskApi ask = ask_of(scene.dispatcher);
  const ApiAnswer revenue = ApiReader{ask}.get("/v1/revenue");
  CHECK(shown(page.model, "received") ==
        amount_text(text_of(member(revenue.body, "received"), "total"), "EUR"));
  CHECK(shown(page.model, "assets") == scene.dispatcher.get("/v1/stats").member("assets"));
  CHECK(shown(page.model, "received_by_class") == "8 items");
  CHECK(shown(page.model, "received_by_class.0.label") == "Patent");
  CHECK(shown(page.model, "shares") == "4 items");
  CHECK(shown(page.model, "shares.0.name") == "treasury");
  // Nothing has been paid out.
  CHECK(shown(page.model, "shares.0.balance") == shown(page.model, "shares.0.received"));
}

}  // namespace
}  // namespace quitrent::testing
