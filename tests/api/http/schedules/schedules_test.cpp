// SPDX-License-Identifier: EUPL-1.2
//
// Schedules on their way, over HTTP: every state, and every refusal.
#include <set>
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

/// The founding schedule with another rate of patents, from a day on.
std::string reform(const std::string& rate, const std::string& effective) {
  std::string toml{founding_schedule_toml()};
  toml.replace(toml.find("2.5%"), 4, rate);
  return toml.insert(toml.find("currency"), "effective = " + effective + "\n");
}

/// Pia and Pol are policy officers; Ana holds a patent of 36500.00.
struct SchedulesScene {
  LiveDispatcher dispatcher;
  std::pair<std::string, std::string> ana = dispatcher.member("Ana");
  std::pair<std::string, std::string> pia = dispatcher.member("Pia", "1.00", R"(["policy"])");
  std::pair<std::string, std::string> pol = dispatcher.member("Pol", "1.00", R"(["policy"])");
  std::string patent = dispatcher.patent(ana.second, "US1");
  std::string lawful = reform("3%", "2026-03-01");

  RawReply propose(const std::string& toml, const std::string& query = {}) const {
    return dispatcher.ask({.method = "POST",
                           .path = "/v1/schedules" + query,
                           .key = pia.second,
                           .body = toml,
                           .content_type = "application/toml"});
  }
  RawReply approve(const RawReply& schedule, const std::string& rates,
                   const std::string& digest = {}) const {
    return dispatcher.post("/v1/schedules/" + schedule.member("id") + "/approval", pol.second,
                           R"({"digest":")" +
                               (digest.empty() ? schedule.member("digest") : digest) +
                               R"(","rates":)" + rates + "}");
  }
  std::string state(const RawReply& schedule) const {
    return dispatcher.get("/v1/schedules/" + schedule.member("id")).member("state");
  }
};

constexpr const char* kNewRate =
    R"([{"class":"patent","from":"2026-03-01","above":"0.00","rate":"3%"}])";

TEST_CASE("a schedule goes from a draft to law by two persons, and the tax follows it") {
  const SchedulesScene scene;
  const RawReply proposed = scene.propose(scene.lawful);
  REQUIRE_MESSAGE(proposed.status == 202, proposed.body);
  CHECK(proposed.headers.at("location") == "/v1/schedules/" + proposed.member("id"));
  CHECK(proposed.member("state") == "proposed");
  CHECK(proposed.member("lapses_at") == "2026-01-15T00:00:00Z");
  CHECK(proposed.member("approved_by") == "null");
  CHECK(proposed.member("in_force_from") == "null");
  CHECK(proposed.member("simulation") == "null");
  CHECK(holds_text(proposed, R"("proposed_by":{"id":")" + scene.pia.first));
  CHECK(holds_text(proposed,
                   R"("changes":[{"class":"patent","from":"2026-03-01T00:00:00Z","above":"0.00",)"
                   R"("old":"0.025","new":"0.03"}])"));
  const RawReply current = scene.dispatcher.get("/v1/schedules/current");
  CHECK(proposed.member("baseline_digest") == current.member("digest"));
  CHECK(current.member("state") == "in-force");
  CHECK(current.member("proposed_by") == "null");
  const RawReply approved = scene.approve(proposed, kNewRate);
  REQUIRE_MESSAGE(approved.status == 200, approved.body);
  CHECK(approved.member("state") == "approved");
  CHECK(approved.member("in_force_from") == "2026-03-01T00:00:00Z");
  CHECK(holds_text(approved, R"("approved_by":{"id":")" + scene.pol.first));
  scene.dispatcher.move_clock(R"("to":"2026-02-28T23:59:59Z")");
  CHECK(scene.state(proposed) == "approved");
  CHECK(scene.dispatcher.get("/v1/assets/" + scene.patent).member("tax_per_day") == "2.50");
  scene.dispatcher.move_clock(R"("to":"2026-03-01T00:00:00Z")");
  CHECK(scene.state(proposed) == "in-force");
  CHECK(scene.state(current) == "superseded");
  CHECK(scene.dispatcher.get("/v1/schedules/current").member("id") == proposed.member("id"));
  CHECK(scene.dispatcher.get("/v1/assets/" + scene.patent).member("tax_per_day") == "3.00");
  const RawReply events = scene.dispatcher.get("/v1/events?limit=200");
  for (const char* kind : {"schedule-proposed", "schedule-decided", "schedule-published"}) {
    CHECK(holds_text(events, R"("kind":")" + std::string{kind}));
  }
}

TEST_CASE("a text that is no schedule is told line and column of each fault") {
  const SchedulesScene scene;
  const Sequence before = scene.dispatcher.sequence();
  struct Row {
    const char* why;
    std::string toml;
    const char* told;
  };
  const std::vector<Row> rows{
      {"nothing", "", R"("line":1,"column":1)"},
      {"no TOML", "title = ", R"("line":1,)"},
      {"an unknown key", scene.lawful + "\nfoo = 1\n", R"("code":"schedule-invalid")"},
      {"a later program",
       [&scene] {
         std::string toml = scene.lawful;
         return toml.insert(toml.find("currency"), "engine = \">=99.0\"\n");
       }(),
       "the schedule needs the program from version 99.0.0 on"},
      {"no first day", std::string{founding_schedule_toml()}, "effective"},
      {"a control character", scene.lawful + "# \x01\n", R"("code":"schedule-invalid")"},
      {"bad UTF-8", scene.lawful + "# \xff\n", R"("code":"schedule-invalid")"}};
  for (const Row& row : rows) {
    CAPTURE(row.why);
    const RawReply reply = scene.propose(row.toml);
    CAPTURE(reply.body);
    CHECK(reply.status == 422);
    CHECK(reply.code() == "schedule-invalid");
    CHECK(holds_text(reply, row.told));
  }
  CHECK(scene.propose(std::string(64 * 1024 + 1, '#')).code() == "body-too-large");
  const RawReply json = scene.dispatcher.post("/v1/schedules", scene.pia.second, "{}");
  CHECK(json.code() == "unsupported-media-type");
  CHECK(scene.propose(scene.lawful, "?simulation=sim_01kdvdna00e7mv2p04fpbhfx5j").code() ==
        "not-found");
  CHECK(scene.dispatcher.sequence() == before);
}

TEST_CASE("every refusal of a schedule has its code") {
  const SchedulesScene scene;
  CHECK(scene.propose(reform("21%", "2026-03-01")).code() == "charter-breach");
  CHECK(scene.propose(reform("3%", "2026-01-30")).code() == "charter-breach");
  CHECK(scene.dispatcher
            .ask({.method = "POST",
                  .path = "/v1/schedules",
                  .key = scene.ana.second,
                  .body = scene.lawful,
                  .content_type = "application/toml"})
            .code() == "forbidden");
  const RawReply proposed = scene.propose(scene.lawful);
  REQUIRE(proposed.status == 202);
  const std::string path = "/v1/schedules/" + proposed.member("id");
  const std::string body =
      R"({"digest":")" + proposed.member("digest") + R"(","rates":)" + kNewRate + "}";
  CHECK(scene.dispatcher.post(path + "/approval", scene.pia.second, body).code() == "same-person");
  CHECK(scene.dispatcher.post(path + "/approval", scene.ana.second, body).code() == "forbidden");
  CHECK(scene.dispatcher
            .post("/v1/schedules/sch_01kdvdna00e7mv2p04fpbhfx5j/approval", scene.pol.second, body)
            .code() == "not-found");
  const std::string other = scene.dispatcher.get("/v1/schedules/current").member("digest");
  CHECK(scene.approve(proposed, kNewRate, other).code() == "digest-mismatch");
  struct Row {
    const char* rates;
    const char* code;
  };
  for (const Row& row : std::vector<Row>{
           {"[]", "rates-mismatch"},
           {R"([{"class":"patent","from":"2026-03-01","above":"0.00","rate":"3.1%"}])",
            "rates-mismatch"},
           {R"([{"class":"patent","from":"2026-03-01","above":"0.00","rate":"3"}])",
            "rates-mismatch"},
           {R"([{"class":"patent","from":"2026-03-01","above":"0.00","rate":"3,0%"}])",
            "invalid-field"},
           {R"([{"class":"house","from":"2026-03-01","above":"0.00","rate":"3%"}])",
            "invalid-field"},
           {R"([{"class":"patent","from":"March","above":"0.00","rate":"3%"}])", "invalid-field"},
           {R"([{"class":"patent","from":"2026-03-01","rate":"3%"}])", "missing-field"},
           {R"([{"class":"patent","from":"2026-03-01","above":"0.00","rate":"3%","x":1}])",
            "unknown-field"}}) {
    CAPTURE(row.rates);
    const RawReply reply = scene.approve(proposed, row.rates);
    CHECK(reply.code() == row.code);
    // The right rate is never told.
    CHECK_FALSE(reply.body.contains("0.03"));
  }
  CHECK(scene.state(proposed) == "proposed");
  // The rate may be typed as a fraction, and the instant as the answer shows it.
  CHECK(scene
            .approve(proposed, R"([{"class":"patent","from":"2026-03-01T00:00:00Z","above":"0",)"
                               R"("rate":"0.03"}])")
            .status == 200);
  CHECK(scene.approve(proposed, kNewRate).code() == "wrong-state");
  CHECK(scene.dispatcher.post(path + "/withdrawal", scene.pia.second, "{}").code() ==
        "wrong-state");
}

TEST_CASE("a proposal is withdrawn, lapses or is stale, and lists show each state") {
  const SchedulesScene scene;
  const RawReply withdrawn = scene.propose(scene.lawful);
  CHECK(scene.dispatcher
            .post("/v1/schedules/" + withdrawn.member("id") + "/withdrawal", scene.pol.second, "{}")
            .member("state") == "withdrawn");
  CHECK(scene.approve(withdrawn, kNewRate).code() == "wrong-state");
  const RawReply lapsed = scene.propose(scene.lawful);
  scene.dispatcher.move_clock(R"("by":"14d")");
  CHECK(scene.state(lapsed) == "lapsed");
  CHECK(scene.approve(lapsed, kNewRate).code() == "wrong-state");
  const RawReply stale = scene.propose(reform("3%", "2026-04-01"));
  const RawReply approved = scene.propose(scene.lawful);
  CHECK(scene.approve(approved, kNewRate).status == 200);
  CHECK(scene.state(stale) == "stale");
  CHECK(scene.approve(stale, kNewRate).code() == "stale");
  const RawReply proposed = scene.propose(reform("3.5%", "2026-07-01"));
  CHECK(proposed.status == 202);
  for (const char* state : {"proposed", "approved", "in-force", "withdrawn", "lapsed", "stale"}) {
    CAPTURE(state);
    const RawReply list = scene.dispatcher.get("/v1/schedules?state=" + std::string{state});
    CHECK(list.status == 200);
    CHECK(list.member("state") == state);
    CHECK(list.member("next_cursor") == "null");
  }
  CHECK(scene.dispatcher.get("/v1/schedules?state=law").code() == "invalid-parameter");
  // Page by page, no schedule is left out or shown twice.
  std::vector<std::string> shown;
  for (std::string query = "?limit=2"; !query.empty();) {
    const RawReply page = scene.dispatcher.get("/v1/schedules" + query);
    REQUIRE(page.status == 200);
    for (std::size_t at = page.body.find(R"({"id":"sch_)"); at != std::string::npos;
         at = page.body.find(R"({"id":"sch_)", at + 1)) {
      shown.push_back(page.body.substr(at + 7, 30));
    }
    const std::string cursor = page.member("next_cursor");
    query = cursor == "null" ? "" : "?limit=2&cursor=" + cursor;
  }
  CHECK(shown.size() == 6);
  CHECK(std::set<std::string>{shown.begin(), shown.end()}.size() == 6);
}

TEST_CASE("everybody reads the charter that bounds schedules") {
  const LiveDispatcher dispatcher;
  const RawReply charter = dispatcher.get("/v1/charter");
  CHECK(charter.status == 200);
  CHECK(charter.member("max_rate") == "0.2");
  CHECK(charter.member("notice_of_increase") == "30d");
  CHECK(charter.member("between_steps") == "90d");
  CHECK(charter.member("act_lapses_after") == "14d");
  CHECK(holds_text(charter, R"("acts_of_two":["strike",)"));
  const LiveDispatcher another{
      LiveOptions{.charter = ActRules{.lapse_after = Duration::from_days(7)}}};
  CHECK(another.get("/v1/charter").member("act_lapses_after") == "7d");
}

}  // namespace
}  // namespace quitrent::testing
