// SPDX-License-Identifier: EUPL-1.2
//
// Contests, recorded licences and lineage over HTTP.
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "registry/vocabulary/sha256.hpp"
#include "tests/api/http/live_dispatcher.hpp"
#include "tests/api/http/raw_connection.hpp"

namespace quitrent::testing {

using namespace api;
using namespace market;
using namespace tax;
namespace {

/// Ana and Ben are members, Rea a registrar.
struct ContestsScene {
  LiveDispatcher dispatcher;
  std::pair<std::string, std::string> ana = dispatcher.member("Ana");
  std::pair<std::string, std::string> ben = dispatcher.member("Ben");
  std::pair<std::string, std::string> rea = dispatcher.member("Rea", "500.00", R"(["registrar"])");

  /// Tries to register a work of Ana's with these terms and origins.
  RawReply tried_terms(const std::string& terms, const std::string& origins) const {
    return dispatcher.post("/v1/assets", ana.second,
                           R"({"name":"Work","class":"software","terms":)" + terms +
                               R"(,"assessment":"36500.00","escrow":"500.00","derived_from":)" +
                               origins + "}");
  }
  /// Tries to register a work of Ana's under a licence, with the origins in `origins`.
  RawReply tried(const std::string& spdx, const std::string& origins = "[]") const {
    return tried_terms(R"({"spdx":")" + spdx + "\"}", origins);
  }
  /// Registers a work of Ana's under a licence, with a further field of its terms.
  std::string documented(const std::string& spdx, const std::string& field) const {
    const RawReply made = tried_terms(R"({"spdx":")" + spdx + "\"," + field + "}", "[]");
    CAPTURE(made.body);
    REQUIRE(made.status == 201);
    return made.member("id");
  }
  std::string work(const std::string& spdx, const std::string& origins = "[]") const {
    const RawReply made = tried(spdx, origins);
    CAPTURE(made.body);
    REQUIRE(made.status == 201);
    return made.member("id");
  }
};

std::string origin(const std::string& asset, const std::string& relation) {
  return R"({"asset":")" + asset + R"(","relation":")" + relation + R"("})";
}

constexpr const char* kUpheld = R"({"outcome":"upheld","reason":"Seen.","reference":"order 7"})";

TEST_CASE("contests that cannot be filed or decided are refused") {
  const ContestsScene scene;
  const std::string path = "/v1/assets/" + scene.work("BUSL-1.1") + "/contests";
  const std::string unknown = "/v1/assets/ast_01kdvdna00e7mv2p04fpbhfx5j/contests";
  const std::string own =
      scene.dispatcher.post(path, scene.rea.second, R"({"reason":"Mine."})").member("id");
  const std::string decide = path + "/" + own + "/decision";
  const std::string nowhere = path + "/con_01kdvdna00e7mv2p04fpbhfx5j/decision";
  const std::string& rea = scene.rea.second;
  struct Row {
    const char* why;
    std::string path, key, body;
    int status;
    const char* code;
    std::string text;
  };
  const std::vector<Row> rows{
      {"no reason", path, scene.ben.second, "{}", 422, "missing-field", R"("pointer":"/reason")"},
      {"a reason too long", path, scene.ben.second,
       R"({"reason":")" + std::string(2'001, 'x') + R"("})", 422, "invalid-field",
       R"("pointer":"/reason")"},
      {"a finding that is no identifier", path, scene.ben.second,
       R"({"reason":"x","finding":"F1"})", 422, "invalid-field", R"("pointer":"/finding")"},
      {"a finding that is none", path, scene.ben.second,
       R"({"reason":"x","finding":"fnd_01kdvdna00e7mv2p04fpbhfx5j"})", 404, "not-found", ""},
      {"no money for the bond", path, scene.dispatcher.member("Cleo", "99.99").second,
       R"({"reason":"x"})", 409, "insufficient-funds", R"("available":"99.99")"},
      {"an outcome that carries nothing", decide, rea,
       R"({"outcome":"frivolous","reason":"x","reference":"r","source_withheld":true})", 422,
       "invalid-field", R"("pointer":"/outcome")"},
      {"an asset that is none", unknown, scene.ben.second, R"({"reason":"x"})", 404, "not-found",
       ""},
      {"a second one by the same", path, rea, R"({"reason":"x"})", 409, "contest-pending",
       R"("current":{"contest":")" + own + "\"}"},
      {"no outcome", decide, rea, R"({"reason":"x","reference":"r"})", 422, "missing-field",
       R"("pointer":"/outcome")"},
      {"an unknown outcome", decide, rea, R"({"outcome":"maybe","reason":"x","reference":"r"})",
       422, "invalid-field", R"("pointer":"/outcome")"},
      {"no reference", decide, rea, R"({"outcome":"upheld","reason":"x"})", 422, "missing-field",
       R"("pointer":"/reference")"},
      {"a contest that is none", nowhere, rea, kUpheld, 404, "not-found", ""},
      {"no identifier", path + "/x/decision", rea, kUpheld, 404, "not-found", ""},
      {"a contest of another asset", unknown + "/" + own + "/decision", rea, kUpheld, 404,
       "not-found", ""},
      {"one's own", decide, rea, kUpheld, 403, "forbidden", ""},
      {"a member's decision", decide, scene.ana.second, kUpheld, 403, "forbidden", ""}};
  const Sequence before = scene.dispatcher.sequence();
  for (const Row& row : rows) {
    CAPTURE(row.why);
    const RawReply reply = scene.dispatcher.post(row.path, row.key, row.body);
    CAPTURE(reply.body);
    CHECK(reply.status == row.status);
    CHECK(reply.code() == row.code);
    CHECK(holds_text(reply, row.text));
  }
  CHECK(scene.dispatcher.get(unknown).code() == "not-found");
  CHECK(scene.dispatcher.get(path + "?limit=0").code() == "invalid-parameter");
  CHECK(scene.dispatcher.get(path + "?cursor=x").code() == "invalid-cursor");
  CHECK(scene.dispatcher.sequence() == before);
}

TEST_CASE("contests are listed open and decided, in the order of filing") {
  const ContestsScene scene;
  const std::string asset = scene.work("BUSL-1.1");
  const std::string path = "/v1/assets/" + asset + "/contests";
  const RawReply first = scene.dispatcher.post(path, scene.ben.second, R"({"reason":"Too low."})");
  REQUIRE(first.status == 201);
  const std::string id = first.member("id");
  CHECK(id.starts_with("con_"));
  const std::string beginning = R"({"id":")" + id + R"(","asset":")" + asset + R"(","by":{"id":")" +
                                scene.ben.first +
                                R"(","name":"Ben"},"finding":null,"reason":"Too low.",)"
                                R"("bond":"100.00","state":")";
  CHECK(first.body == beginning + R"(open","filed_at":"2026-01-01T00:00:00Z",)"
                                  R"("outcome":null,"decided_at":null,"decision":null})");
  scene.dispatcher.move_clock(R"("by":"1d")");
  const RawReply second =
      scene.dispatcher.post(path, scene.ana.second, R"({"reason":"Too high."})");
  CHECK(holds_text(scene.dispatcher.get(path), "[" + first.body + "," + second.body + "]"));

  const std::string digest = "sha256:" + std::string(64, 'a');
  const RawReply decided = scene.dispatcher.post(
      path + "/" + id + "/decision", scene.rea.second,
      R"({"outcome":"rejected","reason":"It is right.","reference":"order 7",)"
      R"("document_digest":")" +
          digest + R"("})");
  CHECK(decided.status == 200);
  CHECK(decided.body ==
        beginning +
            R"(decided","filed_at":"2026-01-01T00:00:00Z","outcome":"rejected",)"
            R"("decided_at":"2026-01-02T00:00:00Z","decision":{"reason":"It is right.",)"
            R"("reference":"order 7","document_digest":")" +
            digest + R"("}})");
  CHECK(scene.dispatcher.post(path + "/" + id + "/decision", scene.rea.second, kUpheld).code() ==
        "not-found");
  const RawReply page = scene.dispatcher.get(path + "?limit=1");
  CHECK(holds_text(page, R"({"data":[)" + decided.body + R"(],"next_cursor":")"));
  CHECK(holds_text(scene.dispatcher.get(path + "?limit=1&cursor=" + page.member("next_cursor")),
                   R"({"data":[)" + second.body + R"(],"next_cursor":null)"));
  // A degree may be contested again after a decision.
  CHECK(scene.dispatcher.post(path, scene.ben.second, R"({"reason":"Still."})").status == 201);
}

std::string profile(const std::string& reference, const std::string& levels,
                    const std::string& document = to_text(sha256("text"))) {
  return R"({"reference":")" + reference + R"(","levels":)" + levels +
         R"(,"reason":"Read at the bench.","document_digest":")" + document + "\"}";
}

TEST_CASE("profiles that cannot be recorded are refused") {
  const ContestsScene scene;
  const std::string seven = R"("A":0,"U":12,"M":0,"R":0,"Y":0,"P":0,"B":0)";
  const std::string open = "{" + seven + R"(,"E":0})";
  const std::string text = R"("document_digest":")" + to_text(sha256("text")) + "\"";
  struct Row {
    const char* why;
    std::string body;
    const char* code;
    const char* pointer;
  };
  const std::vector<Row> rows{
      {"no levels", R"({"reference":"LicenseRef-Own","reason":"r",)" + text + "}", "missing-field",
       "/levels"},
      {"seven levels", profile("LicenseRef-Own", "{" + seven + "}"), "missing-field", "/levels/E"},
      {"a ninth", profile("LicenseRef-Own", "{" + seven + R"(,"E":0,"Z":0})"), "unknown-field",
       "/levels/Z"},
      {"a level of 25", profile("LicenseRef-Own", "{" + seven + R"(,"E":25})"), "out-of-range",
       "/levels/E"},
      {"half a level", profile("LicenseRef-Own", "{" + seven + R"(,"E":0.5})"), "invalid-field",
       "/levels/E"},
      {"a level as a text", profile("LicenseRef-Own", "{" + seven + R"(,"E":"0"})"),
       "invalid-field", "/levels/E"},
      {"levels as a list", profile("LicenseRef-Own", "[0]"), "invalid-field", "/levels"},
      {"no reason", R"({"reference":"LicenseRef-Own","levels":)" + open + "," + text + "}",
       "missing-field", "/reason"},
      {"no reference", R"({"levels":)" + open + R"(,"reason":"r",)" + text + "}", "missing-field",
       "/reference"},
      {"no document", R"({"reference":"LicenseRef-Own","levels":)" + open + R"(,"reason":"r"})",
       "missing-field", "/document_digest"},
      {"a licence of the list", profile("MIT", open), "invalid-field", "/reference"},
      {"a reference of the table", profile("LicenseRef-scancode-proprietary-license", open),
       "invalid-field", "/reference"},
      {"a digest of nothing", profile("LicenseRef-Own", open, "x"), "invalid-field",
       "/document_digest"}};
  const Sequence before = scene.dispatcher.sequence();
  for (const Row& row : rows) {
    CAPTURE(row.why);
    const RawReply reply = scene.dispatcher.post("/v1/licences", scene.rea.second, row.body);
    CAPTURE(reply.body);
    CHECK(reply.status == 422);
    CHECK(reply.code() == row.code);
    CHECK(reply.member("pointer") == row.pointer);
  }
  CHECK(scene.dispatcher.sequence() == before);
}

TEST_CASE("a recorded licence counts for every asset that states it, wherever a degree is told") {
  const ContestsScene scene;
  const std::string stated = R"("documents":{"LicenseRef-Own":")" + to_text(sha256("text")) + "\"}";
  const std::string asset = scene.documented("LicenseRef-Own OR LicenseRef-Other", stated);
  scene.work("MIT");
  const std::string shown = "/v1/assets/" + asset;
  CHECK(scene.dispatcher.get(shown).member("degree") == "1.000000");
  CHECK(holds_text(scene.dispatcher.get("/v1/licences?q=licenseref-own"), R"("data":[])"));
  scene.dispatcher.move_clock(R"("by":"1d")");
  const RawReply recorded = scene.dispatcher.post(
      "/v1/licences", scene.rea.second,
      profile("LicenseRef-Own", R"({"A":0,"U":12,"M":0,"R":0,"Y":0,"P":0,"B":0,"E":24})"));
  REQUIRE(recorded.status == 201);
  const std::string levels =
      R"("vector":{"A":"0/24","U":"12/24","M":"0/24","R":"0/24","Y":"0/24","P":"0/24",)"
      R"("B":"0/24","E":"24/24"},"reason":"Read at the bench.","document_digest":")" +
      to_text(sha256("text")) + R"(","recorded_at":"2026-01-02T00:00:00Z")";
  CHECK(recorded.body.starts_with(R"({"id":"LicenseRef-Own","kind":"recorded",)" + levels +
                                  R"(,"degrees":{"software":"0.110000",)"));
  CHECK(recorded.member("assets") == "1");
  // Half of the 0.18 of use, and the 0.02 of enclosable.
  CHECK(scene.dispatcher.get(shown).member("degree") == "0.110000");
  CHECK(scene.dispatcher.get(shown + "?as_of=2026-01-01T23:59:59Z").member("degree") == "1.000000");
  const RawReply reply = scene.dispatcher.get(shown + "/degree");
  CHECK(reply.member("degree") == "0.110000");
  CHECK(reply.member("branch") == "LicenseRef-Own");
  CHECK(reply.member("taxed_degree") == "0.110000");
  CHECK(scene.dispatcher
            .post("/v1/degree", "",
                  R"({"class":"software","terms":{"spdx":"LicenseRef-Own",)" + stated + "}}")
            .member("degree") == "0.110000");
  CHECK(scene.dispatcher.get("/v1/assets/" + scene.documented("LicenseRef-Own", stated))
            .member("degree") == "0.110000");
  CHECK(holds_text(scene.dispatcher.get("/v1/licences?q=LICENSEREF-own"),
                   R"({"data":[{"id":"LicenseRef-Own","kind":"recorded","name":null,)"
                   R"("degree":"0.110000","deprecated":false,"replaced_by":null,)" +
                       levels + "}]"));
  CHECK(holds_text(
      scene.dispatcher.get(shown + "/events"),
      R"("cause":"profile","terms":{"spdx":"LicenseRef-Own OR LicenseRef-Other",)" + stated +
          R"(},"degree":"0.110000","levels":[{"from":null,"vector":{"A":"0/24","U":"12/24")"));
  CHECK(holds_text(scene.dispatcher.get("/v1/events"),
                   R"("kind":"profile-recorded","licence":"LicenseRef-Own",)" + levels));
}

TEST_CASE("pages of licences go on behind one of two that differ in case alone") {
  const ContestsScene scene;
  const std::string open = R"({"A":0,"U":0,"M":0,"R":0,"Y":0,"P":0,"B":0,"E":0})";
  for (const char* reference : {"LicenseRef-Zz", "LicenseRef-zz"}) {
    REQUIRE(
        scene.dispatcher.post("/v1/licences", scene.rea.second, profile(reference, open)).status ==
        201);
  }
  const RawReply first = scene.dispatcher.get("/v1/licences?q=licenseref-zz&limit=1");
  CHECK(holds_text(first, R"({"data":[{"id":"LicenseRef-Zz")"));
  const RawReply second =
      scene.dispatcher.get("/v1/licences?limit=1&cursor=" + first.member("next_cursor"));
  CHECK(holds_text(second, R"({"data":[{"id":"LicenseRef-zz")"));
  CHECK(second.member("next_cursor") == "null");
}

TEST_CASE("origins that cannot be stated are refused") {
  const ContestsScene scene;
  const std::string open = scene.work("GPL-3.0-only");
  const std::string nothing = "ast_01kdvdna00e7mv2p04fpbhfx5j";
  std::string seventeen = "[" + origin(open, "fork");
  for (int more = 0; more < 16; ++more) seventeen += "," + origin(open, "fork");
  seventeen += "]";
  struct Row {
    const char* why;
    std::string origins;
    int status;
    const char* code;
    std::string text;
  };
  const std::vector<Row> rows{
      {"no list", "{}", 422, "invalid-field", R"("pointer":"/derived_from")"},
      {"too many", seventeen, 422, "invalid-field", R"("pointer":"/derived_from")"},
      {"no relation", R"([{"asset":")" + open + R"("}])", 422, "missing-field",
       R"("pointer":"/derived_from/0/relation")"},
      {"an unknown relation", "[" + origin(open, "cousin") + "]", 422, "invalid-field",
       R"("pointer":"/derived_from/0/relation")"},
      {"no asset", R"([{"relation":"fork"}])", 422, "missing-field",
       R"("pointer":"/derived_from/0/asset")"},
      {"no identifier", "[" + origin("x", "fork") + "]", 422, "invalid-field",
       R"("pointer":"/derived_from/0/asset")"},
      {"one asset twice", "[" + origin(open, "fork") + "," + origin(open, "derived") + "]", 422,
       "invalid-field", R"("pointer":"/derived_from/1/asset")"},
      {"an asset that is none", "[" + origin(nothing, "fork") + "]", 404, "not-found", ""},
      {"a closed child of a share-alike work", "[" + origin(open, "translation") + "]", 409,
       "lineage-requires-open", R"("current":{"asset":")" + open + "\""}};
  const Sequence before = scene.dispatcher.sequence();
  for (const Row& row : rows) {
    CAPTURE(row.why);
    const RawReply reply = scene.tried("BUSL-1.1", row.origins);
    CAPTURE(reply.body);
    CHECK(reply.status == row.status);
    CHECK(reply.code() == row.code);
    CHECK(holds_text(reply, row.text));
  }
  const RawReply foreign = scene.dispatcher.post(
      "/v1/assets", scene.ben.second,
      R"({"name":"Work","class":"software","terms":{"spdx":"MIT"},"assessment":"1.00",)"
      R"("escrow":"0","derived_from":[)" +
          origin(open, "version") + "]}");
  CHECK(foreign.code() == "forbidden");
  for (const std::string& path :
       {"/v1/assets/" + nothing + "/lineage", std::string{"/v1/assets/x/lineage"}}) {
    CHECK(scene.dispatcher.get(path).code() == "not-found");
  }
  const std::string path = "/v1/assets/" + open + "/lineage";
  CHECK(scene.dispatcher.get(path + "?limit=201").code() == "invalid-parameter");
  CHECK(scene.dispatcher.get(path + "?cursor=x").code() == "invalid-cursor");
  CHECK(scene.dispatcher.sequence() == before);
}

TEST_CASE("lineage is shown both ways, page by page") {
  const ContestsScene scene;
  const std::string root = scene.work("GPL-3.0-only");
  const std::string side = scene.work("BUSL-1.1");
  const std::string fork =
      scene.work("GPL-3.0-only", "[" + origin(root, "fork") + "," + origin(side, "derived") + "]");
  const std::string version = scene.work("BUSL-1.1", "[" + origin(root, "version") + "]");
  CHECK(holds_text(scene.dispatcher.get("/v1/assets/" + fork),
                   R"("derived_from":[)" + origin(root, "fork") + "," + origin(side, "derived") +
                       R"(],"degree")"));
  const auto relative = [](const std::string& asset, const std::string& relation,
                           const std::string& degree) {
    return R"({"asset":")" + asset + R"(","name":"Work","relation":")" + relation +
           R"(","degree":")" + degree + R"(","state":"active"})";
  };
  CHECK(scene.dispatcher.get("/v1/assets/" + fork + "/lineage").body ==
        R"({"asset":")" + fork + R"(","derived_from":[)" + relative(root, "fork", "0.000000") +
            "," + relative(side, "derived", "0.190000") +
            R"(],"derived":[],"next_cursor":null,"as_of":"2026-01-01T00:00:00Z"})");
  const std::string path = "/v1/assets/" + root + "/lineage";
  const std::string first = relative(fork, "fork", "0.000000");
  const std::string second = relative(version, "version", "0.190000");
  CHECK(holds_text(scene.dispatcher.get(path), R"("derived_from":[],"derived":[)" + first + "," +
                                                   second + R"(],"next_cursor":null)"));
  const RawReply page = scene.dispatcher.get(path + "?limit=1");
  CHECK(holds_text(page, R"("derived":[)" + first + R"(],"next_cursor":")"));
  const std::string cursor = page.member("next_cursor");
  CHECK(page.headers.at("link") == "<" + path + "?cursor=" + cursor + "&limit=1>; rel=\"next\"");
  CHECK(holds_text(scene.dispatcher.get(path + "?limit=1&cursor=" + cursor),
                   R"("derived":[)" + second + R"(],"next_cursor":null)"));
  CHECK(scene.dispatcher.get("/v1/assets/" + side + "/lineage?cursor=" + cursor).code() ==
        "invalid-cursor");
  CHECK(holds_text(scene.dispatcher.get("/v1/assets/" + fork + "/events"),
                   R"("derived_from":[)" + origin(root, "fork") + ","));
}

TEST_CASE("a finding adds an origin that was not stated, and both ends show it") {
  const ContestsScene scene;
  const std::string root = scene.work("GPL-3.0-only");
  const std::string work = scene.work("BUSL-1.1");
  const std::string findings = "/v1/assets/" + work + "/findings";
  const std::string found = "[" + origin(root, "fork") + "]";
  const auto post = [&](const std::string& member) {
    return scene.dispatcher.post(findings, scene.rea.second,
                                 R"({"reference":"order 1","derived_from":)" + member + "}");
  };
  CHECK(holds_text(post("[]"), R"("pointer":"/derived_from")"));
  CHECK(holds_text(post(R"([{"asset":"ast_x","relation":"fork"}])"),
                   R"("pointer":"/derived_from/0/asset")"));
  CHECK(post("[" + origin(root, "version") + "]").code() == "forbidden");
  CHECK(post("[" + origin(work, "fork") + "]").code() == "invalid-field");
  CHECK(holds_text(post(found), R"("derived_from":)" + found));
  CHECK(post(found).code() == "invalid-field");
  CHECK(holds_text(scene.dispatcher.get("/v1/assets/" + root + "/lineage"),
                   R"("derived":[{"asset":")" + work));
  CHECK(holds_text(scene.dispatcher.get("/v1/assets/" + work + "/events"),
                   R"("derived_from":)" + found));
}

}  // namespace
}  // namespace quitrent::testing
