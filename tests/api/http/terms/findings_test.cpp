// SPDX-License-Identifier: EUPL-1.2
//
// Findings that are not due yet, their contests and the bonds of these, over HTTP.
#include <string>

#include <doctest/doctest.h>

#include "tests/api/http/live_dispatcher.hpp"
#include "tests/api/http/raw_connection.hpp"

namespace quitrent::testing {

using namespace api;
using namespace market;
using namespace tax;
namespace {

/// Ana registered a work assessed at 36500.00 and sold it to Ben after forty days; Rea and Rolf are
/// registrars.
struct FindingsScene {
  LiveDispatcher dispatcher;
  std::pair<std::string, std::string> ana = dispatcher.member("Ana");
  std::pair<std::string, std::string> ben = dispatcher.member("Ben");
  std::pair<std::string, std::string> rea = dispatcher.member("Rea", "1.00", R"(["registrar"])");
  std::pair<std::string, std::string> rolf = dispatcher.member("Rolf", "1.00", R"(["registrar"])");
  std::string work;

  FindingsScene() {
    const RawReply made =
        dispatcher.post("/v1/assets", ana.second,
                        R"({"name":"Work","class":"software","terms":{"spdx":"BUSL-1.1"},)"
                        R"("assessment":"36500.00","escrow":"500.00"})");
    REQUIRE(made.status == 201);
    work = "/v1/assets/" + made.member("id");
    dispatcher.move_clock(R"("by":"40d")");
    const RawReply bought =
        dispatcher.post("/v1/purchases", ben.second,
                        R"({"items":[{"asset":")" + made.member("id") +
                            R"(","max_price":"36500.00","assessment":"36500.00",)"
                            R"("escrow":"500.00"}]})");
    REQUIRE(bought.status == 201);
    dispatcher.move_clock(R"("by":"10d")");
    const RawReply found = dispatcher.post(work + "/findings", rea.second,
                                           R"({"reference":"order 1","source_withheld":true})");
    REQUIRE_MESSAGE(found.status == 200, found.body);
  }

  std::string account(const std::pair<std::string, std::string>& party,
                      std::string_view member) const {
    return dispatcher.get("/v1/parties/" + party.first + "/account", party.second).member(member);
  }
  RawReply contested() const {
    return dispatcher.post(work + "/contests", ana.second,
                           R"({"reason":"There is a source.","finding":")" +
                               dispatcher.get(work).member("finding") + R"("})");
  }
  RawReply decided(const std::string& contest, const std::string& key,
                   const std::string& outcome) const {
    return dispatcher.post(
        work + "/contests/" + contest + "/decision", key,
        R"({"outcome":")" + outcome + R"(","reason":"Seen.","reference":"order 2"})");
  }
};

TEST_CASE("an asset shows who owes what because of findings that are not due yet") {
  const FindingsScene scene;
  // Forty and ten days of 0.90, and a quarter of each.
  const RawReply shown = scene.dispatcher.get(scene.work);
  CHECK(shown.member("degree") == "0.370000");
  CHECK_MESSAGE(
      holds_text(
          shown,
          R"("finder":")" + scene.rea.first +
              R"(","at":"2026-02-20T00:00:00Z","due_at":"2026-03-22T00:00:00Z",)"
              R"("degree":"0.370000","total":"56.25","parts":[{"party":")" +
              scene.ana.first + R"(","clawback":"36.00","surcharge":"9.00"},{"party":")" +
              scene.ben.first +
              R"(","clawback":"9.00","surcharge":"2.25"}],"contested":false,"void_at":null}])"),
      shown.body);
  const std::string before = scene.account(scene.ana, "available");
  scene.dispatcher.move_clock(R"("by":"30d")");
  const RawReply due = scene.dispatcher.get(scene.work);
  CHECK(holds_text(due, R"("findings":[])"));
  CHECK(due.member("arrears") == "11.25");
  CHECK(due.member("state") == "delinquent");
  CHECK(before == "136462.00");
  CHECK(scene.account(scene.ana, "available") == "136417.00");
  const RawReply events = scene.dispatcher.get(scene.work + "/events");
  CHECK(holds_text(events, R"("kind":"finding-changed")"));
  CHECK(holds_text(events, R"("outcome":"due")"));
}

TEST_CASE("a contest of a finding holds a bond and is decided by another registrar") {
  const FindingsScene scene;
  const RawReply refused =
      scene.dispatcher.post(scene.work + "/contests", scene.dispatcher.member("Cleo").second,
                            R"({"reason":"x","finding":")" +
                                scene.dispatcher.get(scene.work).member("finding") + R"("})");
  CHECK(refused.status == 403);
  const RawReply contest = scene.contested();
  REQUIRE_MESSAGE(contest.status == 201, contest.body);
  CHECK(contest.member("bond") == "100.00");
  CHECK(contest.member("finding").starts_with("fnd_"));
  CHECK(scene.account(scene.ana, "held") == "100.00");
  const RawReply shown = scene.dispatcher.get(scene.work);
  CHECK(holds_text(shown, R"("contested":true,"void_at":"2026-04-21T00:00:00Z")"));
  CHECK(scene.decided(contest.member("id"), scene.rea.second, "rejected").status == 403);
  const RawReply decided = scene.decided(contest.member("id"), scene.rolf.second, "frivolous");
  REQUIRE_MESSAGE(decided.status == 200, decided.body);
  CHECK(decided.member("outcome") == "frivolous");
  CHECK(scene.account(scene.ana, "held") == "0.00");
  CHECK(scene.account(scene.ana, "available") == "136362.00");
  const RawReply statement =
      scene.dispatcher.get("/v1/parties/" + scene.ana.first + "/statement", scene.ana.second);
  CHECK(holds_text(statement, R"("kind":"contest-bond","amount":"-100.00")"));
}

TEST_CASE("a finding that nobody decides on is void, and its contest lapses") {
  const FindingsScene scene;
  const std::string contest = scene.contested().member("id");
  scene.dispatcher.move_clock(R"("by":"60d")");
  const RawReply shown = scene.dispatcher.get(scene.work);
  CHECK(holds_text(shown, R"("findings":[])"));
  CHECK(shown.member("degree") == "0.190000");
  CHECK(shown.member("arrears") == "0.00");
  CHECK(scene.account(scene.ana, "held") == "0.00");
  CHECK(scene.account(scene.ana, "available") == "136462.00");
  const RawReply contests = scene.dispatcher.get(scene.work + "/contests");
  CHECK(holds_text(contests, R"("bond":"0.00","state":"lapsed")"));
  CHECK(scene.decided(contest, scene.rolf.second, "rejected").status == 404);
  const RawReply events = scene.dispatcher.get(scene.work + "/events");
  CHECK(holds_text(events, R"("kind":"contest-changed")"));
  CHECK(holds_text(events, R"("cause":"finding-void")"));
}

TEST_CASE("a contest that is upheld may carry the finding") {
  const FindingsScene scene;
  const RawReply contest = scene.dispatcher.post(scene.work + "/contests", scene.ana.second,
                                                 R"({"reason":"It was never licensed."})");
  REQUIRE(contest.status == 201);
  const RawReply decided = scene.dispatcher.post(
      scene.work + "/contests/" + contest.member("id") + "/decision", scene.rolf.second,
      R"({"outcome":"upheld","reason":"Seen.","reference":"order 3",)"
      R"("terms":{"spdx":"LicenseRef-Mine"}})");
  REQUIRE_MESSAGE(decided.status == 200, decided.body);
  CHECK(scene.account(scene.ana, "held") == "0.00");
  const RawReply shown = scene.dispatcher.get(scene.work);
  CHECK(shown.member("degree") == "1.000000");
  CHECK(holds_text(shown, R"("total":"56.25")"));
  CHECK(holds_text(shown, R"("total":"196.875")"));  // fifty days of 5.00 less 1.85, and a quarter
}

}  // namespace
}  // namespace quitrent::testing
