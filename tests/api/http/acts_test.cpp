// SPDX-License-Identifier: EUPL-1.2
//
// Acts of two persons and exclusive roles, as the HTTP interface shows them.
#include <string>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

#include "tests/api/http/live_dispatcher.hpp"
#include "tests/api/http/raw_connection.hpp"

namespace quitrent::testing {

using namespace api;
using namespace market;
namespace {

const std::string kOperator{LiveDispatcher::kOperatorKey};
constexpr const char* kRegistrar = R"(["registrar"])";
constexpr const char* kOrder = R"({"reference":"court 7"})";
constexpr const char* kNobody = "act_01kdvdna00e7mv2p04fpbhfx5j";

std::string digest_body(const RawReply& act) {
  return R"({"digest":")" + act.member("digest") + R"("})";
}

/// Ana holds a patent; Rea and Rob are registrars. One operator credits 200000.00 a day at most.
struct ActsScene {
  LiveDispatcher dispatcher{
      LiveOptions{.charter = ActRules{.credit_by_one = Money::from_micro(200'000'000'000)}}};
  std::pair<std::string, std::string> ana = dispatcher.member("Ana");
  std::pair<std::string, std::string> rea = dispatcher.member("Rea", "1.00", kRegistrar);
  std::pair<std::string, std::string> rob = dispatcher.member("Rob", "1.00", kRegistrar);
  std::pair<std::string, std::string> olga = dispatcher.member("Olga", "1.00", R"(["operator"])");
  std::string asset = dispatcher.patent(ana.second, "US1");
  std::string path = "/v1/assets/" + asset;

  RawReply strike() const { return dispatcher.post(path + "/strike", rea.second, kOrder); }
  RawReply shown(const RawReply& act, std::string_view key = {}) const {
    return dispatcher.get("/v1/acts/" + act.member("id"), key);
  }
};

TEST_CASE("a strike is proposed, changes nothing, and is done when another registrar approves") {
  const ActsScene scene;
  const RawReply before = scene.dispatcher.get(scene.path);
  const RawReply act = scene.strike();
  CHECK(act.status == 202);
  CHECK(act.member("id").starts_with("act_"));
  CHECK(act.headers.at("location") == "/v1/acts/" + act.member("id"));
  CHECK(act.member("kind") == "strike");
  CHECK(act.member("state") == "proposed");
  CHECK(act.member("digest").starts_with("sha256:"));
  CHECK(act.member("lapses_at") == "2026-01-15T00:00:00Z");
  CHECK(act.member("asset") == scene.asset);
  CHECK(act.member("reference") == "court 7");
  CHECK(holds_text(act, R"("proposed_by":{"id":")" + scene.rea.first + R"(","name":"Rea"})"));
  CHECK(scene.dispatcher.get(scene.path).headers.at("etag") == before.headers.at("etag"));
  CHECK(scene.shown(act).body == act.body);
  const RawReply struck = scene.dispatcher.approve(act, scene.rob.second);
  CHECK(struck.status == 200);
  CHECK(struck.member("id") == scene.asset);
  CHECK(struck.member("state") == "struck");
  const RawReply done = scene.shown(act);
  CHECK(done.member("state") == "done");
  CHECK(holds_text(done, R"("ended_by":{"id":")" + scene.rob.first + R"(","name":"Rob"})"));
  const RawReply events = scene.dispatcher.get(scene.path + "/events");
  CHECK(holds_text(events, R"("kind":"act-proposed","asset":")" + scene.asset + "\""));
  CHECK(holds_text(events, R"("kind":"act-ended","act":")" + act.member("id") + "\""));
  CHECK(holds_text(scene.dispatcher.get("/v1/events"), R"("kind":"charter-recorded")"));
}

TEST_CASE("whoever may not approve an act is refused, and the act stays proposed") {
  const ActsScene scene;
  const RawReply act = scene.strike();
  const std::string approval = "/v1/acts/" + act.member("id") + "/approval";
  const std::string digest = digest_body(act);
  const std::string other = R"({"digest":"sha256:)" + std::string(64, 'a') + R"("})";
  struct Row {
    std::string path, key, body;
    int status;
    const char* code;
  };
  const std::vector<Row> rows{
      {approval, "", digest, 401, "unauthenticated"},
      {approval, scene.rob.second, "{", 400, "malformed-json"},
      {approval, scene.rob.second, "{}", 422, "missing-field"},
      {"/v1/acts/none/approval", scene.rob.second, digest, 404, "not-found"},
      {std::string{"/v1/acts/"} + kNobody + "/approval", scene.rob.second, digest, 404,
       "not-found"},
      {approval, scene.ana.second, digest, 403, "forbidden"},
      {approval, kOperator, digest, 403, "forbidden"},
      {approval, scene.rea.second, digest, 409, "same-person"},
      {approval, scene.rob.second, other, 409, "digest-mismatch"},
      {"/v1/acts/" + act.member("id") + "/withdrawal", scene.ana.second, "{}", 403, "forbidden"},
      {std::string{"/v1/acts/"} + kNobody + "/withdrawal", scene.rob.second, "{}", 404,
       "not-found"},
      {"/v1/acts/" + act.member("id") + "/withdrawal", scene.rob.second, R"({"digest":"x"})", 422,
       "unknown-field"},
  };
  const Sequence before = scene.dispatcher.sequence();
  for (const Row& row : rows) {
    CAPTURE(row.path);
    CAPTURE(row.body);
    const RawReply reply = scene.dispatcher.post(row.path, row.key, row.body);
    CHECK(reply.status == row.status);
    CHECK(reply.code() == row.code);
  }
  CHECK(scene.dispatcher.sequence() == before);
  CHECK(scene.shown(act).member("state") == "proposed");
}

TEST_CASE("an act lapses at its own second, and is withdrawn before") {
  const ActsScene scene;
  const RawReply first = scene.strike();
  const RawReply second = scene.strike();
  const RawReply withdrawn =
      scene.dispatcher.ask({.method = "POST",
                            .path = "/v1/acts/" + first.member("id") + "/withdrawal",
                            .key = scene.rob.second,
                            .content_type = ""});
  CHECK(withdrawn.status == 200);
  CHECK(withdrawn.member("state") == "withdrawn");
  CHECK(scene.dispatcher.approve(first, scene.rob.second).code() == "wrong-state");
  scene.dispatcher.move_clock(R"("to":"2026-01-14T23:59:59Z")");
  CHECK(scene.shown(second).member("state") == "proposed");
  scene.dispatcher.move_clock(R"("by":"1s")");
  CHECK(scene.shown(second).member("state") == "lapsed");
  const RawReply late = scene.dispatcher.approve(second, scene.rob.second);
  CHECK(late.code() == "wrong-state");
  CHECK(holds_text(late, R"("current":{"state":"lapsed"})"));
  CHECK(scene.dispatcher.get(scene.path).member("state") == "active");
}

TEST_CASE("acts are listed by kind and state, page by page") {
  const ActsScene scene;
  const RawReply first = scene.strike();
  scene.dispatcher.move_clock(R"("by":"1s")");
  const RawReply dated =
      scene.dispatcher.post(scene.path + "/expiry", scene.rob.second,
                            R"({"reference":"r","expires_at":"2030-01-01T00:00:00Z"})");
  CHECK(dated.member("expires_at") == "2030-01-01T00:00:00Z");
  scene.dispatcher.move_clock(R"("by":"1s")");
  const RawReply last = scene.strike();
  CHECK(scene.dispatcher.approve(dated, scene.rea.second).status == 200);
  const auto names = [](const RawReply& page, const RawReply& act) {
    return holds_text(page, act.member("id"));
  };
  const RawReply all = scene.dispatcher.get("/v1/acts");
  CHECK((names(all, first) && names(all, dated) && names(all, last)));
  CHECK(all.body.find(first.member("id")) < all.body.find(last.member("id")));
  const RawReply done = scene.dispatcher.get("/v1/acts?state=done");
  CHECK((names(done, dated) && !names(done, first)));
  const RawReply page = scene.dispatcher.get("/v1/acts?kind=strike&limit=1");
  CHECK((names(page, first) && !names(page, last)));
  const std::string cursor = "/v1/acts?cursor=" + page.member("next_cursor");
  const RawReply rest = scene.dispatcher.get(cursor);
  CHECK((names(rest, last) && !names(rest, dated)));
  CHECK(rest.member("next_cursor") == "null");
  CHECK(scene.dispatcher.get(cursor + "&kind=expiry").code() == "invalid-cursor");
  CHECK(scene.dispatcher.get("/v1/acts?cursor=x").code() == "invalid-cursor");
  CHECK(scene.dispatcher.get("/v1/acts?kind=theft").code() == "invalid-parameter");
  CHECK(scene.dispatcher.get("/v1/acts?state=open").code() == "invalid-parameter");
  CHECK(scene.dispatcher.get("/v1/acts/" + std::string{kNobody}).code() == "not-found");
}

TEST_CASE("a credit above the limit needs two operators, and only offices see it") {
  const ActsScene scene;
  const std::string credits = "/v1/parties/" + scene.ana.first + "/credits";
  const auto credit = [&](const std::string& amount, const std::string& reference) {
    return scene.dispatcher.post(
        credits, kOperator, R"({"amount":")" + amount + R"(","reference":")" + reference + R"("})");
  };
  // 100000.00 came in at the opening.
  CHECK(credit("100000.00", "one").status == 201);
  const RawReply act = credit("0.01", "secret");
  CHECK(act.status == 202);
  CHECK(act.member("kind") == "credit");
  const std::string content =
      R"("credit":{"party":")" + scene.ana.first + R"(","amount":"0.01","reference":"secret"})";
  const auto dora = scene.dispatcher.member("Dora", "1.00", R"(["auditor"])");
  CHECK(holds_text(scene.shown(act, kOperator), content));
  CHECK(holds_text(scene.shown(act, dora.second), content));
  CHECK(holds_text(scene.dispatcher.get("/v1/acts", scene.olga.second), content));
  for (const std::string& key : {std::string{}, scene.ana.second, scene.rea.second}) {
    const RawReply shown = scene.shown(act, key);
    CHECK(shown.member("credit") == "null");
    CHECK_FALSE(holds_text(shown, "secret"));
    CHECK_FALSE(holds_text(scene.dispatcher.get("/v1/acts", key), "secret"));
  }
  CHECK(scene.shown(act, "no-key-of-this-register").status == 401);
  CHECK_FALSE(holds_text(scene.dispatcher.get("/v1/events"), "secret"));
  CHECK(scene.dispatcher.approve(act, kOperator).code() == "same-person");
  CHECK(scene.dispatcher.approve(act, scene.rea.second).code() == "forbidden");
  const RawReply done = scene.dispatcher.approve(act, scene.olga.second);
  CHECK(done.status == 200);
  CHECK(done.member("amount") == "0.01");
}

TEST_CASE("a repeated key gets the proposal again, and the approval again") {
  const ActsScene scene;
  const RawRequest proposal{.method = "POST",
                            .path = scene.path + "/strike",
                            .key = scene.rea.second,
                            .body = kOrder,
                            .headers = {{"Idempotency-Key", "k1"}}};
  const RawReply act = scene.dispatcher.ask(proposal);
  const RawReply again = scene.dispatcher.ask(proposal);
  CHECK(again.status == 202);
  CHECK(again.body == act.body);
  CHECK(again.headers.at("idempotent-replayed") == "true");
  const RawRequest approval{.method = "POST",
                            .path = "/v1/acts/" + act.member("id") + "/approval",
                            .key = scene.rob.second,
                            .body = digest_body(act),
                            .headers = {{"Idempotency-Key", "k2"}}};
  const RawReply struck = scene.dispatcher.ask(approval);
  CHECK(struck.member("state") == "struck");
  CHECK(scene.dispatcher.ask(approval).body == struck.body);
}

TEST_CASE("a hold beyond 360 days is exhausted for one, and placed by two") {
  const ActsScene scene;
  const auto hold = [&](const std::string& until, const std::string& more = "") {
    return scene.dispatcher.post(
        scene.path + "/holds", scene.rea.second,
        R"({"reference":"court","ends_at":")" + until + "T00:00:00Z\"" + more + "}");
  };
  CHECK(hold("2026-06-30").status == 201);
  scene.dispatcher.move_clock(R"("to":"2026-06-30T00:00:00Z")");
  CHECK(hold("2026-12-27").status == 201);
  scene.dispatcher.move_clock(R"("to":"2026-12-27T00:00:00Z")");
  const RawReply exhausted = hold("2026-12-28");
  CHECK(exhausted.status == 409);
  CHECK(exhausted.code() == "hold-exhausted");
  CHECK(holds_text(exhausted, R"("current":{"latest_end":"2026-12-27T00:00:00Z"})"));
  const RawReply act = hold("2026-12-28", R"(,"beyond_360_days":true)");
  CHECK(act.status == 202);
  CHECK(act.member("kind") == "hold-beyond-360-days");
  CHECK(act.member("ends_at") == "2026-12-28T00:00:00Z");
  const RawReply placed = scene.dispatcher.approve(act, scene.rob.second);
  CHECK(placed.member("id").starts_with("hold_"));
  CHECK(scene.dispatcher.get(scene.path + "/holds").body.find(placed.member("id")) !=
        std::string::npos);
  CHECK(scene.dispatcher.remove(scene.path + "/holds/" + placed.member("id"), scene.rob.second)
            .status == 200);
  CHECK(holds_text(scene.dispatcher.get(scene.path + "/events?limit=200"),
                   R"("kind":"held-time-ended")"));
}

TEST_CASE("roles that exclude each other are refused, and an auditor only reads") {
  const ActsScene scene;
  for (const char* role : {"registrar", "policy", "operator"}) {
    CAPTURE(role);
    const RawReply refused = scene.dispatcher.post(
        "/v1/parties", kOperator,
        R"({"name":"Both","roles":["member",")" + std::string{role} + R"("]})");
    CHECK(refused.status == 422);
    CHECK(refused.code() == "roles-exclude");
  }
  const auto dora = scene.dispatcher.member("Dora", "5.00", R"(["auditor"])");
  CHECK(scene.dispatcher.get("/v1/parties/" + scene.ana.first + "/account", dora.second).status ==
        200);
  const RawReply contest =
      scene.dispatcher.post(scene.path + "/contests", dora.second, R"({"reason":"used by all"})");
  CHECK(contest.status == 403);
  CHECK(contest.code() == "forbidden");
  CHECK(scene.dispatcher
            .post("/v1/parties/" + dora.first + "/withdrawals", dora.second, R"({"amount":"1.00"})")
            .code() == "forbidden");
  const auto both = scene.dispatcher.member("Both", "500.00", R"(["auditor","member"])");
  CHECK(scene.dispatcher.post(scene.path + "/contests", both.second, R"({"reason":"used by all"})")
            .status == 201);
}

}  // namespace
}  // namespace quitrent::testing
