// SPDX-License-Identifier: EUPL-1.2
//
// What the page of an asset says, in words, against what the API says.
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "tests/api/http/raw_connection.hpp"
#include "tests/api/web/web_scene.hpp"

namespace quitrent::testing {

using namespace api;
namespace {

Page asset_page_of(const std::string& id) { return web_scene().page("/assets/" + id); }

TEST_CASE("there is no page for an asset that is not there") {
  for (const char* const id : {"ast_none", "pty_01m8gr6x78f8a82kkmjm1ftkkg", "%2e%2e"}) {
    CAPTURE(std::string{id});
    const Page page = asset_page_of(id);
    CHECK(page.status == 404);
    CHECK(page.template_name == "problem");
    CHECK(shown(page.model, "code") == "not-found");
  }
}

TEST_CASE("a page says in what state an asset is, and what buying means") {
  const WebScene& scene = web_scene();
  struct Row {
    const std::string& asset;
    const char* state;
    const char* price;
    const char* buying;
  };
  const std::vector<Row> rows{
      {scene.patent, "Held", "EUR\u00a040,000.00",
       "Whoever pays EUR\u00a040,000.00 becomes the holder. The holder cannot refuse."},
      {scene.overdue, "Tax overdue", "EUR\u00a036,500.00",
       "Whoever pays EUR\u00a036,500.00 becomes the holder. The holder cannot refuse."},
      {scene.commons, "In the commons", "not for sale",
       "Nobody can buy it. Everyone may use it, for ever. Nobody owns it or pays tax."},
      {scene.held, "Held", "not for sale",
       "Nobody can buy it while a registrar's hold lasts, until 10 April 2026, 00:00:00 UTC."}};
  for (const Row& row : rows) {
    CAPTURE(row.asset);
    const Page page = asset_page_of(row.asset);
    CHECK(page.status == 200);
    CHECK(shown(page.model, "state") == row.state);
    CHECK(shown(page.model, "price") == row.price);
    CHECK(shown(page.model, "buying") == row.buying);
    CHECK(shown(page.model, "for_sale") ==
          (row.price == std::string{"not for sale"} ? "false" : "true"));
  }
  const Page auction = asset_page_of(scene.auctioned);
  CHECK(shown(auction.model, "state") == "In auction");
  CHECK(shown(auction.model, "former_holder.name") == "Ana");
  CHECK(shown(auction.model, "holder") == "false");
  CHECK(shown(auction.model, "buying").ends_with("unless somebody else was faster."));
}

TEST_CASE("deadlines stand by time, each with its reason") {
  const WebScene& scene = web_scene();
  const Page overdue = asset_page_of(scene.overdue);
  CHECK(shown(overdue.model, "deadlines.0.label") == "Was paid until");
  CHECK(shown(overdue.model, "deadlines.0.time.distance").ends_with(" ago"));
  CHECK(shown(overdue.model, "deadlines.1.label") == "Grace ends");
  CHECK(shown(overdue.model, "deadlines.1.time.distance").starts_with("in "));
  const Page auction = asset_page_of(scene.auctioned);
  CHECK(shown(auction.model, "deadlines.0.label") == "Auction ends");
  const Page mark = asset_page_of(scene.trademark);
  CHECK(shown(mark.model, "deadlines") == "3 items");
  CHECK(shown(mark.model, "deadlines.2.label") == "Right expires");
  CHECK(shown(mark.model, "deadlines.2.time.text") == "1 March 2031, 00:00:00 UTC");
  CHECK(shown(asset_page_of(scene.commons).model, "has_deadlines") == "false");
}

TEST_CASE("title, encumbrances, degree and lineage are shown") {
  const WebScene& scene = web_scene();
  const Page sold = asset_page_of(scene.patent);
  CHECK(shown(sold.model, "title") == "2 items");
  CHECK(shown(sold.model, "title.0.price") == "false");
  CHECK(shown(sold.model, "title.1.holder.name") == "Ben");
  CHECK(shown(sold.model, "title.1.cause") == "bought");
  CHECK(shown(sold.model, "title.1.price") == "EUR\u00a036,500.00");
  CHECK(shown(sold.model, "encumbrances.0.what").starts_with("Licence of Ana"));
  CHECK(shown(sold.model, "has_chart") == "true");
  const Page held = asset_page_of(scene.held);
  CHECK(shown(held.model, "encumbrances") == "3 items");
  CHECK(shown(held.model, "encumbrances.0.what") == "Exclusive licence of Cai & Co: Wales");
  CHECK(shown(held.model, "encumbrances.1.what") ==
        "Lien of Ben for EUR\u00a01,000.00, paid out of the price at a sale");
  CHECK(shown(held.model, "encumbrances.2.until") == "until 10 April 2026");
  const Page program = asset_page_of(scene.program);
  CHECK(shown(program.model, "degree.percent") == "19%");
  CHECK(shown(program.model, "degree.rows.0.cause") == "BUSL-1.1");
  CHECK(shown(program.model, "derived.0.name") == "Boiler fork");
  CHECK(shown(asset_page_of(scene.derived).model, "origins.0.name") == "Boiler");
  CHECK(shown(asset_page_of(scene.derived).model, "degree.is_open") == "true");
}

TEST_CASE("a page shows what the API shows") {
  const WebScene& scene = web_scene();
  for (const std::string& id : {scene.patent, scene.overdue, scene.auctioned, scene.program}) {
    CAPTURE(id);
    const RawReply asset = scene.dispatcher.get("/v1/assets/" + id);
    const Page page = asset_page_of(id);
    CHECK(shown(page.model, "name") == asset.member("name"));
    std::string price = shown(page.model, "price");
    std::erase(price, ',');
    CHECK(price == "EUR\u00a0" + asset.member("price"));
    CHECK(shown(page.model, "as_of.iso") == asset.member("as_of"));
  }
}

}  // namespace
}  // namespace quitrent::testing
