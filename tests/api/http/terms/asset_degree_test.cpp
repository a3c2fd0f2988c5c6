// SPDX-License-Identifier: EUPL-1.2
//
// The degree of an asset with its parts, as it was at a second: judged by the levels, weights,
// profiles and schedules of that second, not by those of today.
#include "api/http/terms/asset_degree.hpp"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

#include "tests/api/http/live_dispatcher.hpp"
#include "tests/api/http/raw_connection.hpp"

namespace quitrent::testing {

using namespace api;
using namespace market;
using namespace tax;
namespace {

/// From 2026-02-01 on only use counts in the degree of software.
constexpr const char* kOtherWeightsFromFebruary =
    "title = \"T\"\ncurrency = \"EUR\"\n"
    "[[class]]\nname = \"software\"\nnotice = \"0s\"\ngrant_back = true\n"
    "  [[class.scale]]\n  from = 2026-01-01\n"
    "  brackets = [{ above = \"0\", rate = \"5%\" }]\n"
    "[[degree]]\nfrom = 2026-01-01\npoints = [{ degree = \"0\", multiplier = \"0\" }, "
    "{ degree = \"1\", multiplier = \"1\" }]\n"
    "[[degree.weights]]\nfrom = 2026-02-01\nclass = \"software\"\nA = \"0\"\nU = \"1\"\n"
    "M = \"0\"\nR = \"0\"\nY = \"0\"\nP = \"0\"\nB = \"0\"\nE = \"0\"\n"
    "[[procedure]]\nfrom = 2026-01-01\nescrow_cover = \"30d\"\ngrace = \"30d\"\n"
    "auction = \"28d\"\nlate_surcharge = \"0%\"\n"
    "[[revenue]]\nfrom = 2026-01-01\nshares = [{ to = \"treasury\", share = \"100%\" }]\n";

const std::string kText = "sha256:" + std::string(64, 'a');

struct Scene {
  explicit Scene(const std::string& schedule = kOtherWeightsFromFebruary) : dispatcher{schedule} {}

  LiveDispatcher dispatcher;
  std::pair<std::string, std::string> ana = dispatcher.member("Ana");
  std::pair<std::string, std::string> rea = dispatcher.member("Rea", "1.00", R"(["registrar"])");

  /// Registers software assessed at 36500.00 and answers with its path.
  std::string work(const std::string& terms) const {
    const RawReply made = dispatcher.post("/v1/assets", ana.second,
                                          R"({"name":"Thing","class":"software","terms":)" + terms +
                                              R"(,"assessment":"36500.00","escrow":"500.00"})");
    CAPTURE(made.body);
    REQUIRE(made.status == 201);
    return "/v1/assets/" + made.member("id");
  }
  /// Records a profile with this level of use and nothing else closed.
  void profile(const std::string& reference, int use) const {
    const RawReply made = dispatcher.post("/v1/licences", rea.second,
                                          R"({"reference":")" + reference +
                                              R"(","levels":{"A":0,"U":)" + std::to_string(use) +
                                              R"(,"M":0,"R":0,"Y":0,"P":0,"B":0,"E":0},)"
                                              R"("reason":"Read.","document_digest":")" +
                                              kText + R"("})");
    CAPTURE(made.body);
    REQUIRE(made.status == 201);
  }
  RawReply degree(const std::string& path, const std::string& at = {}) const {
    return dispatcher.get(path + "/degree" + (at.empty() ? "" : "?as_of=" + at));
  }
};

TEST_CASE("a degree of the future, or before the registration, cannot be told") {
  const Scene scene;
  scene.dispatcher.move_clock(R"("by":"1d")");
  const std::string work = scene.work(R"({"spdx":"BUSL-1.1"})");
  CHECK(scene.degree(work, "2026-01-02T00:00:01Z").code() == "invalid-parameter");
  CHECK(scene.degree(work, "yesterday").code() == "invalid-parameter");
  CHECK(scene.dispatcher.get(work + "/degree?at=2026-01-02T00:00:00Z").code() ==
        "invalid-parameter");
  CHECK(scene.degree(work, "2026-01-01T23:59:59Z").code() == "not-found");
  CHECK(scene.degree("/v1/assets/x", "2026-01-01T00:00:00Z").code() == "not-found");
}

TEST_CASE("a past degree is weighed by the weights of its second") {
  const Scene scene;
  const std::string work = scene.work(R"({"spdx":"BUSL-1.1"})");
  const RawReply now = scene.degree(work);
  CHECK(now.member("degree") == "0.190000");
  CHECK(holds_text(now, R"("steps":[{"from":"2026-02-01T00:00:00Z","degree":"0.500000"}])"));
  scene.dispatcher.move_clock(R"("to":"2026-02-01T00:00:00Z")");
  CHECK(scene.degree(work).member("degree") == "0.500000");
  const RawReply past = scene.degree(work, "2026-01-31T23:59:59Z");
  CHECK(past.member("degree") == "0.190000");
  CHECK(past.member("taxed_degree") == "0.190000");
  CHECK(past.member("branch") == "BUSL-1.1");
  CHECK(holds_text(past, R"("weights":{"A":"0.180000","U":"0.180000","M":"0.240000",)"));
  CHECK(past.member("rate") == "0.0095");
  CHECK(past.member("as_of") == "2026-01-31T23:59:59Z");
  CHECK(holds_text(scene.degree(work, "2026-02-01T00:00:00Z"), R"("weights":{"A":"0.000000",)"));
}

TEST_CASE("a past degree is that of the terms of its second") {
  const Scene scene;
  const std::string work = scene.work(R"({"spdx":"BUSL-1.1"})");
  scene.dispatcher.move_clock(R"("by":"1d")");
  REQUIRE(scene.dispatcher.put(work + "/terms", scene.ana.second, R"({"terms":{"spdx":"MIT"}})")
              .status == 200);
  CHECK(scene.degree(work).member("degree") == "0.000000");
  const RawReply past = scene.degree(work, "2026-01-01T23:59:59Z");
  CHECK(past.member("degree") == "0.190000");
  CHECK(past.member("normal") == "BUSL-1.1");
  CHECK(holds_text(past, R"("vector":{"A":"0/24","U":"12/24",)"));
}

TEST_CASE("a past degree is not judged by a profile that was recorded later") {
  const Scene scene;
  const std::string work =
      scene.work(R"({"spdx":"LicenseRef-Own","documents":{"LicenseRef-Own":")" + kText + R"("}})");
  scene.dispatcher.move_clock(R"("by":"1d")");
  scene.profile("LicenseRef-Own", 12);
  scene.dispatcher.move_clock(R"("by":"1d")");
  scene.profile("LicenseRef-Own", 6);
  const RawReply closed = scene.degree(work, "2026-01-01T23:59:59Z");
  CHECK(closed.member("degree") == "1.000000");
  CHECK(closed.member("branch") == "LicenseRef-Own");
  // What the first profile said is in the levels; today's profile does not explain them.
  const RawReply half = scene.degree(work, "2026-01-02T00:00:00Z");
  CHECK(half.member("degree") == "0.090000");
  CHECK(holds_text(half, R"("vector":{"A":"0/24","U":"12/24",)"));
  CHECK(holds_text(half, R"("branch":null)"));
  CHECK(holds_text(half, R"("causes":{"A":null,"U":null,)"));
  CHECK(holds_text(half, R"("facts":[])"));
  const RawReply quarter = scene.degree(work);
  CHECK(quarter.member("degree") == "0.045000");
  CHECK(quarter.member("branch") == "LicenseRef-Own");
  CHECK(scene.degree(work, "2026-01-03T00:00:00Z").body == quarter.body);
}

TEST_CASE("what a commitment's end would have cost is told as of its second") {
  const Scene scene{std::string{founding_schedule_toml()}};
  const RawReply made = scene.dispatcher.post(
      "/v1/assets", scene.ana.second,
      R"({"name":"Thing","class":"patent","terms":{"commitment":"open-pool"},)"
      R"("assessment":"36500.00","escrow":"500.00"})");
  const std::string patent = "/v1/assets/" + made.member("id");
  scene.dispatcher.move_clock(R"("by":"20d")");
  // 2.5% of 36500.00 less 2.5% x 0.3 of it is 1.75 a day.
  CHECK(scene.degree(patent).member("clawback") == "35.00");
  CHECK(scene.degree(patent, "2026-01-11T00:00:00Z").member("clawback") == "17.50");
}

}  // namespace
}  // namespace quitrent::testing
