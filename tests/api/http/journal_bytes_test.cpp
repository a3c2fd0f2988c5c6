// SPDX-License-Identifier: EUPL-1.2
//
// How many bytes of journal a request makes. A request of n bytes makes at most kMultiple * n
// bytes, plus kBeside and the answer that is kept for an Idempotency-Key.
#include <algorithm>
#include <functional>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "tests/api/http/live_dispatcher.hpp"
#include "tests/sanitized.hpp"

namespace quitrent::testing {

using namespace api;
using namespace market;
namespace {

/// Bytes of journal for each byte of path, key and body.
constexpr std::size_t kMultiple = 16;
/// The bytes that any request may make in addition. The largest case is a pending basket of a
/// hundred assets, which a hold on one of them records again.
constexpr std::size_t kBeside = 8 * 1024;

std::string long_text(std::size_t count) { return std::string(count, 'x'); }

/// Ana holds an asset with as many encumbrances as the register accepts; Ben buys it.
struct JournalScene {
  LiveDispatcher dispatcher;
  std::pair<std::string, std::string> ana =
      dispatcher.member(long_text(188) + "A", "1000000000.00");
  std::pair<std::string, std::string> ben =
      dispatcher.member(long_text(188) + "B", "1000000000.00");
  std::pair<std::string, std::string> rea = dispatcher.member("Rea", "1.00", R"(["registrar"])");

  std::string registered(const std::string& body) const {
    const RawReply made = dispatcher.post("/v1/assets", ana.second, body);
    REQUIRE_MESSAGE(made.status == 201, made.body);
    return made.member("id");
  }
  /// Registers a patent without tax, with `licences` licences and `liens` liens of the largest
  /// size.
  std::string encumbered(std::size_t licences, std::size_t liens) const {
    const std::string id =
        registered(R"({"name":"P","class":"patent","terms":{"commitment":"royalty-free"},)"
                   R"("assessment":"100.00","escrow":"0.00"})");
    const std::string path = "/v1/assets/" + id;
    for (std::size_t nth = 0; nth < licences; ++nth) {
      REQUIRE(dispatcher.post(path + "/licences", ana.second, licence()).status == 201);
    }
    for (std::size_t nth = 0; nth < liens; ++nth) {
      REQUIRE(dispatcher.post(path + "/liens", ana.second, lien()).status == 201);
    }
    return id;
  }
  std::string licence() const {
    return R"({"licensee":{"name":")" + long_text(200) + R"("},"exclusive":true,"scope":")" +
           long_text(200) + "\"}";
  }
  std::string lien() const { return R"({"creditor":")" + ben.first + R"(","secured":"0.01"})"; }
  /// A work with the longest terms that an asset may have.
  static std::string largest_work() {
    std::string text = R"({"name":"W","class":"software","terms":)";
    const std::string spdx = R"({"spdx":"LicenseRef-)" + long_text(1'770) + "\"";
    text += spdx;
    for (int year = 2030; year < 2038; ++year) {
      text += R"(,"then":)" + spdx + R"(,"on":")" + std::to_string(year) + R"(-01-01")";
    }
    return text + std::string(9, '}') + R"(,"assessment":"100.00","escrow":"10.00"})";
  }
};

struct Made {
  std::size_t in = 0, out = 0;
};

/// Sends one request, which must be accepted. Answers with the bytes sent and the bytes of journal.
Made made_by(const JournalScene& scene, const std::string& method, const std::string& path,
             const std::pair<std::string, std::string>& who_and_body) {
  const std::size_t before = scene.dispatcher.journal_bytes();
  const RawReply reply = scene.dispatcher.ask(
      {.method = method, .path = path, .key = who_and_body.first, .body = who_and_body.second});
  REQUIRE_MESSAGE(reply.status < 300, reply.body);
  return {.in = path.size() + who_and_body.first.size() + who_and_body.second.size(),
          .out = scene.dispatcher.journal_bytes() - before};
}

Made basket_of(const JournalScene& scene, std::size_t assets) {
  std::string items;
  for (std::size_t nth = 0; nth < assets; ++nth) {
    items += std::string{nth == 0 ? "" : ","} + R"({"asset":")" + scene.encumbered(16, 4) +
             R"(","max_price":"100","assessment":"1","escrow":"0"})";
  }
  scene.dispatcher.move_clock(R"("by":"31d")");  // each seller keeps a licence
  return made_by(scene, "POST", "/v1/purchases", {scene.ben.second, "{\"items\":[" + items + "]}"});
}

TEST_CASE("no request makes many times its bytes of journal" * doctest::skip(kSanitized)) {
  struct Row {
    std::string what;
    std::function<Made(const JournalScene&)> request;
  };
  const auto on = [](const std::string& id) { return "/v1/assets/" + id; };
  const std::vector<Row> rows{
      {"the largest registration",
       [](const JournalScene& scene) {
         return made_by(scene, "POST", "/v1/assets",
                        {scene.ana.second, JournalScene::largest_work()});
       }},
      {"an assessment of the largest asset",
       [&](const JournalScene& scene) {
         const std::string id = scene.registered(JournalScene::largest_work());
         return made_by(scene, "POST", on(id) + "/assessments",
                        {scene.ana.second, R"({"assessment":"99"})"});
       }},
      {"terms of the largest asset",
       [&](const JournalScene& scene) {
         const std::string id = scene.registered(JournalScene::largest_work());
         return made_by(scene, "PUT", on(id) + "/terms",
                        {scene.ana.second, R"({"terms":{"spdx":"MIT"}})"});
       }},
      {"the sixty-fourth licence",
       [&](const JournalScene& scene) {
         const std::string id = scene.encumbered(63, 16);
         return made_by(scene, "POST", on(id) + "/licences", {scene.ana.second, scene.licence()});
       }},
      {"the sixteenth lien",
       [&](const JournalScene& scene) {
         const std::string id = scene.encumbered(64, 15);
         return made_by(scene, "POST", on(id) + "/liens", {scene.ana.second, scene.lien()});
       }},
      {"a hold on what is encumbered",
       [&](const JournalScene& scene) {
         const std::string id = scene.encumbered(64, 16);
         return made_by(
             scene, "POST", on(id) + "/holds",
             {scene.rea.second, R"({"reference":"r","ends_at":"2026-02-01T00:00:00Z"})"});
       }},
      {"a purchase of what is encumbered",
       [&](const JournalScene& scene) {
         const std::string id = scene.encumbered(64, 16);
         return made_by(
             scene, "POST", "/v1/purchases",
             {scene.ben.second, R"({"items":[{"asset":")" + id +
                                    R"(","max_price":"100","assessment":"1","escrow":"0"}]})"});
       }},
      {"a basket of a hundred", [](const JournalScene& scene) { return basket_of(scene, 100); }},
  };
  for (const Row& row : rows) {
    CAPTURE(row.what);
    const JournalScene scene;
    const Made made = row.request(scene);
    CAPTURE(made.in);
    CAPTURE(made.out);
    MESSAGE(row.what << ": " << made.in << " bytes in, " << made.out << " bytes of journal out");
    CHECK(made.out <= kMultiple * made.in + kBeside);
  }
}

}  // namespace
}  // namespace quitrent::testing
