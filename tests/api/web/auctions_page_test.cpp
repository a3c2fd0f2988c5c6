// SPDX-License-Identifier: EUPL-1.2
//
// What the page of auctions says of each asset in auction.
#include <string>

#include <doctest/doctest.h>

#include "tests/api/http/raw_connection.hpp"
#include "tests/api/web/web_scene.hpp"

namespace quitrent::testing {

using namespace api;
namespace {

TEST_CASE("a page of auctions that is not there is told as a problem") {
  const Page page = web_scene().page("/auctions", "cursor=wrong");
  CHECK(page.status == 400);
  CHECK(shown(page.model, "code") == "invalid-cursor");
}

TEST_CASE("an asset in auction shows its price now, where the price began, and when it ends") {
  const WebScene& scene = web_scene();
  const Page page = scene.page("/auctions");
  CHECK(page.status == 200);
  CHECK(shown(page.model, "cards") == "1 items");
  CHECK(shown(page.model, "next") == "false");
  CHECK(shown(page.model, "cards.0.name") == "Lost kettle");
  CHECK(shown(page.model, "cards.0.address") == "/assets/" + scene.auctioned);
  CHECK(shown(page.model, "cards.0.price") ==
        shown(scene.page("/assets/" + scene.auctioned).model, "price"));
  CHECK(shown(page.model, "cards.0.start_price") == "EUR\u00a036,500.00");
  CHECK(shown(page.model, "cards.0.former_holder.name") == "Ana");
  // The title ended when the auction began, and an auction lasts 28 days.
  const std::string began = shown(page.model, "cards.0.began.iso");
  CHECK(scene.dispatcher.get("/v1/assets/" + scene.auctioned + "/title")
            .body.contains("\"from\":\"" + began + "\",\"to\":null,\"cause\":\"foreclosure\""));
  CHECK(parse_instant(shown(page.model, "cards.0.ends.iso"))->seconds() -
            parse_instant(began)->seconds() ==
        28 * 86'400);
  CHECK(shown(page.model, "cards.0.held") == "false");
  CHECK(shown(page.model, "cards.0.chart").contains("The price falls from EUR\u00a036,500.00"));
}

TEST_CASE("a hold stops an auction, and the page says until when") {
  const WebScene scene;
  const RawReply held =
      scene.dispatcher.post("/v1/assets/" + scene.auctioned + "/holds", scene.rea.second,
                            R"({"reference":"12/26","ends_at":"2026-03-25T00:00:00Z"})");
  REQUIRE_MESSAGE(held.status == 201, held.body);
  const Page page = scene.page("/auctions");
  CHECK(shown(page.model, "cards.0.price") == "not for sale");
  CHECK(shown(page.model, "cards.0.held.text") == "25 March 2026, 00:00:00 UTC");
  CHECK(shown(page.model, "cards.0.start_price") == "EUR\u00a036,500.00");
}

}  // namespace
}  // namespace quitrent::testing
