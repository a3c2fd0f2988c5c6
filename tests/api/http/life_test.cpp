// SPDX-License-Identifier: EUPL-1.2
//
// The life of an asset over HTTP: lapse, auction, redemption, notice, ends, and the acts of
// registrars and operators.
#include <string>
#include <string_view>
#include <vector>

#include <doctest/doctest.h>

#include "tax/schedule/founding.hpp"
#include "tax/schedule/schedule.hpp"
#include "tests/api/http/live_dispatcher.hpp"
#include "tests/api/http/raw_connection.hpp"

namespace quitrent::testing {

using namespace api;
using namespace market;
using namespace tax;
namespace {

// A patent assessed at 36500.00 pays 2.5 % a year: 2.50 a day. An escrow of 500.00 lasts 200 days
// from 2026-01-01, and the next second is the first delinquent one. 30 days later, in state
// auction, tax is due for 230 days and a second: 575.000028 rounded down, of which 500.00 are paid.
constexpr const char* kForeclosed = R"("to":"2026-08-19T00:00:01Z")";
constexpr const char* kHalfway = R"("to":"2026-09-02T00:00:01Z")";  // of 28 days

/// Ana holds a patent; Ben is another member, Rea and Rob are registrars.
struct LifeScene {
  LiveDispatcher dispatcher;
  std::pair<std::string, std::string> ana = dispatcher.member("Ana");
  std::pair<std::string, std::string> ben = dispatcher.member("Ben");
  std::pair<std::string, std::string> rea = dispatcher.member("Rea", "1.00", R"(["registrar"])");
  std::pair<std::string, std::string> rob = dispatcher.member("Rob", "1.00", R"(["registrar"])");
  std::string asset = dispatcher.patent(ana.second, "US1");
  std::string path = "/v1/assets/" + asset;

  LifeScene() = default;
  explicit LifeScene(const std::string& schedule_toml) : dispatcher{schedule_toml} {}

  RawReply shown() const { return dispatcher.get(path); }
  RawReply act(const std::string& call, std::string_view key, const std::string& body) const {
    return dispatcher.post(path + "/" + call, key, body);
  }
  /// Files an act of Rea, which Rob approves.
  RawReply act_of_two(const std::string& call, const std::string& body) const {
    return dispatcher.approve(act(call, rea.second, body), rob.second);
  }
  RawReply buy(const std::string& max_price) const {
    return dispatcher.post("/v1/purchases", ben.second,
                           R"({"items":[{"asset":")" + asset + R"(","max_price":")" + max_price +
                               R"(","assessment":"40000.00","escrow":"2000.00"}]})");
  }
  RawReply quote() const {
    return dispatcher.post("/v1/quotes", "", R"({"asset":")" + asset + R"("})");
  }
  RawReply account(const std::pair<std::string, std::string>& party) const {
    return dispatcher.get("/v1/parties/" + party.first + "/account", party.second);
  }
};

TEST_CASE("calls that the state of the asset does not allow are refused") {
  const LifeScene scene;
  const std::string& ana = scene.ana.second;
  const std::string& rea = scene.rea.second;
  const std::string authority = R"({"reference":"order 1"})";
  CHECK(scene.act("redemption", ana, "{}").code() == "wrong-state");
  CHECK(scene.act("dedication", ana, R"({"confirm":"yes"})").code() == "invalid-field");
  CHECK(scene.act("dedication", scene.ben.second, R"({"confirm":"irrevocable"})").code() ==
        "forbidden");
  CHECK(scene.act("withdrawal", scene.ben.second, "{}").code() == "forbidden");
  CHECK(scene
            .act("rectification", rea,
                 R"({"reference":"order 1","holder":")" + scene.ana.first + R"("})")
            .code() == "invalid-field");
  CHECK(scene
            .act("rectification", rea,
                 R"({"reference":"order 1","holder":"pty_01kdvdna00e7mv2p04fpbhfx5j"})")
            .code() == "not-found");
  CHECK(
      scene.act("expiry", rea, R"({"reference":"r","expires_at":"2026-01-01T00:00:00Z"})").code() ==
      "invalid-field");
  scene.dispatcher.move_clock(kForeclosed);
  CHECK(scene.act("withdrawal", ana, "{}").code() == "wrong-state");
  CHECK(scene.act("redemption", scene.ben.second, "{}").code() == "forbidden");
  CHECK(scene.act("redemption", ana, R"({"expected_version":1})").code() == "version-mismatch");
  CHECK(scene.act("dedication", ana, R"({"confirm":"irrevocable"})").code() == "wrong-state");
  CHECK(scene.act_of_two("strike", authority).status == 200);
  for (const char* call : {"evidence", "strike"}) {
    CHECK(scene.act(call, rea, authority).code() == "wrong-state");
  }
  CHECK(scene.quote().code() == "not-for-sale");
  CHECK(scene.shown().member("state") == "struck");
  CHECK(scene.shown().member("assessment") == "null");
}

TEST_CASE("an auctioned asset shows its falling price, and what a redemption costs") {
  const LifeScene scene;
  scene.dispatcher.move_clock(kForeclosed);
  RawReply shown = scene.shown();
  CHECK(shown.member("state") == "auction");
  CHECK(shown.member("holder") == "null");
  CHECK(holds_text(shown, R"("former_holder":{"id":")" + scene.ana.first + "\""));
  CHECK(shown.member("price") == "36500.00");
  CHECK(shown.member("arrears") == "75.000028");
  CHECK(shown.member("tax_per_day") == "0.00");
  CHECK(shown.member("auction_ends_at") == "2026-09-16T00:00:01Z");
  CHECK(shown.member("forecloses_at") == "null");
  scene.dispatcher.move_clock(kHalfway);
  shown = scene.shown();
  CHECK(shown.member("price") == "18250.00");
  // Arrears, a tenth of them, 14 days since foreclosure, a cover of 30 days.
  CHECK(shown.member("cure") == "192.500031");
  const RawReply quote = scene.quote();
  CHECK(quote.body.starts_with(R"({"price":"18250.00","cover":"75.00","total":"18325.00",)"));
  CHECK(quote.member("completes_at") == "null");
  CHECK(scene.buy("18249.999999").code() == "price-above-maximum");
  const RawReply redeemed = scene.dispatcher.ask({.method = "POST",
                                                  .path = scene.path + "/redemption",
                                                  .key = scene.ana.second,
                                                  .content_type = ""});  // no body is `{}`
  CHECK(redeemed.status == 200);
  CHECK(redeemed.member("state") == "active");
  CHECK(redeemed.member("escrow") == "75.00");
  CHECK(redeemed.member("former_holder") == "null");
  CHECK(scene.account(scene.ana).member("available") == "99307.499969");
  const RawReply title = scene.dispatcher.get(scene.path + "/title");
  CHECK(holds_text(title, R"("cause":"foreclosure")"));
  CHECK(holds_text(title, R"("cause":"redemption")"));
}

TEST_CASE("a purchase from an auction pays the arrears, then the former holder") {
  const LifeScene scene;
  scene.dispatcher.move_clock(kHalfway);
  const RawReply bought = scene.buy("20000.00");
  REQUIRE(bought.status == 201);
  CHECK(bought.member("state") == "completed");
  CHECK(bought.member("completes_at") == "null");
  CHECK(bought.member("price") == "18250.00");
  CHECK(bought.member("grant_back").starts_with("lic_"));
  CHECK(scene.dispatcher.get("/v1/purchases/" + bought.member("id")).body == bought.body);
  CHECK(scene.account(scene.ana).member("available") == "117667.499969");
  const RawReply licences = scene.dispatcher.get(scene.path + "/licences");
  CHECK(licences.member("id") == bought.member("grant_back"));
  CHECK(licences.member("origin") == "grant-back");
  const RawReply events = scene.dispatcher.get(scene.path + "/events");
  CHECK(holds_text(events, R"("waterfall":{"price":"18250.00","arrears":"75.000028",)"
                           R"("surcharge":"7.500003","liens":[],"seller":"18167.499969",)"
                           R"("refund":"0.00"})"));
  CHECK(holds_text(events, R"("grant_back":")" + bought.member("grant_back") + "\""));
}

TEST_CASE("a creditor is paid out of the price before the seller") {
  const LifeScene scene;
  const auto cai = scene.dispatcher.member("Cai", "1.00");
  const RawReply lien = scene.act("liens", scene.ana.second,
                                  R"({"creditor":")" + cai.first + R"(","secured":"30000.00"})");
  REQUIRE(lien.status == 201);
  REQUIRE(scene.buy("36500.00").status == 201);
  CHECK(holds_text(scene.dispatcher.get(scene.path + "/events"),
                   R"("liens":[{"lien":")" + lien.member("id") + R"(","creditor":")" + cai.first +
                       R"(","paid":"30000.00"}],"seller":"6500.00","refund":"500.00"})"));
  CHECK(scene.account(cai).member("available") == "30001.00");
  CHECK(holds_text(scene.dispatcher.get(scene.path + "/liens"), R"({"data":[],)"));
}

TEST_CASE("a purchase with notice is pending, its money is reserved, and it closes by itself") {
  const LifeScene scene{schedule_with_notice("patent")};
  const RawReply quote = scene.quote();
  CHECK(quote.member("completes_at") == "2026-01-08T00:00:00Z");
  CHECK(quote.member("funded_until") == "2026-02-07T00:00:01Z");  // cover of 30 days from then
  const RawReply filed = scene.buy("36500.00");
  REQUIRE(filed.status == 201);
  CHECK(filed.member("state") == "pending");
  CHECK(filed.member("completes_at") == "2026-01-08T00:00:00Z");
  CHECK(filed.member("grant_back") == "null");
  const RawReply pending = scene.shown();
  CHECK(pending.member("state") == "pending");
  CHECK(pending.member("price") == "null");
  CHECK(pending.member("completes_at") == "2026-01-08T00:00:00Z");
  CHECK(holds_text(pending, R"("holder":{"id":")" + scene.ana.first + "\""));
  CHECK(scene.account(scene.ben).member("available") == "61500.00");
  CHECK(scene.account(scene.ben).member("held") == "38500.00");
  CHECK(scene.quote().code() == "purchase-pending");
  CHECK(scene.act("assessments", scene.ana.second, R"({"assessment":"1.00"})").code() ==
        "wrong-state");
  CHECK(holds_text(scene.dispatcher.get("/v1/assets?state=pending"), scene.asset));
  CHECK(scene.dispatcher.get("/metrics").body.find("quitrent_waited_purchases_total 1\n") !=
        std::string::npos);
  scene.dispatcher.move_clock(R"("by":"7d")");
  const RawReply closed = scene.shown();
  CHECK(closed.member("state") == "active");
  CHECK(closed.member("completes_at") == "null");
  CHECK(holds_text(closed, R"("holder":{"id":")" + scene.ben.first + "\""));
  CHECK(scene.account(scene.ben).member("held") == "0.00");
  // 7 days at 2.50 were taken from the escrow of 500.00. The 500.00 had been taken from the
  // 100000.00 before.
  CHECK(scene.account(scene.ana).member("available") == "136482.50");
  CHECK(scene.dispatcher.get("/v1/purchases/" + filed.member("id")).member("state") == "completed");
  const RawReply events = scene.dispatcher.get(scene.path + "/events");
  CHECK(holds_text(events, R"("kind":"purchase-changed","purchase":")" + filed.member("id") +
                               R"(","state":"pending")"));
}

TEST_CASE("a holder gives an asset away, or takes it out after a notice") {
  const LifeScene scene;
  const RawReply under_notice =
      scene.act("withdrawal", scene.ana.second, R"({"expected_version":1})");
  CHECK(under_notice.status == 200);
  CHECK(under_notice.member("withdraws_at") == "2026-04-01T00:00:00Z");
  CHECK(under_notice.member("state") == "active");
  CHECK(scene.act("withdrawal", scene.ana.second, "{}").code() == "wrong-state");
  scene.dispatcher.move_clock(R"("to":"2026-04-01T00:00:00Z")");
  const RawReply withdrawn = scene.shown();
  CHECK(withdrawn.member("state") == "withdrawn");
  CHECK(withdrawn.member("withdraws_at") == "null");
  for (const char* name : {"holder", "former_holder", "price", "escrow", "cure", "funded_until"}) {
    CAPTURE(name);
    CHECK(withdrawn.member(name) == "null");
  }
  const std::string other = scene.dispatcher.patent(scene.ana.second, "US2");
  const RawReply given = scene.dispatcher.post("/v1/assets/" + other + "/dedication",
                                               scene.ana.second, R"({"confirm":"irrevocable"})");
  CHECK(given.status == 200);
  CHECK(given.member("state") == "commons");
  CHECK(given.member("degree") == "0.000000");
  CHECK(given.member("holder") == "null");
}

TEST_CASE("a registrar confirms title, moves the expiry and conveys as a court ordered") {
  const LifeScene scene;
  const std::string digest = "sha256:" + std::string(64, 'b');
  const RawReply confirmed =
      scene.act("evidence", scene.rea.second,
                R"({"reference":"patent roll 7","document_digest":")" + digest + R"("})");
  CHECK(confirmed.status == 200);
  CHECK(confirmed.member("title_evidence") == "confirmed");
  const RawReply dated = scene.act_of_two(
      "expiry", R"({"reference":"r","expires_at":"2027-01-01T00:00:00Z","expected_version":2})");
  CHECK(dated.status == 200);
  CHECK(dated.member("expires_at") == "2027-01-01T00:00:00Z");
  const RawReply conveyed = scene.act_of_two(
      "rectification", R"({"reference":"judgment 9","holder":")" + scene.ben.first + R"("})");
  CHECK(conveyed.status == 200);
  CHECK(holds_text(conveyed, R"("holder":{"id":")" + scene.ben.first + "\""));
  CHECK(conveyed.member("assessment") == "36500.00");
  const RawReply events = scene.dispatcher.get(scene.path + "/events");
  CHECK(holds_text(events, R"("kind":"registrar-noted","asset":")" + scene.asset +
                               R"(","note":"evidence","reference":"patent roll 7",)"
                               R"("document_digest":")" +
                               digest + "\""));
  CHECK(holds_text(events, R"("note":"expiry")"));
  CHECK(holds_text(events, R"("reference":"judgment 9")"));
  scene.dispatcher.move_clock(R"("to":"2026-07-01T00:00:00Z")");
  CHECK(scene.act_of_two("strike", R"({"reference":"no right"})").member("state") == "struck");
}

TEST_CASE("a frozen party pays nothing out until it is freed") {
  const LifeScene scene;
  const std::string party = "/v1/parties/" + scene.ana.first;
  const std::string operator_key{LiveDispatcher::kOperatorKey};
  const std::string order = R"({"reference":"order 3"})";
  CHECK(scene.dispatcher
            .post("/v1/parties/pty_01kdvdna00e7mv2p04fpbhfx5j/freeze", operator_key, order)
            .code() == "not-found");
  const RawReply frozen = scene.dispatcher.post(party + "/freeze", operator_key, order);
  CHECK(frozen.status == 200);
  CHECK(frozen.body ==
        R"({"id":")" + scene.ana.first + R"(","name":"Ana","roles":["member"],"frozen":true})");
  CHECK(scene.account(scene.ana).member("frozen") == "true");
  const std::string amount = R"({"amount":"1.00"})";
  CHECK(scene.dispatcher.post(party + "/withdrawals", scene.ana.second, amount).code() ==
        "party-frozen");
  CHECK(holds_text(scene.dispatcher.post(party + "/unfreeze", operator_key, order),
                   R"("frozen":false})"));
  CHECK(scene.dispatcher.post(party + "/withdrawals", scene.ana.second, amount).status == 201);
}

TEST_CASE("beneficiaries have what was apportioned at midnight, and are paid out") {
  const LifeScene scene;
  scene.dispatcher.move_clock(R"("by":"10d")");
  CHECK(scene.dispatcher.get("/v1/beneficiaries").body ==
        R"({"data":[{"name":"treasury","balance":"0.00"},{"name":"commons fund",)"
        R"("balance":"0.00"},{"name":"dividend","balance":"0.00"},{"name":"operations",)"
        R"("balance":"0.00"}],"next_cursor":null,"currency":"EUR",)"
        R"("as_of":"2026-01-11T00:00:00Z"})");
  const std::string operator_key{LiveDispatcher::kOperatorKey};
  const auto pay = [&](const std::string& name, const std::string& body) {
    return scene.dispatcher.post("/v1/beneficiaries/" + name + "/withdrawals", operator_key, body);
  };
  // The list has the beneficiary, with a balance of 0.
  const RawReply early = pay("commons%20fund", R"({"amount":"1.00"})");
  CHECK(early.code() == "insufficient-funds");
  CHECK(holds_text(early, R"("current":{"available":"0.00"})"));
  REQUIRE(scene.buy("36500.00").status == 201);  // ten days of tax: 25.00
  CHECK(scene.dispatcher.get("/v1/stats").member("revenue") == "25.00");
  scene.dispatcher.move_clock(R"("by":"1d")");
  CHECK(holds_text(scene.dispatcher.get("/v1/beneficiaries"),
                   R"([{"name":"treasury","balance":"10.00"},{"name":"commons fund",)"
                   R"("balance":"7.50"},{"name":"dividend","balance":"5.00"},)"
                   R"({"name":"operations","balance":"2.50"}])"));
  CHECK(holds_text(scene.dispatcher.get("/v1/events?limit=200"),
                   R"("kind":"revenue-apportioned","amount":"25.00","shares":[{"to":"treasury",)"
                   R"("amount":"10.00"})"));
  CHECK(pay("commons%20fund", R"({"amount":"7.500001"})").code() == "insufficient-funds");
  for (const char* nobody : {"commons+fund", "Treasury", "x", "%zz", "%0a", "%ff"}) {
    CAPTURE(nobody);
    CHECK(pay(nobody, R"({"amount":"1.00"})").code() == "not-found");
  }
  const RawReply paid = pay("commons%20fund", R"({"amount":"7.00","reference":"transfer 5"})");
  CHECK(paid.status == 201);
  CHECK(paid.body == R"({"beneficiary":"commons fund","amount":"7.00","reference":"transfer 5",)"
                     R"("balance":"0.50","currency":"EUR","as_of":"2026-01-12T00:00:00Z"})");
  CHECK(holds_text(scene.dispatcher.get("/v1/beneficiaries?limit=1"),
                   R"([{"name":"treasury","balance":"10.00"}],"next_cursor":")"));
}

}  // namespace
}  // namespace quitrent::testing
