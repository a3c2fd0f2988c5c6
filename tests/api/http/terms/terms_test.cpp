// SPDX-License-Identifier: EUPL-1.2
//
// Terms of registered assets over HTTP: changed, dated, found false, recorded, contested.
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "tests/api/http/live_dispatcher.hpp"
#include "tests/api/http/raw_connection.hpp"

namespace quitrent::testing {

using namespace api;
using namespace market;
using namespace tax;
namespace {

/// Ana and Ben are members, Rea a registrar. Ana holds a work, and a patent in an open pool.
struct TermsScene {
  LiveDispatcher dispatcher;
  std::pair<std::string, std::string> ana = dispatcher.member("Ana");
  std::pair<std::string, std::string> ben = dispatcher.member("Ben");
  std::pair<std::string, std::string> rea = dispatcher.member("Rea", "1.00", R"(["registrar"])");

  /// Registers an asset assessed at 36500.00 and answers with its path.
  std::string registered(const std::string& asset_class, const std::string& terms,
                         const std::string& escrow) const {
    const RawReply made =
        dispatcher.post("/v1/assets", ana.second,
                        R"({"name":"Thing","class":")" + asset_class + R"(","terms":)" + terms +
                            R"(,"assessment":"36500.00","escrow":")" + escrow + R"("})");
    CAPTURE(made.body);
    REQUIRE(made.status == 201);
    return "/v1/assets/" + made.member("id");
  }
  std::string work(const std::string& terms, const std::string& escrow = "500.00") const {
    return registered("software", terms, escrow);
  }
  std::string pooled() const {
    return registered("patent", R"({"commitment":"open-pool"})", "500.00");
  }
  std::string shown(const std::string& path, std::string_view member) const {
    return dispatcher.get(path).member(member);
  }
};

TEST_CASE("terms that cannot be stated are refused and leave the old ones") {
  const TermsScene scene;
  const std::string work = scene.work(R"({"spdx":"BUSL-1.1"})");
  const std::string patent = scene.pooled();
  const std::string free = scene.registered("design", R"({"commitment":"royalty-free"})", "0");
  const std::string sign = scene.dispatcher
                               .post("/v1/assets", scene.ana.second,
                                     R"({"name":"Sign","class":"trademark",)"
                                     R"("assessment":"1.00","escrow":"1.00"})")
                               .member("id");
  const std::string& ana = scene.ana.second;
  const std::string mit = R"({"terms":{"spdx":"MIT"})";
  struct Row {
    const char* why;
    std::string path, key, body;
    int status;
    const char* code;
    const char* text;
  };
  const std::vector<Row> rows{
      {"nothing", work, ana, "{}", 422, "missing-field", R"("pointer":"/terms")"},
      {"terms of no form", work, ana, R"({"terms":{}})", 422, "missing-field",
       R"("pointer":"/terms")"},
      {"terms of both forms", work, ana, R"({"terms":{"spdx":"MIT","commitment":"none"}})", 422,
       "unknown-field", R"("pointer":"/terms/commitment")"},
      {"terms as a text", work, ana, R"({"terms":"MIT"})", 422, "invalid-field",
       R"("pointer":"/terms")"},
      {"an unknown licence", work, ana, R"({"terms":{"spdx":"Nonsense-1.0"}})", 422,
       "unknown-terms", R"("pointer":"/terms/spdx")"},
      {"an unknown licence later on", work, ana,
       R"({"terms":{"spdx":"BUSL-1.1","then":{"spdx":"MIT","on":"2027-01-01",)"
       R"("then":{"spdx":"No","on":"2028-01-01"}}}})",
       422, "unknown-terms", R"("pointer":"/terms/then/then/spdx")"},
      {"a number to accept", work, ana, mit + R"(,"accept_clawback":1})", 422, "amount-not-string",
       R"("pointer":"/accept_clawback")"},
      {"a commitment of a work", work, ana, R"({"terms":{"commitment":"none"}})", 422,
       "unknown-terms", ""},
      {"a licence of a patent", patent, ana, mit + "}", 422, "unknown-terms", ""},
      {"a licence of a trademark", "/v1/assets/" + sign, ana, mit + "}", 422, "unknown-terms", ""},
      {"later terms that are not later", work, ana,
       R"({"terms":{"spdx":"BUSL-1.1","then":{"spdx":"MIT","on":"2026-01-01"}}})", 422,
       "invalid-field", R"("pointer":"/terms/then/on")"},
      {"later terms that close", work, ana,
       R"({"terms":{"spdx":"MIT","then":{"spdx":"BUSL-1.1","on":"2027-01-01"}}})", 422,
       "unknown-terms", R"("pointer":"/terms/then")"},
      {"an unknown asset", "/v1/assets/ast_01kdvdna00e7mv2p04fpbhfx5j", ana, mit + "}", 404,
       "not-found", ""},
      {"another version", work, scene.ben.second, mit + R"(,"expected_version":9})", 409,
       "version-mismatch", R"("version":1)"},
      {"somebody else's asset", work, scene.ben.second, mit + "}", 403, "forbidden", ""},
      {"a key without the role", work, scene.rea.second, mit + "}", 403, "forbidden", ""},
      {"a licence less open", work, ana, R"({"terms":{"spdx":"LicenseRef-Own"}})", 409,
       "terms-irrevocable", R"("current":{"degree":"0.190000"})"},
      {"what is free for ever", free, ana,
       R"({"terms":{"commitment":"none"},"accept_clawback":"9.00"})", 409, "terms-irrevocable",
       R"("current":{"degree":"0.000000"})"},
      {"a commitment taken back for nothing", patent, ana, R"({"terms":{"commitment":"none"}})",
       409, "clawback-due", R"("current":{"clawback":"0.00"})"}};
  const Sequence before = scene.dispatcher.sequence();
  for (const Row& row : rows) {
    CAPTURE(row.why);
    const RawReply reply = scene.dispatcher.put(row.path + "/terms", row.key, row.body);
    CAPTURE(reply.body);
    CHECK(reply.status == row.status);
    CHECK(reply.code() == row.code);
    CHECK(holds_text(reply, row.text));
  }
  CHECK(scene.dispatcher.sequence() == before);
}

TEST_CASE("a business licence becomes an open one on its day, and the tax ends") {
  const TermsScene scene;
  const std::string then = R"("then":{"spdx":"Apache-2.0","on":"2026-02-01"}})";
  const std::string work =
      scene.work(R"({"spdx":"BUSL-1.1","then":{"spdx":"apache-2.0","on":"2026-02-01"}})", "100.00");
  const RawReply made = scene.dispatcher.get(work);
  CHECK(holds_text(made, R"("terms":{"spdx":"BUSL-1.1",)" + then));
  CHECK(made.member("degree") == "0.190000");
  // 5 % x 0.19 of 36500.00.
  CHECK(made.member("rate") == "0.0095");
  CHECK(made.member("tax_per_day") == "0.95");
  // 31 days cost 29.45, and no more tax will be due.
  CHECK(made.member("funded_until") == "null");
  const RawReply reply = scene.dispatcher.get(work + "/degree");
  CHECK(holds_text(reply, R"("steps":[{"from":"2026-02-01T00:00:00Z","degree":"0.000000"}])"));
  CHECK(reply.member("tax_per_year") == "346.75");

  scene.dispatcher.move_clock(R"("to":"2026-01-31T23:59:59Z")");
  CHECK(scene.shown(work, "degree") == "0.190000");
  scene.dispatcher.move_clock(R"("by":"1s")");
  const RawReply open = scene.dispatcher.get(work);
  CHECK(holds_text(open, R"("terms":{"spdx":"Apache-2.0"})"));
  CHECK(open.member("degree") == "0.000000");
  CHECK(open.member("rate") == "0");
  CHECK(open.member("escrow") == "70.55");
  CHECK(holds_text(scene.dispatcher.get(work + "/degree"), R"("normal":"Apache-2.0")"));

  scene.dispatcher.move_clock(R"("by":"10d")");
  CHECK(scene.shown(work, "escrow") == "70.55");
  const RawReply past = scene.dispatcher.get(work + "?as_of=2026-01-31T23:59:59Z");
  CHECK(holds_text(past, R"("terms":{"spdx":"BUSL-1.1",)" + then));
  CHECK(past.member("degree") == "0.190000");
  const RawReply first_open = scene.dispatcher.get(work + "?as_of=2026-02-01T00:00:00Z");
  CHECK(first_open.member("degree") == "0.000000");
  const RawReply tax = scene.dispatcher.get(work + "/tax");
  CHECK(holds_text(tax, R"("to":"2026-02-01T00:00:00Z")"));
  CHECK(holds_text(tax, R"("seconds":2678400,"amount":"29.45")"));
  CHECK(holds_text(tax, R"("seconds":864000,"amount":"0.00")"));
  CHECK(tax.member("total") == "29.45");
  const RawReply events = scene.dispatcher.get(work + "/events");
  CHECK(holds_text(events, R"("kind":"terms-changed")"));
  CHECK(holds_text(events, R"("cause":"dated","terms":{"spdx":"Apache-2.0"},"degree":"0.000000")"));
}

TEST_CASE("opening is immediate, and said twice under one key it happens once") {
  const TermsScene scene;
  const std::string work = scene.work(R"({"spdx":"BUSL-1.1"})");
  const RawRequest request{.method = "PUT",
                           .path = work + "/terms",
                           .key = scene.ana.second,
                           .body = R"({"terms":{"spdx":"mit"},"expected_version":1})",
                           .headers = {{"Idempotency-Key", "open"}}};
  const RawReply opened = scene.dispatcher.ask(request);
  CHECK(opened.status == 200);
  CHECK(holds_text(opened, R"("terms":{"spdx":"BUSL-1.1 OR MIT"})"));
  CHECK(opened.member("degree") == "0.000000");
  CHECK(opened.member("version") == "2");
  const Sequence after = scene.dispatcher.sequence();
  const RawReply again = scene.dispatcher.ask(request);
  CHECK(again.body == opened.body);
  CHECK(again.headers.at("idempotent-replayed") == "true");
  CHECK(scene.dispatcher.sequence() == after);
  CHECK(holds_text(scene.dispatcher.get(work + "/events"), R"("cause":"opening")"));
}

TEST_CASE("a patent leaves its pool against what the pool saved in tax") {
  const TermsScene scene;
  const std::string patent = scene.pooled();
  CHECK(scene.shown(patent, "tax_per_day") == "0.75");
  scene.dispatcher.move_clock(R"("by":"10d")");
  // 2.5 % of 36500.00 less 2.5 % x 0.3 of it is 1.75 a day.
  CHECK(scene.shown(patent + "/degree", "clawback") == "17.50");
  const std::string none = R"({"terms":{"commitment":"none"})";
  const std::string path = patent + "/terms";
  const Sequence before = scene.dispatcher.sequence();
  const RawReply due = scene.dispatcher.put(path, scene.ana.second, none + "}");
  CHECK(due.code() == "clawback-due");
  CHECK(holds_text(due, R"("current":{"clawback":"17.50"})"));
  CHECK(scene.dispatcher.put(path, scene.ana.second, none + R"(,"accept_clawback":"17.499999"})")
            .code() == "clawback-due");
  CHECK(scene.dispatcher.sequence() == before);
  const RawReply left =
      scene.dispatcher.put(path, scene.ana.second, none + R"(,"accept_clawback":"20.00"})");
  REQUIRE(left.status == 200);
  CHECK(left.member("degree") == "1.000000");
  CHECK(left.member("escrow") == "492.50");
  CHECK(left.member("tax_per_day") == "2.50");
  CHECK(scene.shown(patent + "/degree", "clawback") == "null");
  const RawReply account =
      scene.dispatcher.get("/v1/parties/" + scene.ana.first + "/account", scene.ana.second);
  // 100000.00 less the first escrow of 500.00.
  CHECK(account.member("available") == "99482.50");
  CHECK(holds_text(
      scene.dispatcher.get("/v1/parties/" + scene.ana.first + "/statement", scene.ana.second),
      R"("kind":"clawback","amount":"-17.50","balance":"99482.50","asset":")"));
  // 7.50 of tax and the clawback.
  CHECK(holds_text(scene.dispatcher.get("/v1/revenue"), R"({"class":"patent","amount":"25.00"})"));
  CHECK(holds_text(scene.dispatcher.get(patent + "/events"), R"("clawback":"17.50")"));
}

TEST_CASE("an asset out of reach has no degree to tell") {
  const TermsScene scene;
  CHECK(scene.dispatcher.get("/v1/assets/x/degree").code() == "not-found");
  CHECK(scene.dispatcher.get("/v1/assets/ast_01kdvdna00e7mv2p04fpbhfx5j/degree").code() ==
        "not-found");
  const std::string work = scene.work(R"({"spdx":"BUSL-1.1"})");
  CHECK(scene.dispatcher.get(work + "/degree?colour=red").code() == "invalid-parameter");
  const RawReply reply = scene.dispatcher.get(work + "/degree");
  CHECK(reply.status == 200);
  CHECK(holds_text(reply, R"("causes":{"A":null,"U":"BUSL-1.1",)"));
  CHECK(reply.member("taxed_degree") == "0.190000");
  CHECK(reply.member("clawback") == "null");
  CHECK(
      scene.dispatcher
          .ask({.path = work + "/degree", .headers = {{"If-None-Match", reply.headers.at("etag")}}})
          .status == 304);
  // In the commons nothing is taxed, whatever the terms are.
  CHECK(
      scene.dispatcher.post(work + "/dedication", scene.ana.second, R"({"confirm":"irrevocable"})")
          .status == 200);
  const RawReply given = scene.dispatcher.get(work + "/degree");
  CHECK(given.member("degree") == "0.190000");
  CHECK(given.member("taxed_degree") == "0.000000");
  CHECK(holds_text(given, R"("assessment":null,"rate":null,"tax_per_year":null)"));
}

TEST_CASE("what a registrar cannot find is refused") {
  const TermsScene scene;
  const std::string path = scene.work(R"({"spdx":"MIT"})", "0") + "/findings";
  const std::string patent = scene.pooled() + "/findings";
  struct Row {
    const char* why;
    std::string path, body;
    int status;
    const char* code;
    const char* text;
  };
  const std::vector<Row> rows{
      {"nothing", path, R"({"reference":"order 1"})", 422, "missing-field",
       R"("pointer":"/terms")"},
      {"null twice", path, R"({"reference":"order 1","terms":null,"source_withheld":null})", 422,
       "missing-field", R"("pointer":"/terms")"},
      {"no reference", path, R"({"source_withheld":true})", 422, "missing-field",
       R"("pointer":"/reference")"},
      {"half a truth", path, R"({"reference":"order 1","source_withheld":"yes"})", 422,
       "invalid-field", R"("pointer":"/source_withheld")"},
      {"an unknown licence", path, R"({"reference":"order 1","terms":{"spdx":"No"}})", 422,
       "unknown-terms", R"("pointer":"/terms/spdx")"},
      {"the source of a patent", patent, R"({"reference":"order 1","source_withheld":true})", 422,
       "invalid-field", R"("pointer":"/source_withheld")"},
      {"an unknown asset", "/v1/assets/ast_01kdvdna00e7mv2p04fpbhfx5j/findings",
       R"({"reference":"order 1","source_withheld":true})", 404, "not-found", ""},
      {"another version", path,
       R"({"reference":"order 1","source_withheld":true,"expected_version":9})", 409,
       "version-mismatch", R"("version":1)"}};
  const Sequence before = scene.dispatcher.sequence();
  for (const Row& row : rows) {
    CAPTURE(row.why);
    const RawReply reply = scene.dispatcher.post(row.path, scene.rea.second, row.body);
    CAPTURE(reply.body);
    CHECK(reply.status == row.status);
    CHECK(reply.code() == row.code);
    CHECK(holds_text(reply, row.text));
  }
  CHECK(scene.dispatcher.sequence() == before);
}

TEST_CASE("a contest leads to a finding, to arrears and to a cure") {
  const TermsScene scene;
  const std::string work = scene.work(R"({"spdx":"MIT"})", "0");
  scene.dispatcher.move_clock(R"("by":"10d")");
  const RawReply contest = scene.dispatcher.post(work + "/contests", scene.ben.second,
                                                 R"({"reason":"There is no source."})");
  REQUIRE(contest.status == 201);
  const RawReply decided = scene.dispatcher.post(
      work + "/contests/" + contest.member("id") + "/decision", scene.rea.second,
      R"({"outcome":"upheld","reason":"Seen.","reference":"order 7"})");
  CHECK(decided.member("outcome") == "upheld");
  CHECK(scene.shown(work, "degree") == "0.000000");

  const RawReply found = scene.dispatcher.post(work + "/findings", scene.rea.second,
                                               R"({"reference":"order 7","source_withheld":true})");
  REQUIRE(found.status == 200);
  CHECK(holds_text(found, R"("terms":{"spdx":"MIT","source_withheld":true})"));
  // Raw 0.06, and the 0.18 of access: 5 % x 0.24 of 36500.00 is 1.20 a day, for ten days.
  CHECK(found.member("degree") == "0.240000");
  CHECK(holds_text(found, R"("total":"15.00","parts":[{"party":")" + scene.ana.first +
                              R"(","clawback":"12.00","surcharge":"3.00"}])"));
  CHECK(scene.dispatcher.post(work + "/escrow/deposits", scene.ana.second, R"({"amount":"100.00"})")
            .status == 200);
  scene.dispatcher.move_clock(R"("by":"30d")");
  CHECK(scene.shown(work, "state") == "delinquent");
  CHECK(scene.shown(work, "arrears") == "15.00");
  CHECK(scene.shown(work, "cure") == "16.50");  // and a tenth
  const RawReply cured =
      scene.dispatcher.post(work + "/escrow/deposits", scene.ana.second, R"({"amount":"16.50"})");
  REQUIRE(cured.status == 200);
  CHECK(cured.member("state") == "active");
  CHECK(cured.member("arrears") == "0.00");
  CHECK(cured.member("escrow") == "64.00");
  const RawReply events = scene.dispatcher.get(work + "/events");
  CHECK(holds_text(events, R"("kind":"contest-filed")"));
  CHECK(holds_text(events, R"("kind":"contest-decided")"));
  CHECK(holds_text(events, R"("kind":"finding-changed")"));
  CHECK(holds_text(events, R"("clawback":"12.00","finding":{"finding":"fnd_)"));
  CHECK(
      holds_text(scene.dispatcher.get("/v1/revenue"), R"({"class":"software","amount":"52.50"})"));
}

}  // namespace
}  // namespace quitrent::testing
