// SPDX-License-Identifier: EUPL-1.2
//
// Licences, liens and holds over HTTP: how they are recorded, listed and ended, and by whom.
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "tests/api/http/live_dispatcher.hpp"
#include "tests/api/http/raw_connection.hpp"

namespace quitrent::testing {

using namespace api;
using namespace market;
namespace {

/// Ana holds a patent; Ben is another member, Rea a registrar.
struct EncumbrancesScene {
  LiveDispatcher dispatcher;
  std::pair<std::string, std::string> ana = dispatcher.member("Ana");
  std::pair<std::string, std::string> ben = dispatcher.member("Ben");
  std::pair<std::string, std::string> rea = dispatcher.member("Rea", "1.00", R"(["registrar"])");
  std::string asset = dispatcher.patent(ana.second, "US1");
  std::string path = "/v1/assets/" + asset;

  std::string shown(std::string_view member) const { return dispatcher.get(path).member(member); }
  std::string licence_to_ben(const std::string& more = "\"exclusive\":false") const {
    return R"({"licensee":{"party":")" + ben.first + R"("},"scope":"all of it",)" + more + "}";
  }
  std::string lien_of_ben(const std::string& secured) const {
    return R"({"creditor":")" + ben.first + R"(","secured":")" + secured + R"("})";
  }
};

TEST_CASE("what may not stand against an asset is refused and leaves nothing") {
  const EncumbrancesScene scene;
  const std::string digest = "\"document_digest\":\"sha256:" + std::string(64, '0') + "\"";
  const std::string hold = R"({"reference":"order 1","ends_at":")";
  struct Row {
    const char* why;
    std::string folder, key, body;
    int status;
    const char* code;
    const char* text;
  };
  const std::string& ana = scene.ana.second;
  const std::string& ben = scene.ben.second;
  const std::string& rea = scene.rea.second;
  const std::string by_name = R"({"licensee":{"name":"Cai"},"exclusive":false,"scope":"s")";
  const std::vector<Row> rows{
      {"a licensee by both", "licences", ana,
       R"({"licensee":{"party":")" + scene.ben.first + R"(","name":"Ben"},"exclusive":false,)" +
           R"("scope":"s"})",
       422, "invalid-field", R"("pointer":"/licensee/party")"},
      {"a licensee by neither", "licences", ana, R"({"licensee":{},"exclusive":false,"scope":"s"})",
       422, "missing-field", R"("pointer":"/licensee/party")"},
      {"a licensee of another kind", "licences", ana,
       R"({"licensee":{"party":")" + scene.asset + R"("},"exclusive":false,"scope":"s"})", 422,
       "invalid-field", R"("pointer":"/licensee/party")"},
      {"a licensee with a face", "licences", ana,
       R"({"licensee":{"name":"Cai","face":1},"exclusive":false,"scope":"s"})", 422,
       "unknown-field", R"("pointer":"/licensee/face")"},
      {"a licensee whom nobody knows", "licences", ana,
       R"({"licensee":{"party":"pty_01kdvdna00e7mv2p04fpbhfx5j"},"exclusive":false,"scope":"s"})",
       404, "not-found", ""},
      {"a licence that is over", "licences", ana, by_name + R"(,"ends_at":"2026-01-01T00:00:00Z"})",
       422, "invalid-field", R"("pointer":"/ends_at")"},
      {"a licence in another version", "licences", ben, by_name + R"(,"expected_version":9})", 409,
       "version-mismatch", R"("version":1)"},
      {"a licence to another's asset", "licences", ben, by_name + "}", 403, "forbidden", ""},
      {"a lien for oneself", "liens", ana,
       R"({"creditor":")" + scene.ana.first + R"(","secured":"1.00"})", 422, "invalid-field",
       R"("pointer":"/creditor")"},
      {"a lien above the assessment", "liens", ana, scene.lien_of_ben("36500.000001"), 409,
       "below-secured", R"("secured":"0.00")"},
      {"a lien on another's asset", "liens", ben, scene.lien_of_ben("1.00"), 403, "forbidden", ""},
      {"a hold that is over", "holds", rea, hold + R"(2026-01-01T00:00:00Z"})", 422,
       "invalid-field", R"("pointer":"/ends_at")"},
      {"a hold of 180 days and a second", "holds", rea, hold + R"(2026-06-30T00:00:01Z"})", 422,
       "out-of-range", R"("pointer":"/ends_at")"},
      {"a hold in another version", "holds", rea,
       hold + R"(2026-02-01T00:00:00Z","expected_version":9,)" + digest + "}", 409,
       "version-mismatch", R"("version":1)"}};
  const Sequence before = scene.dispatcher.sequence();
  for (const Row& row : rows) {
    CAPTURE(row.why);
    const RawReply reply = scene.dispatcher.post(scene.path + "/" + row.folder, row.key, row.body);
    CAPTURE(reply.body);
    CHECK(reply.status == row.status);
    CHECK(reply.code() == row.code);
    CHECK(holds_text(reply, row.text));
  }
  CHECK(scene.dispatcher.sequence() == before);
}

TEST_CASE("a licence is listed while it is in force and ended by its licensee") {
  const EncumbrancesScene scene;
  const std::string folder = scene.path + "/licences";
  const std::string digest = "sha256:" + std::string(64, 'a');
  const RawReply to_ben = scene.dispatcher.post(
      folder, scene.ana.second,
      scene.licence_to_ben(R"("exclusive":true,"document_digest":")" + digest + "\""));
  REQUIRE(to_ben.status == 201);
  const std::string id = to_ben.member("id");
  CHECK(to_ben.body ==
        R"({"id":")" + id + R"(","licensee":{"party":")" + scene.ben.first +
            R"(","name":"Ben"},"exclusive":true,"personal":false,"scope":"all of it",)"
            R"("origin":"holder","recorded_at":"2026-01-01T00:00:00Z",)"
            R"("ends_at":null,"document_digest":")" +
            digest + R"("})");
  CHECK(id.starts_with("lic_"));
  CHECK(to_ben.headers.at("location") == folder + "/" + id);
  const RawReply to_cai =
      scene.dispatcher.post(folder, scene.ana.second,
                            R"({"licensee":{"name":"Cai"},"exclusive":false,"scope":"s",)"
                            R"("ends_at":"2026-01-02T00:00:00Z"})");
  REQUIRE(to_cai.status == 201);
  CHECK(holds_text(to_cai, R"("licensee":{"name":"Cai"})"));
  CHECK(scene.dispatcher.get(folder).body == R"({"data":[)" + to_ben.body + "," + to_cai.body +
                                                 R"(],"next_cursor":null,)"
                                                 R"("as_of":"2026-01-01T00:00:00Z"})");
  CHECK(holds_text(scene.dispatcher.get(scene.path),
                   R"("encumbrances":{"licences":2,"liens":0,"holds":0})"));
  scene.dispatcher.move_clock(R"("by":"1d")");
  CHECK_FALSE(holds_text(scene.dispatcher.get(folder), to_cai.member("id")));
  CHECK(scene.shown("licences") == "1");

  const Sequence before = scene.dispatcher.sequence();
  CHECK(scene.dispatcher.remove(folder + "/" + id, scene.ana.second).code() == "forbidden");
  CHECK(scene.dispatcher.remove(folder + "/lic_01kdvdna00e7mv2p04fpbhfx5j", scene.ben.second)
            .code() == "not-found");
  CHECK(scene.dispatcher.remove(folder + "/x", scene.ben.second).code() == "not-found");
  CHECK(
      scene.dispatcher.remove(folder + "/" + id + "?expected_version=2", scene.ben.second).code() ==
      "version-mismatch");
  CHECK(scene.dispatcher.remove(folder + "/" + id + "?force=1", scene.ben.second).code() ==
        "invalid-parameter");
  CHECK(
      scene.dispatcher.remove(folder + "/" + id + "?expected_version=4294967296", scene.ben.second)
          .code() == "invalid-parameter");
  CHECK(scene.dispatcher.sequence() == before);
  const RawReply ended =
      scene.dispatcher.remove(folder + "/" + id + "?expected_version=3", scene.ben.second);
  CHECK(ended.status == 200);
  CHECK(ended.member("id") == scene.asset);
  CHECK(ended.member("version") == "4");
  CHECK(holds_text(scene.dispatcher.get(folder), R"({"data":[],)"));
}

TEST_CASE("on a court's order a registrar ends what others have, and nobody else does") {
  const EncumbrancesScene scene;
  const auto rea = scene.dispatcher.member("Rolf", "1.00", R"(["registrar"])");
  const RawReply licence =
      scene.dispatcher.post(scene.path + "/licences", scene.ana.second,
                            R"({"licensee":{"name":"Nobody"},"exclusive":true,"scope":"s"})");
  const RawReply lien =
      scene.dispatcher.post(scene.path + "/liens", scene.ana.second,
                            R"({"creditor":")" + scene.ben.first +
                                R"(","secured":"1.00","ends_at":"2027-01-01T00:00:00Z"})");
  REQUIRE(licence.status == 201);
  REQUIRE(lien.status == 201);
  CHECK(lien.member("ends_at") == "2027-01-01T00:00:00Z");
  const std::string order = R"({"reference":"8 O 12/26"})";
  const auto ask = [&](const std::string& path, const std::string& key, const std::string& body) {
    return scene.dispatcher.ask({.method = "DELETE", .path = path, .key = key, .body = body});
  };
  const std::string of_licence = scene.path + "/licences/" + licence.member("id");
  const std::string of_lien = scene.path + "/liens/" + lien.member("id");
  for (const std::string& path : {of_licence, of_lien}) {
    CAPTURE(path);
    CHECK(ask(path, scene.ben.second, order).code() == "forbidden");
    CHECK(ask(path, scene.ana.second, order).code() == "forbidden");
    CHECK(ask(path, rea.second, "").code() == "forbidden");
    CHECK(ask(path, rea.second, R"({"reference":""})").code() == "invalid-field");
    CHECK(ask(path, rea.second, R"({"document_digest":"sha256:)" + std::string(64, 'a') + R"("})")
              .code() == "missing-field");
    CHECK(ask(path, rea.second, R"({"order":"x"})").code() == "unknown-field");
    CHECK(ask(path, rea.second, order).status == 200);
    CHECK(ask(path, rea.second, order).code() == "not-found");
  }
  const RawReply events = scene.dispatcher.get(scene.path + "/events");
  CHECK(holds_text(events, R"("cause":"licence-ended-by-order")"));
  CHECK(holds_text(events, R"("cause":"lien-ended-by-order")"));
  CHECK(holds_text(events, R"("reference":"8 O 12/26")"));
}

TEST_CASE("liens stand by priority, page by page, until their creditor releases them") {
  const EncumbrancesScene scene;
  const std::string folder = scene.path + "/liens";
  const RawReply first =
      scene.dispatcher.post(folder, scene.ana.second, scene.lien_of_ben("30000.00"));
  const RawReply second =
      scene.dispatcher.post(folder, scene.ana.second, scene.lien_of_ben("6500.00"));
  REQUIRE(second.status == 201);
  CHECK(first.body ==
        R"({"id":")" + first.member("id") + R"(","creditor":")" + scene.ben.first +
            R"(","creditor_name":"Ben","secured":"30000.00",)"
            R"("recorded_at":"2026-01-01T00:00:00Z","ends_at":null,"document_digest":null})");
  CHECK(first.member("id").starts_with("lien_"));
  const RawReply page = scene.dispatcher.get(folder + "?limit=1");
  CHECK(holds_text(page, R"({"data":[)" + first.body + R"(],"next_cursor":")"));
  const std::string cursor = page.member("next_cursor");
  const RawReply rest = scene.dispatcher.get(folder + "?limit=1&cursor=" + cursor);
  CHECK(holds_text(rest, R"({"data":[)" + second.body + R"(],"next_cursor":null)"));
  CHECK(scene.dispatcher.get(scene.path + "/holds?cursor=" + cursor).code() == "invalid-cursor");
  CHECK(scene.dispatcher.get(folder + "?limit=0").code() == "invalid-parameter");

  const std::string of_first = folder + "/" + first.member("id");
  CHECK(scene.dispatcher
            .post(scene.path + "/assessments", scene.ana.second, R"({"assessment":"36499.999999"})")
            .code() == "below-secured");
  CHECK(scene.dispatcher.remove(of_first, scene.ana.second).code() == "forbidden");
  CHECK(scene.dispatcher.remove(of_first, scene.ben.second).status == 200);
  CHECK(scene.dispatcher.remove(of_first, scene.ben.second).code() == "not-found");
  CHECK(scene.dispatcher.get(folder + "?cursor=" + cursor).code() == "invalid-cursor");
  CHECK(scene.shown("liens") == "1");
}

TEST_CASE("a hold takes the asset off the market until it is lifted or over") {
  const EncumbrancesScene scene;
  const std::string folder = scene.path + "/holds";
  const RawReply placed = scene.dispatcher.post(
      folder, scene.rea.second, R"({"reference":"order 1","ends_at":"2026-06-30T00:00:00Z"})");
  REQUIRE(placed.status == 201);
  CHECK(placed.body == R"({"id":")" + placed.member("id") +
                           R"(","reference":"order 1","recorded_at":"2026-01-01T00:00:00Z",)"
                           R"("ends_at":"2026-06-30T00:00:00Z","document_digest":null})");
  CHECK(placed.member("id").starts_with("hold_"));
  CHECK(holds_text(scene.dispatcher.get(folder), placed.body));
  CHECK(scene.shown("price") == "null");
  CHECK(scene.shown("held_until") == "2026-06-30T00:00:00Z");
  const RawReply quote =
      scene.dispatcher.post("/v1/quotes", "", R"({"asset":")" + scene.asset + R"("})");
  CHECK(quote.code() == "held");
  CHECK(holds_text(quote, R"("held_until":"2026-06-30T00:00:00Z")"));
  struct Row {
    std::string call, body;
  };
  const std::vector<Row> rows{{"/assessments", R"({"assessment":"1.00"})"},
                              {"/escrow/withdrawals", R"({"amount":"1.00"})"},
                              {"/licences", scene.licence_to_ben()},
                              {"/liens", scene.lien_of_ben("1.00")},
                              {"/dedication", R"({"confirm":"irrevocable"})"},
                              {"/withdrawal", "{}"}};
  for (const Row& row : rows) {
    CAPTURE(row.call);
    CHECK(scene.dispatcher.post(scene.path + row.call, scene.ana.second, row.body).code() ==
          "held");
  }
  CHECK(scene.dispatcher
            .post(scene.path + "/escrow/deposits", scene.ana.second, R"({"amount":"1.00"})")
            .status == 200);
  const std::string of_hold = folder + "/" + placed.member("id");
  CHECK(scene.dispatcher.remove(of_hold, scene.ana.second).code() == "forbidden");
  CHECK(scene.dispatcher.remove(of_hold, scene.rea.second).status == 200);
  CHECK(scene.shown("price") == "36500.00");
  CHECK(scene.shown("held_until") == "null");

  scene.dispatcher.post(folder, scene.rea.second,
                        R"({"reference":"order 2","ends_at":"2026-01-02T00:00:00Z"})");
  scene.dispatcher.move_clock(R"("by":"1d")");
  CHECK(holds_text(scene.dispatcher.get(folder), R"({"data":[],)"));
  CHECK(scene.shown("price") == "36500.00");
  const RawReply events = scene.dispatcher.get(scene.path + "/events");
  for (const char* cause : {"hold-placed", "hold-lifted", "hold-ended"}) {
    CAPTURE(cause);
    CHECK(holds_text(events, "\"cause\":\"" + std::string{cause} + R"(","subject":"hold_)"));
  }
}

TEST_CASE("what is recorded or ended is not recorded or ended twice under one Idempotency-Key") {
  const EncumbrancesScene scene;
  const auto once = [&](const std::string& method, const std::string& path, const std::string& key,
                        const std::string& body) {
    return scene.dispatcher.ask({.method = method,
                                 .path = path,
                                 .key = key,
                                 .body = body,
                                 .headers = {{"Idempotency-Key", method}}});
  };
  const std::string folder = scene.path + "/liens";
  const RawReply made = once("POST", folder, scene.ana.second, scene.lien_of_ben("1.00"));
  const RawReply again = once("POST", folder, scene.ana.second, scene.lien_of_ben("1.00"));
  CHECK(again.status == 201);
  CHECK(again.body == made.body);
  CHECK(again.headers.at("idempotent-replayed") == "true");
  CHECK(scene.shown("liens") == "1");
  const std::string lien = folder + "/" + made.member("id");
  const RawReply ended = once("DELETE", lien, scene.ben.second, "");
  const Sequence before = scene.dispatcher.sequence();
  const RawReply ended_again = once("DELETE", lien, scene.ben.second, "");
  CHECK(ended_again.status == 200);
  CHECK(ended_again.body == ended.body);
  CHECK(ended_again.headers.at("idempotent-replayed") == "true");
  CHECK(scene.dispatcher
            .ask({.method = "DELETE",
                  .path = lien,
                  .key = scene.ben.second,
                  .headers = {{"Idempotency-Key", std::string(256, 'k')}}})
            .code() == "invalid-parameter");
  CHECK(scene.dispatcher.sequence() == before);
}

}  // namespace
}  // namespace quitrent::testing
