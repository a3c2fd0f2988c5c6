// SPDX-License-Identifier: EUPL-1.2
#include "tests/api/http/schedules/outcome_scene.hpp"

#include <doctest/doctest.h>

#include "registry/vocabulary/sha256.hpp"

namespace quitrent::testing {
namespace {

std::string toml_with_rate(const std::string& rate, const std::string& effective) {
  std::string toml{founding_schedule_toml()};
  toml.replace(toml.find("2.5%"), 4, rate);
  return toml.insert(toml.find("currency"), "effective = " + effective + "\n");
}

Debt whole(std::int64_t units) {
  Debt sum;
  sum.grow(Money::from_micro(units * 1'000'000));
  return sum;
}

}  // namespace

std::string OutcomeScene::propose(const std::string& rate, const std::string& effective,
                                  std::optional<Prediction> seen) const {
  const auto reply = dispatcher.engine().file(
      {.filing = {.by = *parse_identifier<PartyKind>(pia.first),
                  .seed = Engine::drawn_seed(),
                  .request = ProposeSchedule{.toml = toml_with_rate(rate, effective),
                                             .prediction = std::move(seen)}},
       .render = {},
       .repeat_key = {}});
  REQUIRE_MESSAGE(reply.has_value(), reply.error().detail);
  return dispatcher.get("/v1/schedules?state=proposed").member("id");
}

void OutcomeScene::approve(const std::string& id, const std::string& rate,
                           const std::string& effective) const {
  const std::string digest = to_text(sha256(toml_with_rate(rate, effective)));
  const RawReply approved =
      dispatcher.post("/v1/schedules/" + id + "/approval", pol.second,
                      R"({"digest":")" + digest + R"(","rates":[{"class":"patent","from":")" +
                          effective + R"(","above":"0","rate":")" + rate + R"("}]})");
  REQUIRE_MESSAGE(approved.status == 200, approved.body);
}

std::string OutcomeScene::enacted(const std::string& rate, const std::string& effective,
                                  std::optional<Prediction> seen) const {
  std::string id = propose(rate, effective, std::move(seen));
  approve(id, rate, effective);
  dispatcher.move_clock(R"("to":")" + effective + R"(T00:00:00Z")");
  return id;
}

void OutcomeScene::act(const RawRequest& request) const {
  const RawReply reply = dispatcher.ask(request);
  REQUIRE_MESSAGE(reply.status < 300, reply.body);
}

void OutcomeScene::act_once() const {
  act({.method = "POST",
       .path = "/v1/purchases",
       .key = bob.second,
       .body = R"({"items":[{"asset":")" + sold +
               R"(","max_price":"36500","assessment":"40000","escrow":"1000"}]})"});
  const std::string path = "/v1/assets/" + kept;
  for (const char* value : {"36600", "36000"}) {
    act({.method = "POST",
         .path = path + "/assessments",
         .key = ana.second,
         .body = R"({"assessment":")" + std::string{value} + R"("})"});
  }
  act({.method = "POST",
       .path = path + "/escrow/deposits",
       .key = ana.second,
       .body = R"({"amount":"1000"})"});
  act({.method = "PUT",
       .path = "/v1/assets/" + opened + "/terms",
       .key = ana.second,
       .body = R"({"terms":{"commitment":"royalty-free"}})"});
}

Prediction prediction_of_patents(Period over) {
  return {.simulation = SimulationId::derived({}, 1, over.begin),
          .digest = sha256("seen"),
          .sequence = 7,
          .register_digest = sha256("chain"),
          .version = "0.9.1",
          .over = over,
          .newly_delinquent_in_30_days = 1,
          .newly_delinquent_in_90_days = 2,
          .opened = {.low = 0, .middle = 250'000, .high = 600'001},
          .purchases = {.low = 1, .middle = 3'650'000, .high = 7'300'000},
          .assessed = {.low = whole(130'000), .middle = whole(140'000), .high = whole(145'000)},
          .by_class = {{.asset_class = AssetClass::patent,
                        .assets = 4,
                        .assessed = whole(146'000),
                        .baseline = whole(2'920),
                        .reform = whole(3'650)}}};
}

}  // namespace quitrent::testing
