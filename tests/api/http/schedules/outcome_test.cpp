// SPDX-License-Identifier: EUPL-1.2
//
// What was predicted of a schedule, and what happened since it took effect.
#include <string>
#include <vector>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include "api/http/schedules/outcome_figures.hpp"
#include "tests/api/http/raw_connection.hpp"
#include "tests/api/http/schedules/outcome_scene.hpp"

namespace quitrent::testing {
namespace {

using Json = nlohmann::json;

const Period kPredictedYear{*day(2026, 3, 1), *day(2027, 3, 1)};

/// The outcome of a schedule, which there is.
Json outcome_of(const OutcomeScene& scene, const std::string& id) {
  const RawReply reply = scene.outcome(id);
  REQUIRE_MESSAGE(reply.status == 200, reply.body);
  return Json::parse(reply.body);
}

/// One second later: the tax of the seconds before an instant is posted at that instant.
std::string posted_by(const Json& instant) {
  return to_text(*parse_instant(instant.get<std::string>()) + Duration::from_seconds(1));
}

/// Checks the revenue of an outcome against GET /v1/revenue over its postings.
void check_revenue(const OutcomeScene& scene, const Json& outcome) {
  const std::string from = posted_by(outcome["levied_from"]),
                    until = posted_by(outcome["levied_until"]);
  const Json revenue =
      Json::parse(scene.dispatcher.get("/v1/revenue?from=" + from + "&to=" + until).body);
  CHECK(outcome["total"]["actual"]["revenue"] == revenue["received"]["total"]);
  CHECK(outcome["total"]["actual"]["debts"] == revenue["received"]["debts"]);
  for (const Json& row : outcome["by_class"]) {
    for (const Json& received : revenue["received"]["by_class"]) {
      if (received["class"] == row["class"]) CHECK(row["actual"]["revenue"] == received["amount"]);
    }
  }
}

TEST_CASE("an outcome compares what was predicted with what happened") {
  const OutcomeScene scene;
  const std::string id = scene.enacted("3%", "2026-03-01", prediction_of_patents(kPredictedYear));
  scene.dispatcher.move_clock(R"("to":"2026-03-10T00:00:00Z")");
  scene.act_once();
  // The escrow of the fourth patent ends in June; nobody buys it.
  scene.dispatcher.move_clock(R"("to":"2026-09-01T00:00:00Z")");
  const Json outcome = outcome_of(scene, id);
  CAPTURE(outcome.dump(1));
  CHECK(outcome["schedule"] == id);
  CHECK(outcome["state"] == "in-force");
  CHECK(outcome["in_force_from"] == "2026-03-01T00:00:00Z");
  CHECK(outcome["from"] == "2026-03-01T00:00:00Z");
  CHECK(outcome["until"] == "2026-09-01T00:00:00Z");
  CHECK(outcome["prediction"]["sequence"] == 7);
  CHECK(outcome["prediction"]["version"] == "0.9.1");
  CHECK(outcome["prediction"]["to"] == "2027-03-01T00:00:00Z");
  REQUIRE(outcome["by_class"].size() == 1);
  const Json& patents = outcome["by_class"][0];
  CHECK(patents["class"] == "patent");
  // 184 of 365 days.
  CHECK(patents["predicted"] == Json{{"assets", 4},
                                     {"assessed", "146000.00"},
                                     {"revenue_baseline", "2920.00"},
                                     {"revenue", "3650.00"},
                                     {"revenue_baseline_so_far", "1472.00"},
                                     {"revenue_so_far", "1840.00"}});
  const Json counted{{"purchases", 1},
                     {"price", "36500.00"},
                     {"auction_purchases", 0},
                     {"auction_price", "0.00"},
                     {"raised", 2},
                     {"raised_by", "3600.00"},
                     {"lowered", 1},
                     {"lowered_by", "600.00"},
                     {"registered", 0},
                     {"opened", 1},
                     {"opened_to_all", 1},
                     {"closed", 0},
                     {"corrected", 0},
                     {"became_delinquent", 1},
                     {"foreclosed", 1},
                     {"redeemed", 0},
                     {"escheated", 1},
                     {"dedicated", 0},
                     {"expired", 0},
                     {"withdrawn", 0},
                     {"struck", 0},
                     {"rectified", 0}};
  const Json& total = outcome["total"];
  for (const auto& [name, figure] : counted.items()) {
    CAPTURE(name);
    CHECK(patents["actual"][name] == figure);
    CHECK(total["actual"][name] == figure);
  }
  CHECK(patents["actual"]["assets"] == 3);
  CHECK(patents["actual"]["assessed"] == "112500.00");
  check_revenue(scene, outcome);
  CHECK(patents["actual"]["revenue"] != "0.00");
  CHECK(total["actual"]["became_delinquent_within_30_days"] == 0);
  CHECK(total["actual"]["became_delinquent_within_90_days"] == 0);
  CHECK(total["predicted"]["revenue_so_far"] == "1840.00");
  CHECK(total["predicted"]["purchases_so_far"] ==
        Json{{"low", "0"}, {"middle", "1.84"}, {"high", "3.68"}});
  CHECK(total["predicted"]["purchases_a_year"]["low"] == "0.000001");
  CHECK(total["predicted"]["opened"] == Json{{"low", "0"}, {"middle", "1"}, {"high", "2.400004"}});
  CHECK(total["predicted"]["assessed_anew"]["middle"] == "140000.00");
  CHECK(total["predicted"]["newly_delinquent_within_90_days"] == 2);
  CHECK(outcome["currency"] == "EUR");
  CHECK(outcome["as_of"] == "2026-09-01T00:00:00Z");
}

TEST_CASE("the prediction that an outcome is compared with is shown with the schedule") {
  const OutcomeScene scene;
  const std::string id = scene.propose("3%", "2026-03-01", prediction_of_patents(kPredictedYear));
  const Json schedule = Json::parse(scene.dispatcher.get("/v1/schedules/" + id).body);
  const Json& seen = schedule["simulation"];
  CHECK(seen["sequence"] == 7);
  CHECK(seen["from"] == "2026-03-01T00:00:00Z");
  CHECK(seen["newly_delinquent"] == Json{{"within_30_days", 1}, {"within_90_days", 2}});
  CHECK(seen["opened"] == Json{{"low", "0.000000"}, {"middle", "0.250000"}, {"high", "0.600001"}});
  CHECK(seen["purchases_a_year"]["middle"] == "3.65");
  CHECK(seen["assessed"]["high"] == "145000.00");
  CHECK(seen["by_class"] == Json::array({{{"class", "patent"},
                                          {"assets", 4},
                                          {"assessed", "146000.00"},
                                          {"revenue_baseline", "2920.00"},
                                          {"revenue", "3650.00"}}}));
  Json told;
  const Json events = Json::parse(scene.dispatcher.get("/v1/events?limit=200").body);
  for (const Json& event : events["data"]) {
    if (event["kind"] == "schedule-proposed") told = event["simulation"];
  }
  CHECK(told == seen);
}

TEST_CASE("an outcome ends with the simulated period, or with the schedule") {
  const OutcomeScene scene;
  const Period march{*day(2026, 3, 1), *day(2026, 4, 1)};
  const std::string first = scene.enacted("3%", "2026-03-01", prediction_of_patents(march));
  const std::string founding =
      Json::parse(scene.dispatcher.get("/v1/schedules?state=superseded").body)["data"][0]["id"];
  CHECK(outcome_of(scene, first)["until"] == "2026-03-01T00:00:00Z");
  CHECK(outcome_of(scene, first)["total"]["predicted"]["revenue_so_far"] == "0.00");
  scene.dispatcher.move_clock(R"("to":"2026-04-15T00:00:00Z")");
  const Json ended = outcome_of(scene, first);
  CHECK(ended["until"] == "2026-04-01T00:00:00Z");
  CHECK(ended["total"]["predicted"]["revenue_so_far"] == "3650.00");
  // Four patents of 36,500.00 at 3% are 12.00 a day; what was levied on 1 March is February's.
  CHECK(ended["total"]["actual"]["revenue"] == "372.00");
  check_revenue(scene, ended);
  // One without a prediction follows; the compared period of the founding schedule ended long ago.
  const std::string second = scene.enacted("3.5%", "2026-06-01");
  scene.dispatcher.move_clock(R"("to":"2026-06-20T00:00:00Z")");
  const Json before = outcome_of(scene, founding);
  CHECK(before["state"] == "superseded");
  CHECK(before["until"] == "2026-03-01T00:00:00Z");
  CHECK(before["total"]["actual"]["registered"] == 4);
  CHECK(before["prediction"] == Json{});
  CHECK(before["by_class"][0]["predicted"] == Json{});
  CHECK(before["total"]["predicted"] == Json{});
  check_revenue(scene, before);
  const Json now = outcome_of(scene, second);
  CHECK(now["from"] == "2026-06-01T00:00:00Z");
  CHECK(now["until"] == "2026-06-20T00:00:00Z");
  check_revenue(scene, now);
}

TEST_CASE("what is done in the second of a takeover belongs to the later schedule alone") {
  const OutcomeScene scene;
  const std::string second = scene.enacted("3%", "2026-03-01");
  const std::string first =
      Json::parse(scene.dispatcher.get("/v1/schedules?state=superseded").body)["data"][0]["id"];
  scene.act_once();
  for (int later = 0; later < 2; ++later) {
    CAPTURE(later);
    CHECK(outcome_of(scene, first)["until"] == "2026-03-01T00:00:00Z");
    CHECK(outcome_of(scene, first)["total"]["actual"]["purchases"] == 0);
    CHECK(outcome_of(scene, second)["total"]["actual"]["purchases"] == 1);
    scene.dispatcher.move_clock(R"("by":"1s")");
  }
}

TEST_CASE("what is done in the second after a simulated period is not compared") {
  const OutcomeScene scene;
  const Period march{*day(2026, 3, 1), *day(2026, 4, 1)};
  const std::string id = scene.enacted("3%", "2026-03-01", prediction_of_patents(march));
  scene.dispatcher.move_clock(R"("to":"2026-04-01T00:00:00Z")");
  scene.act_once();
  CHECK(outcome_of(scene, id)["until"] == "2026-04-01T00:00:00Z");
  CHECK(outcome_of(scene, id)["total"]["actual"]["purchases"] == 0);
}

TEST_CASE("an outcome shows what was done in the present second") {
  const OutcomeScene scene;
  const std::string id = scene.enacted("3%", "2026-03-01");
  scene.act_once();
  const Json outcome = outcome_of(scene, id);
  CHECK(outcome["until"] == "2026-03-01T00:00:00Z");
  CHECK(outcome["total"]["actual"]["purchases"] == 1);
  CHECK(outcome["total"]["actual"]["opened"] == 1);
}

TEST_CASE("a simulated period that begins after the effect is compared from its own beginning") {
  const OutcomeScene scene;
  const Period april{*day(2026, 4, 1), *day(2026, 5, 1)};
  const std::string id = scene.enacted("3%", "2026-03-01", prediction_of_patents(april));
  const Json early = outcome_of(scene, id);
  CHECK(early["from"] == "2026-04-01T00:00:00Z");
  CHECK(early["until"] == "2026-04-01T00:00:00Z");
  CHECK(early["total"]["actual"]["revenue"] == "0.00");
  scene.dispatcher.move_clock(R"("to":"2026-04-16T00:00:00Z")");
  // No month is whole: nothing is compared yet.
  CHECK(outcome_of(scene, id)["levied_until"] == "2026-04-01T00:00:00Z");
  CHECK(outcome_of(scene, id)["total"]["predicted"]["revenue_so_far"] == "0.00");
  CHECK(outcome_of(scene, id)["total"]["actual"]["revenue"] == "0.00");
  scene.dispatcher.move_clock(R"("to":"2026-05-20T00:00:00Z")");
  CHECK(outcome_of(scene, id)["total"]["predicted"]["revenue_so_far"] == "3650.00");
  CHECK(outcome_of(scene, id)["total"]["actual"]["revenue"] == "360.00");
}

TEST_CASE("revenue is compared over the whole months of a schedule that began within one") {
  const OutcomeScene scene;
  const Period year{*day(2026, 3, 16), *day(2027, 3, 16)};
  const std::string id = scene.enacted("3%", "2026-03-16", prediction_of_patents(year));
  scene.dispatcher.move_clock(R"("to":"2026-04-20T00:00:00Z")");
  const Json early = outcome_of(scene, id);
  CHECK(early["levied_from"] == early["levied_until"]);
  CHECK(early["total"]["actual"]["revenue"] == "0.00");
  scene.dispatcher.move_clock(R"("to":"2026-05-10T00:00:00Z")");
  const Json outcome = outcome_of(scene, id);
  CHECK(outcome["levied_from"] == "2026-04-01T00:00:00Z");
  CHECK(outcome["levied_until"] == "2026-05-01T00:00:00Z");
  // 30 days of 12.00, and 30 of 365 days of 3,650.00.
  CHECK(outcome["total"]["actual"]["revenue"] == "360.00");
  CHECK(outcome["total"]["predicted"]["revenue_so_far"] == "300.00");
}

TEST_CASE("a schedule without an outcome is told why, and what to ask instead") {
  const OutcomeScene scene;
  const auto refused = [&scene](const std::string& id, const std::string& state,
                                const std::string& told) {
    const RawReply reply = scene.outcome(id);
    CAPTURE(reply.body);
    CHECK(reply.status == 409);
    CHECK(reply.code() == "wrong-state");
    CHECK(reply.member("state") == state);
    CHECK(holds_text(reply, told));
  };
  CHECK(scene.outcome("sch_01kdvdna00e7mv2p04fpbhfx5j").code() == "not-found");
  CHECK(scene.outcome("current").code() == "not-found");
  CHECK(scene.dispatcher.post("/v1/schedules/x/outcome", {}, "{}").status == 405);
  const std::string withdrawn = scene.propose("2.6%", "2026-03-01");
  CHECK(scene.dispatcher.post("/v1/schedules/" + withdrawn + "/withdrawal", scene.pia.second, "{}")
            .status == 200);
  refused(withdrawn, "withdrawn", "It was withdrawn and never took effect; ask for one");
  const std::string lapsed = scene.propose("2.7%", "2026-03-01");
  refused(lapsed, "proposed", "nobody has approved it; ask again after 2026-03-01T00:00:00Z.");
  scene.dispatcher.move_clock(R"("to":"2026-01-16T00:00:00Z")");
  refused(lapsed, "lapsed", "Nobody approved it in time, so it never took effect; ask for one");
  const std::string stale = scene.propose("2.8%", "2026-03-01");
  const RawReply both = scene.dispatcher.get("/v1/schedules?state=proposed");
  REQUIRE(both.member("id") == stale);
  scene.dispatcher.move_clock(R"("by":"1s")");
  scene.propose("3%", "2026-03-01");
  const Json two = Json::parse(scene.dispatcher.get("/v1/schedules?state=proposed").body)["data"];
  const std::string approved = two[0]["id"] == stale ? two[1]["id"] : two[0]["id"];
  scene.approve(approved, "3%", "2026-03-01");
  refused(stale, "stale", "Another schedule was approved or took effect before it");
  refused(approved, "approved", "not taken effect yet; ask again after 2026-03-01T00:00:00Z.");
}

TEST_CASE("the part of a sum is rounded down once, and no sum is too large for it") {
  const auto lasting = [](std::int64_t count) { return Duration::from_seconds(count); };
  const auto micro = [](std::uint64_t low, std::uint64_t high = 0) {
    return Debt::from_words(high, low);
  };
  CHECK(pro_rata(micro(10), lasting(1), lasting(3)) == micro(3));
  CHECK(pro_rata(micro(10), lasting(2), lasting(3)) == micro(6));
  CHECK(pro_rata(micro(10), lasting(3), lasting(3)) == micro(10));
  CHECK(pro_rata(micro(10), lasting(0), lasting(3)) == Debt{});
  CHECK(pro_rata(micro(10), lasting(0), lasting(0)) == Debt{});
  // (2^127 - 1) / 2 = 2^126 - 1/2
  const auto most = micro(~0ULL, (1ULL << 63U) - 1);
  CHECK(pro_rata(most, lasting(31'536'000), lasting(63'072'000)) ==
        micro(~0ULL, (1ULL << 62U) - 1));
  CHECK(pro_rata(most, lasting(253'402'300'799), lasting(253'402'300'799)) == most);
  CHECK(purchases_so_far(1'000'000, lasting(31'535'999)) == 999'999);
  CHECK(purchases_so_far(1'000'000, lasting(63'072'000)) == 2'000'000);
}

}  // namespace
}  // namespace quitrent::testing
