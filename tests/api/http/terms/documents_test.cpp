// SPDX-License-Identifier: EUPL-1.2
//
// Which text a LicenseRef- stands for, over HTTP.
#include <algorithm>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "registry/vocabulary/sha256.hpp"
#include "tests/api/http/live_dispatcher.hpp"
#include "tests/api/http/raw_connection.hpp"

namespace quitrent::testing {

using namespace api;
using namespace market;
namespace {

const std::string kHouse = to_text(sha256("house text"));
const std::string kOther = to_text(sha256("another text"));

/// Ana is a member, Rea a registrar.
struct DocumentsScene {
  LiveDispatcher dispatcher;
  std::pair<std::string, std::string> ana = dispatcher.member("Ana");
  std::pair<std::string, std::string> rea = dispatcher.member("Rea", "1.00", R"(["registrar"])");

  RawReply tried(const std::string& terms) const {
    return dispatcher.post("/v1/assets", ana.second,
                           R"({"name":"Work","class":"software","terms":)" + terms +
                               R"(,"assessment":"36500.00","escrow":"500.00"})");
  }
  /// Registers a work and answers with its path.
  std::string work(const std::string& terms) const {
    const RawReply made = tried(terms);
    CAPTURE(made.body);
    REQUIRE(made.status == 201);
    return "/v1/assets/" + made.member("id");
  }
  /// Records how far a text leaves use closed, in 24ths.
  RawReply record(const std::string& document, const std::string& use) const {
    return dispatcher.post("/v1/licences", rea.second,
                           R"({"reference":"LicenseRef-House","reason":"Read.","levels":{"A":0,)"
                           R"("U":)" +
                               use +
                               R"(,"M":0,"R":0,"Y":0,"P":0,"B":0,"E":0},"document_digest":")" +
                               document + "\"}");
  }
};

/// Terms under `LicenseRef-House` with this text.
std::string house(const std::string& document) {
  return R"({"spdx":"LicenseRef-House","documents":{"LicenseRef-House":")" + document + "\"}}";
}

TEST_CASE("documents that terms cannot state are refused wherever terms are stated") {
  const DocumentsScene scene;
  const std::string work = scene.work(R"({"spdx":"LicenseRef-House"})");
  std::string many = R"({"spdx":"MIT","documents":{)";
  for (int nth = 0; nth < 65; ++nth) {
    many += (nth > 0 ? ",\"LicenseRef-n" : "\"LicenseRef-n") + std::to_string(nth) + R"(":")" +
            kHouse + "\"";
  }
  many += "}}";
  struct Row {
    const char* why;
    std::string terms;
    const char* code;
    const char* pointer;
  };
  const std::vector<Row> rows{
      {"a list", R"({"spdx":"LicenseRef-House","documents":[]})", "invalid-field",
       "/terms/documents"},
      {"no digest", house("LICENSE.txt"), "invalid-field", "/terms/documents/LicenseRef-House"},
      {"half a digest", house("sha256:00"), "invalid-field", "/terms/documents/LicenseRef-House"},
      {"a digest as a number", R"({"spdx":"LicenseRef-House","documents":{"LicenseRef-House":1}})",
       "invalid-field", "/terms/documents/LicenseRef-House"},
      {"a name that the terms do not use",
       R"({"spdx":"LicenseRef-House","documents":{"LicenseRef-house":")" + kHouse + "\"}}",
       "unknown-field", "/terms/documents/LicenseRef-house"},
      {"a licence of the list", R"({"spdx":"MIT","documents":{"MIT":")" + kHouse + "\"}}",
       "unknown-field", "/terms/documents/MIT"},
      {"a name within another document",
       R"({"spdx":"DocumentRef-a:LicenseRef-House","documents":{"LicenseRef-House":")" + kHouse +
           "\"}}",
       "unknown-field", "/terms/documents/LicenseRef-House"},
      {"a name with a slash", R"({"spdx":"MIT","documents":{"LicenseRef-a/b":")" + kHouse + "\"}}",
       "unknown-field", "/terms/documents/LicenseRef-a~1b"},
      {"documents of a later step alone",
       R"({"spdx":"LicenseRef-House","then":{"spdx":"MIT","on":"2029-01-01","documents":{}}})",
       "unknown-field", "/terms/then/documents"},
      {"too many", many, "out-of-range", "/terms/documents"}};
  const Sequence before = scene.dispatcher.sequence();
  for (const Row& row : rows) {
    CAPTURE(row.why);
    for (const RawReply& reply :
         {scene.tried(row.terms),
          scene.dispatcher.put(work + "/terms", scene.ana.second, R"({"terms":)" + row.terms + "}"),
          scene.dispatcher.post(work + "/findings", scene.rea.second,
                                R"({"reference":"audit","terms":)" + row.terms + "}"),
          scene.dispatcher.post("/v1/degree", "",
                                R"({"class":"software","terms":)" + row.terms + "}")}) {
      CAPTURE(reply.body);
      CHECK(reply.status == 422);
      CHECK(reply.code() == row.code);
      CHECK(reply.member("pointer") == row.pointer);
    }
  }
  CHECK(scene.dispatcher.sequence() == before);
  CHECK(
      scene.dispatcher
          .post("/v1/assets", scene.ana.second,
                R"({"name":"Thing","class":"patent","terms":{"commitment":"none","documents":{}},)"
                R"("assessment":"1.00","escrow":"1.00"})")
          .code() == "unknown-field");
}

TEST_CASE("a profile counts for the text that terms state, and every answer shows which") {
  const DocumentsScene scene;
  const std::string ours = scene.work(house(kHouse));
  const std::string theirs = scene.work(house(kOther));
  const std::string silent = scene.work(R"({"spdx":"LicenseRef-House"})");
  CHECK(holds_text(scene.dispatcher.get(ours), R"("terms":)" + house(kHouse)));
  CHECK(holds_text(scene.dispatcher.get(silent), R"("terms":{"spdx":"LicenseRef-House"})"));
  const RawReply recorded = scene.record(kHouse, "12");
  REQUIRE(recorded.status == 201);
  CHECK(recorded.member("assets") == "1");
  CHECK(recorded.member("document_digest") == kHouse);
  CHECK(scene.dispatcher.get(ours).member("degree") == "0.090000");
  CHECK(scene.dispatcher.get(theirs).member("degree") == "1.000000");
  CHECK(scene.dispatcher.get(silent).member("degree") == "1.000000");
  CHECK(holds_text(scene.dispatcher.get(ours + "/degree"),
                   R"("evidence":"recorded by a registrar","basis":null,"anchors":null,)"
                   R"("document_digest":")" +
                       kHouse + "\""));
  CHECK(holds_text(scene.dispatcher.get(theirs + "/degree"),
                   R"("evidence":"closed until a registrar records a profile","basis":null,)"
                   R"("anchors":null,"document_digest":")" +
                       kOther + "\""));
  CHECK(holds_text(scene.dispatcher.get(silent + "/degree"),
                   R"("closed: the terms do not state which text this name stands for")"));
  const auto asked = [&](const std::string& terms) {
    return scene.dispatcher.post("/v1/degree", "", R"({"class":"software","terms":)" + terms + "}")
        .member("degree");
  };
  CHECK(asked(house(kHouse)) == "0.090000");
  CHECK(asked(house(kOther)) == "1.000000");
  CHECK(asked(R"({"spdx":"LicenseRef-House"})") == "1.000000");
  // Two texts of one name are two rows, and pages go on behind the first.
  REQUIRE(scene.record(kOther, "24").status == 201);
  CHECK(scene.dispatcher.get(theirs).member("degree") == "0.180000");
  CHECK(scene.dispatcher.get(ours).member("degree") == "0.090000");
  const RawReply first = scene.dispatcher.get("/v1/licences?q=licenseref-house&limit=1");
  const RawReply second =
      scene.dispatcher.get("/v1/licences?limit=1&cursor=" + first.member("next_cursor"));
  CHECK(holds_text(first, std::min(kHouse, kOther)));
  CHECK(holds_text(second, std::max(kHouse, kOther)));
  CHECK(second.member("next_cursor") == "null");
}

TEST_CASE("terms show the texts of the names that they name, and no others") {
  const DocumentsScene scene;
  REQUIRE(scene.record(kHouse, "12").status == 201);
  const std::string work =
      scene.work(R"({"spdx":"LicenseRef-House","documents":{"LicenseRef-House":")" + kHouse +
                 R"("},"then":{"spdx":"MIT","on":"2026-02-01"}})");
  CHECK(holds_text(scene.dispatcher.get(work), kHouse));
  scene.dispatcher.move_clock(R"("to":"2026-02-01T00:00:00Z")");
  CHECK(holds_text(scene.dispatcher.get(work), R"("terms":{"spdx":"MIT"})"));
}

TEST_CASE("a granted name keeps its text, and who buys sees it") {
  const DocumentsScene scene;
  const std::string work = scene.work(R"({"spdx":"LicenseRef-House"})");
  const auto put = [&](const std::string& terms) {
    return scene.dispatcher.put(work + "/terms", scene.ana.second, R"({"terms":)" + terms + "}");
  };
  const std::string before = scene.dispatcher.get(work).member("terms_digest");
  REQUIRE(put(house(kHouse)).status == 200);
  CHECK(scene.dispatcher.get(work).member("terms_digest") != before);
  const RawReply refused = put(house(kOther));
  CHECK(refused.status == 409);
  CHECK(refused.code() == "terms-irrevocable");
  CHECK(holds_text(refused, R"("pointer":"/terms/documents/LicenseRef-House")"));
  CHECK(holds_text(refused, R"("current":{"document_digest":")" + kHouse + "\"}"));
  CHECK(put(R"({"spdx":"LicenseRef-House"})").code() == "terms-irrevocable");
  REQUIRE(put(R"({"spdx":"MIT"})").status == 200);
  CHECK(
      holds_text(scene.dispatcher.get(work),
                 R"("terms":{"spdx":"LicenseRef-House OR MIT","documents":{"LicenseRef-House":")" +
                     kHouse + "\"}}"));
  // A finding says what the terms truly are, whatever they were said to be.
  REQUIRE(scene.dispatcher
              .post(work + "/findings", scene.rea.second,
                    R"({"reference":"audit","terms":)" + house(kOther) + "}")
              .status == 200);
  CHECK(holds_text(scene.dispatcher.get(work), R"("terms":)" + house(kOther)));
}

}  // namespace
}  // namespace quitrent::testing
