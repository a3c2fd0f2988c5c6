// SPDX-License-Identifier: EUPL-1.2
//
// What a registration and a deposit cost, as the HTTP interface shows it.
#include <string>

#include <doctest/doctest.h>

#include "tax/schedule/founding.hpp"
#include "tax/schedule/schedule.hpp"
#include "tests/api/http/live_dispatcher.hpp"
#include "tests/api/http/raw_connection.hpp"

namespace quitrent::testing {

using namespace api;
using namespace market;
using namespace tax;
namespace {

/// The founding schedule with a fee of 5.00 and a minimum deposit of 2.00.
std::string schedule_with_fee() {
  std::string toml{founding_schedule_toml()};
  const std::string none = "registration_fee = \"0\"\nminimum_deposit = \"0.01\"\n";
  return toml.replace(toml.find(none), none.size(),
                      "registration_fee = \"5\"\nminimum_deposit = \"2\"\n");
}

TEST_CASE("a fee is shown before it is asked for, and where it went") {
  const LiveDispatcher dispatcher{schedule_with_fee()};
  const auto [ana, key] = dispatcher.member("Ana", "1004.99");
  const RawReply schedule = dispatcher.get("/v1/schedules/current");
  CHECK(schedule.member("registration_fee") == "5.00");
  CHECK(schedule.member("minimum_deposit") == "2.00");
  CHECK(schedule.member("finding_surcharge") == "0.250000");
  const auto patent = [&dispatcher, &key] {
    return dispatcher.post("/v1/assets", key,
                           R"({"name":"P","class":"patent","terms":{"commitment":"none"},)"
                           R"("assessment":"36500.00","escrow":"1000.00"})");
  };
  const RawReply refused = patent();
  CHECK(refused.status == 409);
  CHECK(refused.code() == "insufficient-funds");
  CHECK(refused.member("available") == "1004.99");
  CHECK(dispatcher
            .post("/v1/parties/" + ana + "/credits", LiveDispatcher::kOperatorKey,
                  R"({"amount":"3.01","reference":"more"})")
            .status == 201);
  const RawReply made = patent();
  REQUIRE_MESSAGE(made.status == 201, made.body);
  CHECK(dispatcher.get("/v1/parties/" + ana + "/account", key).member("available") == "3.00");
  CHECK(holds_text(dispatcher.get("/v1/parties/" + ana + "/statement", key), "registration-fee"));
  const RawReply revenue =
      dispatcher.get("/v1/revenue?from=2026-01-01T00:00:00Z&to=2026-01-01T00:00:01Z");
  CHECK_MESSAGE(holds_text(revenue, "\"5.00\""), revenue.body);
  const std::string deposits = "/v1/assets/" + made.member("id") + "/escrow/deposits";
  const RawReply small = dispatcher.post(deposits, key, R"({"amount":"1.999999"})");
  CHECK(small.status == 422);
  CHECK(small.code() == "out-of-range");
  CHECK(small.member("minimum") == "2.00");
  CHECK(small.member("pointer") == "/amount");
  CHECK(dispatcher.post(deposits, key, R"({"amount":"2.00"})").status == 200);
}

}  // namespace
}  // namespace quitrent::testing
